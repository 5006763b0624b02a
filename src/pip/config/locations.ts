import type { Files } from "../files.ts";
import { expandUser, type Homes } from "../homes.ts";
import { type PipVersion, pipIsAtLeast } from "../options/pipVersion.ts";
import { joinPath } from "../paths.ts";
import { stripSpace } from "../pythonText.ts";

/** What decides where pip looks for its configuration. */
export interface ConfigPlaces {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly homes: Homes;
  /** `sys.prefix` of the python that runs pip; null where it is not known. */
  readonly prefix: string | null;
  /** Node's `process.platform`. */
  readonly platform: string;
  readonly version: PipVersion;
  readonly files: Files;
}

/**
 * The configuration files that pip reads, lowest priority first; they need not exist.
 * `isolated` leaves the user's out, `PIP_CONFIG_FILE=/dev/null` all of them.
 */
export function configFiles(places: ConfigPlaces, isolated: boolean): string[] {
  const named = places.env.PIP_CONFIG_FILE;
  if (named === "/dev/null") return [];
  const namedExists = Boolean(named) && places.files.kind(joinPath(places.cwd, named ?? "")) !== "absent";
  const found = [...machineDirectories(places).map((directory) => joinPath(directory, "pip.conf"))];
  if (!isolated && !namedExists) found.push(...userFiles(places));
  if (places.prefix !== null) found.push(joinPath(places.prefix, "pip.conf"));
  if (named) found.push(named);
  return found.map((path) => joinPath(places.cwd, path));
}

/** The directories for all users: XDG's in the order listed, so that the last one wins, then /etc. */
function machineDirectories({ env, homes, platform, prefix, version }: ConfigPlaces): string[] {
  if (platform === "darwin") {
    const brew = prefix?.startsWith("/opt/homebrew") ? ["/opt/homebrew/share/pip"] : [];
    return [...brew, "/Library/Application Support/pip"];
  }
  const listed = env.XDG_CONFIG_DIRS ?? "";
  let directories = stripSpace(listed) === "" ? [] : listed.split(":");
  // The library that finds them became stricter with the years.
  if (!pipIsAtLeast(version, 24, 1))
    directories = directories.map((directory) => expandUser(directory, homes));
  if (pipIsAtLeast(version, 26, 2))
    directories = stripSpace(listed)
      .split(":")
      .filter((path) => stripSpace(path) !== "");
  if (pipIsAtLeast(version, 26, 3))
    directories = directories.map(stripSpace).filter((path) => path.startsWith("/"));
  if (directories.length === 0) directories = ["/etc/xdg"];
  return [...directories.map((directory) => joinPath(directory, "pip")), "/etc"];
}

/** The user's two files; the newer place wins over `~/.pip`. */
function userFiles(places: ConfigPlaces): string[] {
  const { homes, platform, files } = places;
  const legacy = joinPath(expandUser("~", homes), ".pip/pip.conf");
  if (platform === "darwin") {
    const support = expandUser("~/Library/Application Support/pip", homes);
    const directory = files.kind(support) === "directory" ? support : expandUser("~/.config/pip", homes);
    return [legacy, joinPath(directory, "pip.conf")];
  }
  return [legacy, joinPath(userDirectory(places), "pip/pip.conf")];
}

function userDirectory({ env, homes, version }: ConfigPlaces): string {
  const listed = env.XDG_CONFIG_HOME ?? "";
  const trimmed = pipIsAtLeast(version, 26, 2) ? stripSpace(listed) : listed;
  const taken = stripSpace(listed) !== "" && (trimmed.startsWith("/") || !pipIsAtLeast(version, 26, 3));
  return taken ? trimmed : expandUser("~/.config", homes);
}

import type { Files } from "../files.ts";
import type { PipVersion } from "../options/pipVersion.ts";
import { joinPath } from "../paths.ts";
import { stripSpace } from "../pythonText.ts";

/** What decides where pip looks for its configuration. */
export interface ConfigPlaces {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The user's home, `HOME` first; null where nobody knows. */
  readonly home: string | null;
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
function machineDirectories({ env, home, platform, prefix }: ConfigPlaces): string[] {
  if (platform === "darwin") {
    const brew = prefix?.startsWith("/opt/homebrew") ? ["/opt/homebrew/share/pip"] : [];
    return [...brew, "/Library/Application Support/pip"];
  }
  const listed = env.XDG_CONFIG_DIRS ?? "";
  const directories = (stripSpace(listed) === "" ? "/etc/xdg" : listed).split(":");
  const inHome = (path: string) => (home !== null && /^~(?=\/|$)/.test(path) ? home + path.slice(1) : path);
  return [...directories.map((directory) => joinPath(inHome(directory), "pip")), "/etc"];
}

/** The user's two files; the newer place wins over `~/.pip`. */
function userFiles({ env, home, platform, files }: ConfigPlaces): string[] {
  if (home === null) return [];
  const legacy = joinPath(home, ".pip/pip.conf");
  if (platform === "darwin") {
    const support = joinPath(home, "Library/Application Support/pip");
    const directory = files.kind(support) === "directory" ? support : joinPath(home, ".config/pip");
    return [legacy, joinPath(directory, "pip.conf")];
  }
  const xdg = env.XDG_CONFIG_HOME ?? "";
  const directory = stripSpace(xdg) === "" ? joinPath(home || "/", ".config") : xdg;
  return [legacy, joinPath(directory, "pip/pip.conf")];
}

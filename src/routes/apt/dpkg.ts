import { APT_ENVIRONMENT } from "../../catalogue/candidates.ts";
import {
  type DistributionDirectory,
  parseDistributionDirectory,
} from "../../catalogue/distributionDirectory.ts";
import type { World } from "../../world.ts";

const DPKG_QUERY = "/usr/bin/dpkg-query";
// biome-ignore lint/suspicious/noTemplateCurlyInString: these are dpkg-query's own placeholders
const FORMAT = "-f=${Package}\\t${db:Status-Abbrev}\\t${Version}\\n";

/** What dpkg's own records say of a package. */
export interface Status {
  readonly version: string;
  /** Unpacked and configured: `ii`, or `hi` for a held one. */
  readonly installed: boolean;
  /** The administrator has forbidden its change (`apt-mark hold`). */
  readonly held: boolean;
}

/** The records of these packages; one that dpkg has never seen, or that was purged, is not in it. 5 ms. */
export async function readStatus(names: readonly string[], world: World): Promise<Map<string, Status>> {
  if (names.length === 0) return new Map();
  const ended = await world.run({
    argv: [DPKG_QUERY, "-W", FORMAT, "--", ...names],
    env: APT_ENVIRONMENT,
    cwd: "/",
    output: "capture",
  });
  return parseStatus(ended.stdout);
}

/** Reads lines of name, status and version with tabs between. */
export function parseStatus(text: string): Map<string, Status> {
  const rows = [...text.matchAll(/^(\S+)\t(.)(.)[^\t]*\t(\S+)$/gm)];
  return new Map(
    rows.map(([, name = "", want, state, version = ""]) => [
      name,
      { version, installed: state === "i", held: want === "h" },
    ]),
  );
}

/** The packages that dpkg has begun and not finished: apt would refuse any change until they are. */
export async function readUnfinished(world: World): Promise<readonly string[]> {
  const ended = await world.run({
    argv: ["/usr/bin/dpkg", "--audit"],
    env: APT_ENVIRONMENT,
    cwd: "/",
    output: "capture",
  });
  return parseAudit(ended.stdout);
}

/**
 * Reads `dpkg --audit`: paragraphs of a heading and, each after one space, packages. Those on missing checksums or
 * waiting triggers keep nobody from installing.
 */
export function parseAudit(text: string): readonly string[] {
  const begun = text.split("\n\n").filter((part) => BEGUN.test(part.replace(/\s+/g, " ")));
  return begun.flatMap((part) => [...part.matchAll(/^ (\S+)/gm)].map(([, name = ""]) => name));
}

const BEGUN = /in a mess|unpacked but not yet configured|only half (?:configured|installed)/;

/** A distribution whose metadata a package holds, and the directory that it lies in. */
export interface Held extends DistributionDirectory {
  readonly location: string;
}

/** The distributions that an installed package holds, by its list of files. */
export async function readHeld(name: string, world: World): Promise<readonly Held[]> {
  const ended = await world.run({
    argv: [DPKG_QUERY, "-L", "--", name],
    env: APT_ENVIRONMENT,
    cwd: "/",
    output: "capture",
  });
  return parseFiles(ended.stdout);
}

/** Reads a list of files for `NAME-VERSION.dist-info` and `NAME-VERSION.egg-info`, a directory or a file. */
export function parseFiles(text: string): readonly Held[] {
  const found = [...text.matchAll(/^(\/\S*(?:dist|site)-packages)\/([^/\n]+\.(?:dist|egg)-info)$/gm)];
  return found.flatMap(([, location = "", entry = ""]) => {
    const parsed = parseDistributionDirectory(entry);
    return parsed ? [{ ...parsed, location }] : [];
  });
}

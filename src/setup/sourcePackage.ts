import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Places } from "./places.ts";
import { absoluteEntries } from "./pythons.ts";

/**
 * The package that the set is to be copied from: the one that runs. But once set up, `safe-pip` is the copy
 * itself; then a package that is on PATH behind it (npm's, which may have been upgraded) is the source, unless
 * it is older. For root only one that root owns.
 */
export function findSourcePackage({ package: running, layout, env, uid }: Places): string {
  if (!isSame(running, layout.data)) return running;
  const own = versionOf(running);
  for (const directory of absoluteEntries(env.PATH ?? "")) {
    const found = packageOf(join(directory, "safe-pip"));
    if (found === null || isSame(found, layout.data)) continue;
    const version = versionOf(found);
    const isTrusted = uid !== 0 || statSync(found).uid === 0;
    if (isTrusted && version !== null && compare(version, own ?? "0") >= 0) return found;
  }
  return running;
}

/** The version in a package's package.json; null where it is none of ours. */
export function versionOf(directory: string): string | null {
  try {
    const { name, version } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
    return name === "safe-pip" && typeof version === "string" ? version : null;
  } catch {
    return null;
  }
}

function packageOf(command: string): string | null {
  try {
    const directory = join(dirname(realpathSync(command)), "..");
    return statSync(join(directory, "dist/safe-pip.cjs")).isFile() ? directory : null;
  } catch {
    return null;
  }
}

function isSame(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}

function compare(one: string, other: string): number {
  return one.localeCompare(other, "en", { numeric: true });
}

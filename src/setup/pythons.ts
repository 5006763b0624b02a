import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { isShim } from "../context/invocation.ts";
import { namesIn } from "../directory.ts";

/**
 * The Pythons on PATH, as `3.11`, oldest first: from names such as python3.11, and from what python3 leads to.
 * Our own shims are no Pythons, and relative entries of PATH do not count.
 */
export function readPythonVersions(path: string): string[] {
  const found = new Set<string>();
  for (const directory of absoluteEntries(path)) {
    for (const name of namesIn(directory)) {
      const version = /^python(3\.\d+)$/.exec(name)?.[1];
      if (version && isProgram(join(directory, name)) && !isShim(join(directory, name))) found.add(version);
    }
    const led = versionBehind(join(directory, "python3"));
    if (led !== null) found.add(led);
  }
  return [...found].sort((one, other) => one.localeCompare(other, "en", { numeric: true }));
}

/** The directories of a PATH that count: absolute ones, each once. */
export function absoluteEntries(path: string): string[] {
  return [...new Set(path.split(":").filter((entry) => entry.startsWith("/")))];
}

/** The first program of this name on a PATH, shim or not; null where there is none. */
export function firstProgram(name: string, path: string): string | null {
  const candidates = absoluteEntries(path).map((directory) => join(directory, name));
  return candidates.find((candidate) => isProgram(candidate)) ?? null;
}

/** Whether a path is a file that may be run by this user. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function versionBehind(path: string): string | null {
  try {
    return /\/python(3\.\d+)$/.exec(realpathSync(path))?.[1] ?? null;
  } catch {
    return null;
  }
}

import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { namesIn } from "../directory.ts";
import type { Interpreter } from "../plan/facts.ts";

/**
 * The interpreter behind a path such as `/usr/bin/python3`: its version and its marker, without starting it.
 * Null where the path is no `pythonX.Y` in the end (pyenv's shims): then nothing is known.
 */
export function readInterpreter(path: string, next: string): Interpreter | null {
  const real = resolved(path);
  const version = real && /python(\d+\.\d+)$/.exec(real)?.[1];
  if (!real || !version) return null;
  const versioned = versionedName(path, version) ?? real;
  return {
    path: versioned,
    version,
    marker: markerOf(real, version),
    ofDistribution: real === `/usr/bin/python${version}` && existsSync("/usr/lib/python3/dist-packages"),
    isNext: next !== "" && sameFile(next, real),
  };
}

function resolved(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

/** `/usr/bin/python3.11` beside `/usr/bin/python3`: Homebrew's stable name rather than a Cellar's path. */
function versionedName(path: string, version: string): string | null {
  const beside = join(dirname(path), `python${version}`);
  return existsSync(beside) && sameFile(beside, path) ? beside : null;
}

/** The marker of PEP 668 lies in the standard library's directory. */
function markerOf(real: string, version: string): string | null {
  const prefix = dirname(dirname(real));
  const candidates = [`lib/python${version}`, `lib64/python${version}`, `../../lib/python${version}`];
  for (const candidate of candidates) {
    const marker = join(prefix, candidate, "EXTERNALLY-MANAGED");
    if (existsSync(marker)) return marker;
  }
  return null;
}

/** Whether two paths lead to one file (`-ef` in sh). */
export function sameFile(one: string, other: string): boolean {
  try {
    const [a, b] = [statSync(one), statSync(other)];
    return a.dev === b.dev && a.ino === b.ino;
  } catch {
    return false;
  }
}

/** A pip that is importable by an interpreter, found by the name of its metadata. */
export interface PipOfInterpreter {
  readonly version: string;
  readonly location: string;
}

/** The pip that `INTERPRETER -m pip` runs, read from directory names; null where there is none. */
export function readPipOf(interpreter: string, version: string): PipOfInterpreter | null {
  const prefix = dirname(dirname(interpreter));
  const locations = [
    // Debian's python alone looks into /usr/local.
    ...(prefix === "/usr" ? [`/usr/local/lib/python${version}/dist-packages`] : []),
    join(prefix, "lib/python3/dist-packages"),
    join(prefix, `lib/python${version}/site-packages`),
    join(prefix, `lib/python${version}/dist-packages`),
  ];
  for (const location of locations) {
    for (const name of namesIn(location)) {
      const found = /^pip-(\d[^-]*)\.(?:dist|egg)-info$/.exec(name)?.[1];
      if (found) return { version: found, location };
    }
  }
  return null;
}

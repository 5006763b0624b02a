import { fstatSync, lstatSync } from "node:fs";
import { join } from "node:path";
import { namesIn } from "../directory.ts";
import { CALLERS_STDOUT } from "./invocation.ts";

/**
 * The file that a shell has just made of an unquoted `NAME>=3.12`, by its name (`=3.12`): what pip prints goes into
 * it, and no version was asked for. Null where stdout is no such file.
 */
export function readSlip(cwd: string): string | null {
  try {
    const output = fstatSync(CALLERS_STDOUT);
    if (!output.isFile()) return null;
    const isOutput = (name: string) => lstatSync(join(cwd, name)).ino === output.ino;
    return namesIn(cwd).find((name) => name.startsWith("=") && isOutput(name)) ?? null;
  } catch {
    return null;
  }
}

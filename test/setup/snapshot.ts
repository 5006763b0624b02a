import { createHash } from "node:crypto";
import { type BigIntStats, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";

/** A line for each thing below a directory: its kind, mode, number of names, and its bytes or where it leads. */
export function snapshot(directory: string): string[] {
  return walk(directory).map((file) => `${path.relative(directory, file)} ${contentOf(file)}`);
}

/** The same with what every write changes: the file's number and its times (a directory's tell no more than its names). */
export function strictSnapshot(directory: string): string[] {
  return walk(directory).map((file) => {
    const state = stateOf(file);
    const times = state.isDirectory() ? "" : `${state.mtimeNs} ${state.ctimeNs}`;
    return `${path.relative(directory, file)} ${contentOf(file)} ${state.ino} ${times}`;
  });
}

function contentOf(file: string): string {
  const state = stateOf(file);
  const mode = (Number(state.mode) & 0o7777).toString(8);
  if (state.isSymbolicLink()) return `link ${readlinkSync(file)}`;
  if (state.isDirectory()) return `directory ${mode}`;
  const digest = createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 12);
  return `file ${mode} ${state.nlink} ${digest}`;
}

function stateOf(file: string): BigIntStats {
  return lstatSync(file, { bigint: true });
}

/** Without the planner's compiled code, which is made anew whenever it is missing. */
function walk(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => name !== "cache" || path.basename(directory) !== "safe-pip")
    .sort()
    .flatMap((name) => {
      const file = path.join(directory, name);
      return stateOf(file).isDirectory() ? [file, ...walk(file)] : [file];
    });
}

import { createHash } from "node:crypto";
import { type BigIntStats, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";

/** A line for each thing below a directory: its kind, mode, number of names, and its bytes or where it leads. */
export function snapshot(directory: string): string[] {
  return walk(directory).map((file) => `${path.relative(directory, file)} ${contentOf(file)}`);
}

/** The same with what every write changes: the file's number and its times. */
export function strictSnapshot(directory: string): string[] {
  return walk(directory).map((file) => {
    const { ino, mtimeNs, ctimeNs } = stateOf(file);
    return `${path.relative(directory, file)} ${contentOf(file)} ${ino} ${mtimeNs} ${ctimeNs}`;
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

function walk(directory: string): string[] {
  return readdirSync(directory)
    .sort()
    .flatMap((name) => {
      const file = path.join(directory, name);
      return stateOf(file).isDirectory() ? [file, ...walk(file)] : [file];
    });
}

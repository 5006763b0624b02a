import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  type Stats,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** Compiled code, and how many runs have added to it. */
export interface Compiled {
  readonly code: Buffer;
  readonly runs: number;
}

/*
 * A file is: eight bytes, the first of which counts the runs; then the code, twice. V8 does not check the code that
 * it is given: a damaged block would end the process. Two halves that agree are checked in 0.1 ms, a hash takes 3.
 */
const HEAD = 8;

/** No planner's code is as large. */
const LIMIT = 16 << 20;

/** Files that are kept: a few parts, by a few versions of Node, of this build and the one before. */
const KEPT = 12;

/**
 * Compiled code that this user put there, in a directory that is his alone: it will be run. Null where there is
 * none, or none that can be relied upon.
 */
export function readCompiled(directory: string, name: string): Compiled | null {
  try {
    if (!isPrivate(lstatSync(directory))) return null;
    const file = openSync(
      join(directory, name),
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
    try {
      const state = fstatSync(file);
      if (!state.isFile() || !isPrivate(state) || state.size > LIMIT) return null;
      // Not of Node's pool: V8 wants code that begins at a multiple of eight.
      const bytes = Buffer.allocUnsafeSlow(state.size);
      return readSync(file, bytes, 0, state.size, 0) === state.size ? halvesOf(bytes) : null;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

function halvesOf(bytes: Buffer): Compiled | null {
  const length = (bytes.length - HEAD) / 2;
  if (!Number.isInteger(length) || length <= 0) return null;
  const code = bytes.subarray(HEAD, HEAD + length);
  return code.equals(bytes.subarray(HEAD + length)) ? { code, runs: bytes[0] ?? 0 } : null;
}

/**
 * Keeps compiled code, written aside and renamed, in a directory that is made where its parent is this user's. Never
 * throws. `code` is called once, and only where it can be written: to make it takes 5 ms.
 */
export function saveCompiled(directory: string, name: string, code: () => Buffer, runs: number): void {
  const aside = join(directory, `${name}.${process.pid}`);
  try {
    if (!isOwn(lstatSync(dirname(directory)))) return;
    makeDirectory(directory);
    if (!isPrivate(lstatSync(directory))) return;
    const file = openSync(aside, "wx", 0o600);
    try {
      const bytes = code();
      for (const part of [Buffer.from([runs, 0, 0, 0, 0, 0, 0, 0]), bytes, bytes]) writeAll(file, part);
      // Renamed before its blocks are on the disk, it could be a file of zeros after a power cut.
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(aside, join(directory, name));
    removeOld(directory, name);
  } catch {
    remove(aside);
  }
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, 0o700);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/** The newest stay. A file aside that a killed run left is as old as any other. */
function removeOld(directory: string, name: string): void {
  const others = readdirSync(directory).filter((other) => other !== name);
  const byAge = others.map((other) => ({ other, time: lstatSync(join(directory, other)).mtimeMs }));
  byAge.sort((one, another) => another.time - one.time);
  for (const { other } of byAge.slice(KEPT - 1)) remove(join(directory, other));
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never there, or another run took it away.
  }
}

function isOwn(state: Stats): boolean {
  return state.uid === process.getuid?.();
}

/** This user's, and nobody else may write it. */
function isPrivate(state: Stats): boolean {
  return isOwn(state) && (state.mode & 0o022) === 0;
}

import {
  chmodSync,
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Replaces a file, or makes it, by one rename: a reader sees the old bytes or the new ones, and a link that
 * stands in its place is not followed. Owner and group of what was there are kept where that is allowed.
 *
 * @param text one character a byte (`latin1`), so that any bytes pass unchanged.
 * @throws the error of the file system; nothing is left behind then.
 */
export function replaceFile(path: string, text: string, mode: number, was: Stats | null = null): void {
  const aside = join(dirname(path), `.${basename(path)}.safe-pip-${process.pid}`);
  const file = openSync(aside, "wx", 0o600);
  try {
    writeFileSync(file, Buffer.from(text, "latin1"));
    if (was !== null) keepOwner(file, was);
    fchmodSync(file, mode);
    fsyncSync(file);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  try {
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}

/** Makes a directory and those above it, whatever the umask. Answers with those that it made, outermost first. */
export function makeDirectories(path: string, mode: number): string[] {
  const missing: string[] = [];
  for (let at = path; lstatSync(at, { throwIfNoEntry: false }) === undefined; at = dirname(at))
    missing.unshift(at);
  for (const directory of missing) {
    mkdirSync(directory, { mode });
    chmodSync(directory, mode);
  }
  return missing;
}

function keepOwner(file: number, { uid, gid }: Stats): void {
  try {
    fchownSync(file, uid, gid);
  } catch {
    // Only root may give a file away; one's own stays one's own.
  }
}

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
  const aside = asideOf(path);
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

/** The name beside a path under which this process prepares what then gets that path by a rename. */
export function asideOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.safe-pip-${process.pid}`);
}

/** The process that made a name by {@link asideOf}; null for any other name. */
export function asideProcess(name: string): number | null {
  const pid = /^\..+\.safe-pip-(\d+)$/.exec(name)?.[1];
  return pid === undefined ? null : Number(pid);
}

/** Makes a directory and those above it, whatever the umask. One that another process makes meanwhile is its own. */
export function makeDirectories(path: string, mode: number): void {
  for (const directory of missingDirectories(path)) {
    try {
      mkdirSync(directory, { mode });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") continue;
      throw error;
    }
    chmodSync(directory, mode);
  }
}

/** The directories that {@link makeDirectories} would make, outermost first. */
export function missingDirectories(path: string): string[] {
  const missing: string[] = [];
  for (let at = path; lstatSync(at, { throwIfNoEntry: false }) === undefined; at = dirname(at))
    missing.unshift(at);
  return missing;
}

function keepOwner(file: number, { uid, gid }: Stats): void {
  try {
    fchownSync(file, uid, gid);
  } catch {
    // Only root may give a file away; one's own stays one's own.
  }
}

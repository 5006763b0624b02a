import { createHash, randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { Identity } from "./safeRead.ts";

/**
 * The user's consents: one file an entry, in `trust` in the data directory, named by the hash of a policy
 * file's path and bytes. So another content, and the same content elsewhere, are other entries: any change
 * revokes, and nothing in a project can name itself trusted.
 */
export interface TrustStore {
  /** The user's data directory; absolute. */
  readonly data: string;
  readonly who: Identity;
}

/** An entry of the store. */
export interface TrustEntry {
  readonly digest: string;
  /** The policy file, absolute. */
  readonly path: string;
}

/** The entry's name: sha256 of the path, a NUL (which no path holds) and the bytes, in hexadecimal. */
export function trustDigest(path: string, bytes: Buffer): string {
  return createHash("sha256").update(path).update("\0").update(bytes).digest("hex");
}

/** Whether the user has consented to these bytes at this path. A store that others may write trusts nothing. */
export function isTrusted(store: TrustStore, path: string, bytes: Buffer): boolean {
  if (!storeIsOurs(store)) return false;
  const digest = trustDigest(path, bytes);
  return readEntry(store, digest)?.path === path;
}

/**
 * Writes the entry, under another name first and then renamed, and takes away the consents to earlier contents
 * of the same file. Throws what the file system throws, and an error where the store is not the user's own.
 */
export function addTrust(store: TrustStore, path: string, digest: string): void {
  const directory = directoryOf(store);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (!storeIsOurs(store)) throw new Error(`${directory} is not yours alone`);
  const temporary = join(directory, `.${digest}.${randomBytes(6).toString("hex")}`);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const descriptor = openSync(temporary, flags, 0o600);
  try {
    // Whatever the umask is.
    fchmodSync(descriptor, 0o600);
    writeSync(descriptor, `${JSON.stringify({ path })}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, join(directory, digest));
  for (const entry of listTrust(store)) {
    if (entry.path === path && entry.digest !== digest) remove(store, entry.digest);
  }
}

/** Takes away every consent to the file at this path, whatever its content. Returns how many there were. */
export function removeTrust(store: TrustStore, path: string): number {
  const entries = listTrust(store).filter((entry) => entry.path === path);
  for (const entry of entries) remove(store, entry.digest);
  return entries.length;
}

/** The entries, by path. What is no entry (a temporary file, a file that others wrote) is left out. */
export function listTrust(store: TrustStore): readonly TrustEntry[] {
  if (!storeIsOurs(store)) return [];
  const entries: TrustEntry[] = [];
  for (const name of readdirSync(directoryOf(store))) {
    const entry = readEntry(store, name);
    if (entry !== null) entries.push(entry);
  }
  return entries.sort((one, other) => (one.path < other.path ? -1 : 1));
}

function directoryOf(store: TrustStore): string {
  return join(store.data, "trust");
}

function remove(store: TrustStore, digest: string): void {
  try {
    unlinkSync(join(directoryOf(store), digest));
  } catch (error) {
    // Another command was faster.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/** The data directory and the store in it: real directories of the user's that nobody else may write. */
function storeIsOurs(store: TrustStore): boolean {
  return [store.data, directoryOf(store)].every((directory) => {
    try {
      const status = lstatSync(directory);
      return status.isDirectory() && status.uid === store.who.uid && (status.mode & 0o022) === 0;
    } catch {
      return false;
    }
  });
}

/** An entry holds a path of at most 4096 bytes, as JSON. */
const entryLimit = 16 * 1024;

function readEntry(store: TrustStore, digest: string): TrustEntry | null {
  if (!/^[0-9a-f]{64}$/.test(digest)) return null;
  let descriptor: number;
  try {
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    descriptor = openSync(join(directoryOf(store), digest), flags);
  } catch {
    return null;
  }
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile() || status.uid !== store.who.uid || status.size > entryLimit) return null;
    const buffer = Buffer.alloc(entryLimit);
    const length = readSync(descriptor, buffer, 0, buffer.length, 0);
    const content: unknown = JSON.parse(buffer.toString("utf8", 0, length));
    if (typeof content !== "object" || content === null || !("path" in content)) return null;
    return typeof content.path === "string" ? { digest, path: content.path } : null;
  } catch {
    return null;
  } finally {
    closeSync(descriptor);
  }
}

import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from "node:fs";
import { dirname } from "node:path";

/** Who asks: a file counts only where nobody else could have written it. */
export interface Identity {
  readonly uid: number;
  /** His own group: a file that it may write (umask 0002 on Debian 13) is still his. */
  readonly gid: number;
}

/** What reading a policy file gave. The bytes are read once: what is hashed is what is parsed. */
export type ReadResult =
  | { readonly kind: "absent" }
  | { readonly kind: "read"; readonly bytes: Buffer }
  /** It's there, and it can't be known what it says. */
  | { readonly kind: "unreadable"; readonly why: string }
  /** Somebody else may write it, so it does not count. The bytes tell whether it would say anything at all. */
  | { readonly kind: "not-yours"; readonly bytes: Buffer; readonly why: string };

/** Bytes that a policy file may have. The largest one that makes sense is a tenth of it. */
export const sizeLimit = 64 * 1024;

/**
 * Reads a policy file, whatever stands in its place: a FIFO, a device, an endless or a huge file are refused
 * before a byte is read. Synchronous, at most three system calls more than a plain read.
 *
 * @param links `follow` for the user's and the machine's own files, which tools for dotfiles make links;
 *   `refuse` in a project, whose author could name any file of the user's by a link.
 */
export function readPolicyFile(path: string, who: Identity, links: "follow" | "refuse"): ReadResult {
  let descriptor: number;
  try {
    // O_NONBLOCK: opening a FIFO for reading would else wait for a writer for ever. Node sets O_CLOEXEC itself.
    const nofollow = links === "refuse" ? constants.O_NOFOLLOW : 0;
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | nofollow);
  } catch (error) {
    return notOpened(error as NodeJS.ErrnoException);
  }
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) return { kind: "unreadable", why: "it is no regular file" };
    const bytes = status.size > sizeLimit ? null : readAll(descriptor);
    if (bytes === null) return { kind: "unreadable", why: `it is larger than ${sizeLimit / 1024} KiB` };
    const why = othersMayWrite(status, who) ?? directoryOfOthers(path, who);
    return why === null ? { kind: "read", bytes } : { kind: "not-yours", bytes, why };
  } catch (error) {
    return { kind: "unreadable", why: `reading it failed (${(error as NodeJS.ErrnoException).code})` };
  } finally {
    closeSync(descriptor);
  }
}

function notOpened(error: NodeJS.ErrnoException): ReadResult {
  switch (error.code) {
    case "ENOENT":
    case "ENOTDIR":
      return { kind: "absent" };
    case "ELOOP":
      return { kind: "unreadable", why: "it is a symbolic link" };
    case "ENXIO":
      return { kind: "unreadable", why: "it is no regular file" };
    default:
      return { kind: "unreadable", why: `it can't be opened (${error.code})` };
  }
}

/** Why somebody else than the user, his own group and root may write here; null where nobody may. */
function othersMayWrite(status: Stats, who: Identity): string | null {
  if (status.uid !== 0 && status.uid !== who.uid) return "it belongs to another user";
  if ((status.mode & 0o002) !== 0) return "everybody may write it";
  if ((status.mode & 0o020) !== 0 && status.gid !== 0 && status.gid !== who.gid)
    return "another group may write it";
  return null;
}

/** Who may write the directory may put another file in the place of this one, whoever owns it. */
function directoryOfOthers(path: string, who: Identity): string | null {
  const status = statSync(dirname(path));
  // In a sticky directory (/tmp) nobody but the owner can take a file away.
  if ((status.mode & 0o1000) !== 0 && (status.uid === 0 || status.uid === who.uid)) return null;
  const why = othersMayWrite(status, who);
  return why === null ? null : `its directory is not yours alone: ${why}`;
}

/** Reads up to the limit, not up to the size that was told: a file may grow meanwhile. Null where it is larger. */
function readAll(descriptor: number): Buffer | null {
  const buffer = Buffer.alloc(sizeLimit + 1);
  let length = 0;
  while (length < buffer.length) {
    const count = readSync(descriptor, buffer, length, buffer.length - length, null);
    if (count === 0) return buffer.subarray(0, length);
    length += count;
  }
  return null;
}

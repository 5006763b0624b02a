import {
  lstatSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { makeDirectories, missingDirectories, replaceFile } from "./atomicFile.ts";
import { addContent, type Content, isDamaged, removeContent } from "./editContent.ts";
import {
  digestOf,
  type EditRecord,
  readCopy,
  readEditRecord,
  removeEditRecord,
  writeEditRecord,
} from "./editRecord.ts";

/** A file of the user's or the machine's, and what it is to hold of ours. */
export interface FileEdit {
  readonly path: string;
  readonly content: Content;
  /** Of the file, where it is to be made. What is there keeps its own. */
  readonly mode: number;
  readonly directoryMode: number;
}

/** What a change of one file comes to; `change` is carried out by `act`. */
export type PreparedEdit =
  | { readonly kind: "unchanged" }
  | { readonly kind: "change"; readonly made: boolean; readonly act: () => void }
  | { readonly kind: "impossible"; readonly why: string };

/**
 * Looks at a file and prepares to put our content into it; reads only. What we put there before is replaced, so
 * that a second time changes nothing. A link is followed and stays a link.
 *
 * @param records the directory of the records
 * @param uid whose files may be changed; root may change anybody's
 */
export function prepareEdit(edit: FileEdit, records: string, uid: number): PreparedEdit {
  const found = readTarget(edit.path, uid);
  if (found.kind === "impossible") return found;
  const { target, text, state } = found;
  // In this order: what another set-up has made or changed by now, its record tells already.
  const missing = missingDirectories(dirname(target));
  const record = readEditRecord(records, target);
  if (text !== null && isDamaged(text, edit.content)) return { kind: "impossible", why: DAMAGED };
  const before = originalOf(text, edit, record, records);
  const edited = addContent(before ?? "", edit.content);
  if (edited.text === text && record?.after === digestOf(edited.text)) return { kind: "unchanged" };
  const act = () => {
    // Recorded before they are made, as the file is before it is touched: a kill in between can be undone.
    const made = [...new Set([...(record?.made ?? []), ...missing])];
    const digests = { before: before === null ? null : digestOf(before), after: digestOf(edited.text) };
    const { content } = edit;
    const { gluedNewline } = edited;
    writeEditRecord(
      records,
      { version: 1, path: edit.path, target, content, gluedNewline, ...digests, made },
      before,
    );
    makeDirectories(dirname(target), edit.directoryMode);
    if (edited.text !== text) writeThrough(target, edited.text, { state, mode: edit.mode, content });
  };
  return { kind: "change", made: text === null, act };
}

const DAMAGED = "the marks around safe-pip's lines have been changed; take those lines away by hand";

/** What undoing comes to; `gone` where there is nothing of ours any more. */
export type PreparedUndo =
  | { readonly kind: "gone"; readonly act: () => void }
  /** `exact`: every byte is as it was. Else the file was changed since, and only our lines go. */
  | { readonly kind: "restore"; readonly exact: boolean; readonly removes: boolean; readonly act: () => void }
  | { readonly kind: "impossible"; readonly why: string };

/** Prepares to undo what a record tells; reads only. */
export function prepareUndo(record: EditRecord, records: string, uid: number): PreparedUndo {
  const found = readTarget(record.target, uid);
  const forget = () => {
    removeEmpty(record.made);
    removeEditRecord(records, record);
  };
  if (found.kind === "impossible") return found;
  const { text, state, target } = found;
  if (text === null || digestOf(text) === record.before) return { kind: "gone", act: forget };
  const exact = digestOf(text) === record.after;
  const copy = exact && record.before !== null ? readCopy(records, record) : null;
  if (isDamaged(text, record.content)) return { kind: "impossible", why: DAMAGED };
  const restored = copy ?? removeContent(text, record.content, record.gluedNewline);
  if (restored === text) return { kind: "gone", act: forget };
  const removes = record.before === null && restored === "";
  const act = () => {
    if (removes) rmSync(target);
    else writeThrough(target, restored, { state, mode: 0o644, content: record.content });
    forget();
  };
  return { kind: "restore", exact: exact && (removes || copy !== null), removes, act };
}

type Target =
  | {
      readonly kind: "found";
      readonly target: string;
      readonly text: string | null;
      readonly state: Stats | null;
    }
  | { readonly kind: "impossible"; readonly why: string };

/** The file behind a name, as bytes; never a device, a pipe, or what belongs to somebody else. */
function readTarget(path: string, uid: number): Target {
  try {
    const link = lstatSync(path, { throwIfNoEntry: false });
    if (link === undefined) return { kind: "found", target: path, text: null, state: null };
    const target = link.isSymbolicLink() ? realpathSync(path) : path;
    const state = statSync(target);
    if (!state.isFile()) return { kind: "impossible", why: "it is no regular file" };
    if (state.uid !== uid && uid !== 0) return { kind: "impossible", why: "it belongs to another user" };
    return { kind: "found", target, text: readFileSync(target, "latin1"), state };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return {
      kind: "impossible",
      why: code === "ENOENT" ? "it is a link to nothing" : `it can't be read (${code})`,
    };
  }
}

/** The text without what we put there; null where there is no file, or there is one only because of us. */
function originalOf(
  text: string | null,
  edit: FileEdit,
  record: EditRecord | null,
  records: string,
): string | null {
  if (text === null) return null;
  if (record !== null && digestOf(text) === record.after) {
    if (record.before === null) return null;
    const copy = readCopy(records, record);
    if (copy !== null) return copy;
  }
  const stripped = removeContent(text, record?.content ?? edit.content, record?.gluedNewline ?? false);
  return stripped === "" && record?.before === null ? null : stripped;
}

/**
 * By rename; but a file with several names, one that another program holds open (a CI's), or one in a directory
 * that can't be written, is written in place.
 */
function writeThrough(
  target: string,
  text: string,
  has: { state: Stats | null; mode: number; content: Content },
): void {
  const { state, mode, content } = has;
  const inPlace = () => writeFileSync(target, Buffer.from(text, "latin1"));
  if (state !== null && (state.nlink > 1 || content.kind === "line")) inPlace();
  else {
    try {
      replaceFile(target, text, state === null ? mode : state.mode & 0o7777, state);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (state === null || (code !== "EACCES" && code !== "EPERM")) throw error;
      inPlace();
    }
  }
}

function removeEmpty(directories: readonly string[]): void {
  for (const directory of [...directories].reverse()) {
    try {
      rmdirSync(directory);
    } catch (error) {
      // Recorded, and never made: set-up was killed before.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") return;
    }
  }
}

import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { namesIn } from "../directory.ts";
import { makeDirectories, replaceFile } from "./atomicFile.ts";
import type { Content } from "./editContent.ts";

/** What set-up did to one file, and enough to undo it. */
export interface EditRecord {
  readonly version: 1;
  /** The name that the file goes by, and the file itself: the same but for a link. */
  readonly path: string;
  readonly target: string;
  readonly content: Content;
  readonly gluedNewline: boolean;
  /** SHA-256 of the bytes before; null where there was no file. */
  readonly before: string | null;
  readonly after: string;
  /** Directories that were made for it, outermost first. */
  readonly made: readonly string[];
}

/** SHA-256 of a text of bytes (`latin1`), in hexadecimal. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text, "latin1").digest("hex");
}

/** The record of a file, by the file itself; null where there is none or it can't be understood. */
export function readEditRecord(directory: string, target: string): EditRecord | null {
  return parseRecord(join(directory, `${idOf(target)}.json`));
}

/** All records, in the order of their files' names. */
export function readEditRecords(directory: string): EditRecord[] {
  const found = namesIn(directory).flatMap((name) =>
    /^[0-9a-f]{16}\.json$/.test(name) ? (parseRecord(join(directory, name)) ?? []) : [],
  );
  return found.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** The bytes that stood there before; null where the copy is gone or is not what was recorded. */
export function readCopy(directory: string, record: EditRecord): string | null {
  try {
    const text = readFileSync(join(directory, `${idOf(record.target)}.before`), "latin1");
    return digestOf(text) === record.before ? text : null;
  } catch {
    return null;
  }
}

/** Writes the record and the copy, before the file itself is touched: a kill in between leaves what can be undone. */
export function writeEditRecord(directory: string, record: EditRecord, before: string | null): void {
  makeDirectories(directory, 0o700);
  const id = idOf(record.target);
  if (before !== null) replaceFile(join(directory, `${id}.before`), before, 0o600);
  const text = Buffer.from(`${JSON.stringify(record, null, 1)}\n`).toString("latin1");
  replaceFile(join(directory, `${id}.json`), text, 0o600);
}

/** Forgets a file, once it is as it was. */
export function removeEditRecord(directory: string, record: EditRecord): void {
  const id = idOf(record.target);
  for (const name of [`${id}.json`, `${id}.before`]) rmSync(join(directory, name), { force: true });
}

function idOf(target: string): string {
  return createHash("sha256").update(target).digest("hex").slice(0, 16);
}

function parseRecord(path: string): EditRecord | null {
  try {
    const record: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isRecord(record) ? record : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is EditRecord {
  if (typeof value !== "object" || value === null) return false;
  const record = value as Partial<EditRecord>;
  const texts = [record.path, record.target, record.after].every((text) => typeof text === "string");
  return record.version === 1 && texts && typeof record.content === "object" && Array.isArray(record.made);
}

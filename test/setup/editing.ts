import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Content } from "../../src/setup/editContent.ts";
import { readEditRecords } from "../../src/setup/editRecord.ts";
import { type FileEdit, prepareEdit, prepareUndo } from "../../src/setup/fileEdit.ts";
import { runDirectory } from "../run-directory.ts";

/** Lines of ours at both ends of a file, and at its end alone. */
export const both: Content = { kind: "blocks", top: "first=1\n", end: "last=1\n" };
export const end: Content = { kind: "blocks", top: null, end: "last=1\n" };

/** An empty home, and a place for the records beside it. */
export function place(): { root: string; home: string; records: string } {
  const root = mkdtempSync(path.join(runDirectory(), "edit."));
  const home = path.join(root, "home");
  mkdirSync(home);
  // Beside `root`, so that what is compared holds the home alone.
  return { root, home, records: `${root}.records` };
}

/** The change of the home's `.bashrc`. */
export function editOf(home: string, content: Content): FileEdit {
  return { path: path.join(home, ".bashrc"), content, mode: 0o644, directoryMode: 0o755 };
}

/** Prepares a change and carries it out; what it came to. */
export function apply(edit: FileEdit, records: string): string {
  const prepared = prepareEdit(edit, records, process.getuid?.() ?? 0);
  if (prepared.kind === "change") prepared.act();
  return prepared.kind;
}

/** For each record, whether it could be undone. */
export function undo(records: string): boolean[] {
  return readEditRecords(records).map((record) => {
    const prepared = prepareUndo(record, records, process.getuid?.() ?? 0);
    if (prepared.kind === "impossible") return false;
    prepared.act();
    return true;
  });
}

/** A file's text; null where there is none. */
export function textOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

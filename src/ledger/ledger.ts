import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { namesIn } from "../directory.ts";
import { normalizeName } from "../pip/requirement.ts";
import type { LedgerEntry, LedgerItem } from "./entry.ts";

/** Writes one entry: a file of its own, under another name first, so that a reader never sees half of one. */
export function recordEntry(data: string, entry: LedgerEntry, now: Date): void {
  const directory = join(data, "ledger");
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, `${now.getTime()}-${process.pid}.json`);
  writeFileSync(`${path}.new`, `${JSON.stringify(entry)}\n`, { mode: 0o600, flag: "wx" });
  renameSync(`${path}.new`, path);
}

/** All entries in the order of their making; what can't be read is not there. */
export function readEntries(data: string): LedgerEntry[] {
  return entryNames(data).flatMap((name) => parseEntry(join(data, "ledger", name)) ?? []);
}

/** Entries that nobody will close: open, and the process that opened them has ended. */
export function readCutShort(data: string, lives: (pid: number) => boolean): LedgerEntry[] {
  const ended = entryNames(data).filter((name) => {
    const pid = /-(\d+)\.json$/.exec(name)?.[1];
    return pid !== undefined && !lives(Number(pid));
  });
  return ended
    .flatMap((name) => parseEntry(join(data, "ledger", name)) ?? [])
    .filter(({ state }) => state === "open");
}

function entryNames(data: string): string[] {
  const names = namesIn(join(data, "ledger")).filter((name) => name.endsWith(".json"));
  return names.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

function parseEntry(path: string): LedgerEntry | null {
  try {
    const entry: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isEntry(entry) ? entry : null;
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is LedgerEntry {
  if (typeof value !== "object" || value === null) return false;
  const entry = value as Partial<LedgerEntry>;
  return entry.version === 1 && Array.isArray(entry.installed) && Array.isArray(entry.removed);
}

/** The Debian packages that safe-pip installed and has not taken away since, by the name that was asked for. */
export function installedByApt(entries: readonly LedgerEntry[]): Map<string, LedgerItem> {
  const held = new Map<string, LedgerItem>();
  for (const entry of entries) {
    if (entry.route !== "apt") continue;
    for (const item of entry.installed) held.set(normalizeName(item.name), item);
    for (const item of entry.removed) held.delete(normalizeName(item.name));
  }
  return held;
}

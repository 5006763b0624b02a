import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeDirectories, replaceFile } from "./atomicFile.ts";

/** What set-up made beside the set itself. */
export interface Installed {
  readonly version: 1;
  /** Directories above the data directory that were made for it, outermost first. */
  readonly made: readonly string[];
}

/** Reads it; an absent or a broken file says that nothing is known. */
export function readInstalled(record: string): Installed {
  const nothing: Installed = { version: 1, made: [] };
  try {
    const value: unknown = JSON.parse(readFileSync(join(record, "installed.json"), "utf8"));
    return isInstalled(value) ? value : nothing;
  } catch {
    return nothing;
  }
}

/** Writes it, whole or not at all. */
export function writeInstalled(record: string, installed: Installed): void {
  makeDirectories(record, 0o700);
  const text = Buffer.from(`${JSON.stringify(installed, null, 1)}\n`).toString("latin1");
  replaceFile(join(record, "installed.json"), text, 0o600);
}

function isInstalled(value: unknown): value is Installed {
  if (typeof value !== "object" || value === null) return false;
  const { version, made } = value as Partial<Installed>;
  return version === 1 && Array.isArray(made);
}

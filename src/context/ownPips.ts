import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { Slot } from "../plan/facts.ts";

/** The versions of the pips that environments have been given of their own (`pip install pip==…`), by slot. */
export function readOwnPips(slots: readonly Slot[]): Map<string, string> {
  const own = new Map<string, string>();
  for (const { path, published } of slots) {
    const version = published ? versionIn(path) : undefined;
    if (version !== undefined) own.set(path, version);
  }
  return own;
}

function versionIn(slot: string): string | undefined {
  const library = join(slot, "venv/lib", `python${basename(slot)}`, "site-packages");
  try {
    const names = readdirSync(library).map((name) => /^pip-(\d[^-]*)\.dist-info$/.exec(name)?.[1]);
    return names.find((version) => version !== undefined);
  } catch {
    return undefined;
  }
}

import { basename, join } from "node:path";
import { namesIn } from "../directory.ts";
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
  const versions = namesIn(library).map((name) => /^pip-(\d[^-]*)\.dist-info$/.exec(name)?.[1]);
  return versions.find((version) => version !== undefined);
}

import { basename, join } from "node:path";
import type { Slot } from "../plan/facts.ts";
import { pipVersionIn } from "./pipVersion.ts";

/** The versions of the pips that environments have been given of their own (`pip install pip==…`), by slot. */
export function readOwnPips(slots: readonly Slot[]): Map<string, string> {
  const own = new Map<string, string>();
  for (const { path, published } of slots) {
    const library = join(path, "venv/lib", `python${basename(path)}`, "site-packages");
    const version = published ? pipVersionIn(library) : null;
    if (version !== null) own.set(path, version);
  }
  return own;
}

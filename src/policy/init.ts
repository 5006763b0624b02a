import { closeSync, constants, fchmodSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { escapeText } from "./display.ts";
import type { Layer } from "./policy.ts";
import { policyTemplate } from "./template.ts";
import { addTrust, type TrustStore, trustDigest } from "./trust.ts";

/** What `policy init` did. */
export type InitResult =
  | { readonly kind: "written"; readonly file: string; readonly trusted: boolean; readonly message: string }
  | { readonly kind: "exists" | "failed"; readonly file: string; readonly message: string };

/**
 * Writes a commented first policy file. Never over anything that is there, and never through a link. A project's
 * file is trusted as long as nobody changes it, so that its author is not asked about his own words.
 */
export function initPolicy(layer: Layer, file: string, store: TrustStore | null): InitResult {
  const shown = escapeText(file);
  const bytes = Buffer.from(policyTemplate(layer));
  try {
    if (layer !== "project")
      mkdirSync(dirname(file), { recursive: true, mode: layer === "user" ? 0o700 : 0o755 });
    writeNew(file, bytes);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST")
      return { kind: "exists", file, message: `${shown} is there already and stays as it is` };
    return { kind: "failed", file, message: `${shown} can't be written (${code})` };
  }
  const trusted = layer === "project" && store !== null && trust(store, file, bytes);
  return {
    kind: "written",
    file,
    trusted,
    message: `${shown} is written; every line of it is still a comment`,
  };
}

function writeNew(file: string, bytes: Buffer): void {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const descriptor = openSync(file, flags, 0o644);
  try {
    // Under umask 0 the file would not count: everybody could write it.
    fchmodSync(descriptor, 0o644);
    writeSync(descriptor, bytes);
  } finally {
    closeSync(descriptor);
  }
}

/** The file is of use without: a store that can't be written is no reason to fail. */
function trust(store: TrustStore, file: string, bytes: Buffer): boolean {
  try {
    addTrust(store, file, trustDigest(file, bytes));
    return true;
  } catch {
    return false;
  }
}

import type { Dialect } from "./dialect.ts";
import { compareTexts } from "./grammar/characters.ts";
import { compareVersions, parseVersion, type Version } from "./version.ts";

/** A text that is no PEP 440 version, in the order that setuptools used to give it (pip up to 24.0). */
export interface LegacyVersion {
  readonly kind: "legacy";
  /** As it was written. */
  readonly text: string;
  /** What two of them are compared by, part by part. */
  readonly key: readonly string[];
}

/** What a distribution's metadata may hold as its version. */
export type AnyVersion = Version | LegacyVersion;

/** Reads an installed or offered version: null where this pip takes no such text for a version. */
export function parseAnyVersion(text: string, dialect: Dialect): AnyVersion | null {
  return parseVersion(text) ?? (dialect.legacy ? legacyVersion(text) : null);
}

/** Reads any text as a legacy version. */
export function legacyVersion(text: string): LegacyVersion {
  return { kind: "legacy", text, key: legacyKey(text.toLowerCase()) };
}

/** Negative, zero or positive. Every legacy version is before every other one. */
export function compareAnyVersions(a: AnyVersion, b: AnyVersion): number {
  if (a.kind === "version") return b.kind === "version" ? compareVersions(a, b) : 1;
  return b.kind === "version" ? -1 : compareLegacyVersions(a, b);
}

/** Compares two legacy versions by their keys; the longer one is after its own beginning. */
export function compareLegacyVersions(a: LegacyVersion, b: LegacyVersion): number {
  for (const [index, part] of a.key.entries()) {
    const other = b.key[index];
    if (other === undefined) return 1;
    const order = compareTexts(part, other);
    if (order !== 0) return order;
  }
  return a.key.length - b.key.length;
}

const PARTS = /\p{Nd}+|[a-z]+|\.|-|(?:(?!\p{Nd})[^a-z.-])+/gu;
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ["pre", "c"],
  ["preview", "c"],
  ["rc", "c"],
  ["-", "final-"],
  ["dev", "@"],
]);
const FINAL = "*final";
const DASH = "*final-";
const ZERO = "00000000";

/** Numbers padded to eight digits, anything else behind a `*`; `*final` ends the key, prereleases sort before it. */
function legacyKey(text: string): readonly string[] {
  const key: string[] = [];
  for (const [written] of text.matchAll(PARTS)) {
    if (written === ".") continue;
    const part = SYNONYMS.get(written) ?? written;
    pushPart(key, /^[0-9]/.test(part) ? part.padStart(ZERO.length, "0") : `*${part}`);
  }
  pushPart(key, FINAL);
  return key;
}

/** A word drops the zeros before it, a prerelease's word the dashes too: `1.0.0-rc` is before `1`. */
function pushPart(key: string[], part: string): void {
  if (part.startsWith("*")) {
    if (compareTexts(part, FINAL) < 0) while (key.at(-1) === DASH) key.pop();
    while (key.at(-1) === ZERO) key.pop();
  }
  key.push(part);
}

import { isDigit, strip } from "./grammar/characters.ts";
import { scanVersion } from "./grammar/version.ts";
import { compareNaturals, type Natural, natural } from "./natural.ts";

/** A version as PEP 440 defines it, normalised. */
export interface Version {
  readonly kind: "version";
  readonly epoch: Natural;
  /** At least one number; trailing zeros are kept, for printing, and never count in a comparison. */
  readonly release: readonly Natural[];
  readonly pre: { readonly letter: "a" | "b" | "rc"; readonly number: Natural } | null;
  readonly post: Natural | null;
  readonly dev: Natural | null;
  /** Lower-case alphanumerics, numbers without leading zeros: `+Ubuntu-01` is ubuntu, 1. Never empty. */
  readonly local: readonly string[] | null;
}

/**
 * Reads a whole text as a version, white space around it allowed; null where it is none. Every pip's rule, but
 * that those before 26.1, which overlook the case by Unicode, also take `ſ` for `s` and the like.
 */
export function parseVersion(text: string): Version | null {
  const stripped = strip(text);
  const scanned = scanVersion(stripped, 0, true);
  return scanned !== null && scanned.end === stripped.length ? scanned.version : null;
}

/** PEP 440's order: negative, zero or positive. `1.0` and `1.0.0` are equal. */
export function compareVersions(a: Version, b: Version): number {
  return (
    compareNaturals(a.epoch, b.epoch) ||
    compareReleases(a.release, b.release) ||
    comparePres(a, b) ||
    compareOptional(a.post, b.post, -1) ||
    compareOptional(a.dev, b.dev, 1) ||
    compareLocals(a.local, b.local)
  );
}

/** Compares release segments number by number; a missing one is 0. */
export function compareReleases(a: readonly Natural[], b: readonly Natural[]): number {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const order = compareNaturals(a[index] ?? ZERO, b[index] ?? ZERO);
    if (order !== 0) return order;
  }
  return 0;
}

const ZERO = natural("0");

/** A version with only a dev part comes before every prerelease of its release, one without either after. */
function comparePres(a: Version, b: Version): number {
  const order = preRank(a) - preRank(b);
  return order || compareNaturals(a.pre?.number ?? ZERO, b.pre?.number ?? ZERO);
}

function preRank(version: Version): number {
  if (version.pre !== null) return { a: 1, b: 2, rc: 3 }[version.pre.letter];
  return version.post === null && version.dev !== null ? 0 : 4;
}

/** Compares parts that may be missing: a missing one is before (-1) or after (1) all others. */
function compareOptional(a: Natural | null, b: Natural | null, missing: -1 | 1): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? missing : -missing;
  return compareNaturals(a, b);
}

/** None, then words by their letters, then numbers; a longer one after its own beginning. */
function compareLocals(a: readonly string[] | null, b: readonly string[] | null): number {
  const left = a ?? [];
  const right = b ?? [];
  for (const [index, segment] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = compareLocalSegments(segment, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareLocalSegments(a: string, b: string): number {
  const numericA = isNumeric(a);
  const numericB = isNumeric(b);
  if (numericA && numericB) return compareNaturals(natural(a), natural(b));
  if (numericA !== numericB) return numericA ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function isNumeric(segment: string): boolean {
  for (let at = 0; at < segment.length; at++) if (!isDigit(segment, at)) return false;
  return true;
}

/** The version's normal form: `1.0RC1` as `1.0rc1`. Trailing zeros stay. */
export function printVersion(version: Version): string {
  const local = version.local === null ? "" : `+${version.local.join(".")}`;
  return `${printPublic(version, version.release)}${local}`;
}

/** The normal form without trailing zeros, equal for equal versions: `1.0` as `1`. */
export function printShortest(version: Version): string {
  let end = version.release.length;
  while (end > 1 && version.release[end - 1] === "0") end--;
  return printVersion({ ...version, release: version.release.slice(0, end) });
}

function printPublic(version: Version, release: readonly Natural[]): string {
  const epoch = version.epoch === "0" ? "" : `${version.epoch}!`;
  const pre = version.pre === null ? "" : `${version.pre.letter}${version.pre.number}`;
  const post = version.post === null ? "" : `.post${version.post}`;
  const dev = version.dev === null ? "" : `.dev${version.dev}`;
  return `${epoch}${release.join(".")}${pre}${post}${dev}`;
}

/** Alpha, beta, release candidate or development version: what `--pre` is about. */
export function isPrerelease(version: Version): boolean {
  return version.pre !== null || version.dev !== null;
}

/** The version without its local label (`1.0+ubuntu1` as `1.0`). */
export function publicVersion(version: Version): Version {
  return version.local === null ? version : { ...version, local: null };
}

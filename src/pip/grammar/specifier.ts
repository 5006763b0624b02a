import type { Dialect } from "../dialect.ts";
import { parseVersion, type Version } from "../version.ts";
import { afterSpace, isSpace, strip } from "./characters.ts";
import { scanVersion } from "./version.ts";

/** PEP 440's comparisons. */
export type Operator = "===" | "==" | "!=" | "~=" | "<=" | ">=" | "<" | ">";

/** One comparison, such as `>=1.0` or `==1.*`. */
export interface Specifier {
  readonly operator: Operator;
  /** The version as it was written, blanks around it taken off: what is printed. */
  readonly text: string;
  /** The version that `text` names, a trailing `.*` left out; null where it names none. */
  readonly version: Version | null;
  /** True for `==1.*` and `!=1.*`. */
  readonly wildcard: boolean;
  /** True where only the legacy dialect takes it: both sides are compared as legacy versions. */
  readonly legacy: boolean;
}

/**
 * Reads a whole text as one specifier, white space around it and after the operator allowed; null where it
 * is none (PEP 440, version specifiers).
 */
export function parseSpecifier(text: string, dialect: Dialect): Specifier | null {
  const stripped = strip(text);
  const operator = operatorAt(stripped, 0);
  if (operator === null) return null;
  const version = strip(stripped.slice(operator.length));
  const specifier = operator === "===" ? arbitrary(version, dialect) : compared(operator, version, dialect);
  return specifier ?? (dialect.legacy ? legacySpecifier(stripped, operator) : null);
}

const OPERATORS: readonly Operator[] = ["===", "==", "!=", "~=", "<=", ">=", "<", ">"];

/** The operator that starts at `at`, the longest one. */
export function operatorAt(text: string, at: number): Operator | null {
  return OPERATORS.find((operator) => text.startsWith(operator, at)) ?? null;
}

/** `===` takes any text; what ends a requirement's specifiers ends it, too, but not to the legacy dialect. */
function arbitrary(text: string, dialect: Dialect): Specifier | null {
  if (afterArbitrary(text, 0, dialect) !== text.length) return null;
  return { operator: "===", text, version: parseVersion(text), wildcard: false, legacy: false };
}

function afterArbitrary(text: string, start: number, dialect: Dialect): number {
  let end = start;
  while (end < text.length && !isSpace(text, end)) {
    if (!dialect.legacy && (text.charAt(end) === ";" || text.charAt(end) === ")")) break;
    end++;
  }
  return end;
}

/** `.*` and a local label are for `==` and `!=` alone; `~=` needs two numbers, to have one to leave out. */
function compared(operator: Operator, text: string, dialect: Dialect): Specifier | null {
  const equality = operator === "==" || operator === "!=";
  const wildcard = equality && text.endsWith(".*");
  const bare = wildcard ? text.slice(0, -2) : text;
  const scanned = scanVersion(bare, 0, equality && !wildcard);
  if (scanned === null || scanned.end !== bare.length) return null;
  const { version } = scanned;
  if (operator === "~=" && version.release.length < 2) return null;
  if (wildcard && !mayHaveWildcard(version, dialect)) return null;
  return { operator, text, version, wildcard, legacy: false };
}

/** Only after a bare release; the legacy dialect allows pre- and post-releases before it. */
function mayHaveWildcard(version: Version, dialect: Dialect): boolean {
  return version.dev === null && (dialect.legacy || (version.pre === null && version.post === null));
}

/** `legacy = operator space* [^,;) space]*`, without `===` and `~=`; `===x` is then `==` and `=x`. */
function legacySpecifier(text: string, longest: Operator): Specifier | null {
  const operator = longest === "===" ? "==" : longest;
  if (operator === "~=") return null;
  const version = strip(text.slice(operator.length));
  if (afterLegacyVersion(version, 0) !== version.length) return null;
  return { operator, text: version, version: null, wildcard: false, legacy: true };
}

/** The place after the text that a legacy specifier may compare with. */
export function afterLegacyVersion(text: string, start: number): number {
  let end = start;
  while (end < text.length && !isSpace(text, end) && !",;)".includes(text.charAt(end))) end++;
  return end;
}

/** The place after the specifier that starts at `at` inside a requirement, or null where none does. */
export function afterSpecifier(text: string, at: number, dialect: Dialect): number | null {
  const operator = operatorAt(text, at);
  if (operator === null) return null;
  const start = afterSpace(text, at + operator.length);
  if (operator === "===") return afterArbitrary(text, start, dialect);
  const equality = operator === "==" || operator === "!=";
  const scanned = scanVersion(text, start, equality);
  if (scanned === null || (operator === "~=" && scanned.version.release.length < 2)) return null;
  const wildcard = equality && text.startsWith(".*", scanned.releaseEnd);
  return wildcard ? scanned.releaseEnd + 2 : scanned.end;
}

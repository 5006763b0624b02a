import type { Dialect } from "./dialect.ts";
import { compareTexts, strip } from "./grammar/characters.ts";
import { parseSpecifier, type Specifier } from "./grammar/specifier.ts";
import { type Invalid, invalid } from "./invalid.ts";
import { parseVersion, printShortest } from "./version.ts";

/** A comma list of specifiers that must all hold; an empty one holds for any version. */
export interface Specifiers {
  readonly kind: "specifiers";
  readonly dialect: Dialect;
  /** Without repetitions, in alphabetical order of what they print. */
  readonly list: readonly Specifier[];
}

/** Reads a comma list such as `>=1.0, !=1.3.*`; empty items are left out. */
export function parseSpecifiers(text: string, dialect: Dialect): Specifiers | Invalid {
  const list: Specifier[] = [];
  let start = 0;
  for (const item of text.split(",")) {
    if (strip(item) !== "") {
      const specifier = parseSpecifier(item, dialect);
      if (specifier === null) return invalid("Invalid version specifier", text, start, start + item.length);
      list.push(specifier);
    }
    start += item.length + 1;
  }
  return { kind: "specifiers", dialect, list: merged(list, dialect) };
}

/** Sorts, and keeps one of those that are equal; `==1.0` and `==1` are. */
function merged(list: readonly Specifier[], dialect: Dialect): readonly Specifier[] {
  const sorted = (specifiers: Iterable<Specifier>) =>
    [...specifiers].sort((a, b) => compareTexts(printSpecifier(a), printSpecifier(b)));
  const kept = new Map<string, Specifier>();
  for (const specifier of dialect.sortsBeforeMerging ? sorted(list) : list) {
    const identity = identityOf(specifier, dialect);
    if (!kept.has(identity)) kept.set(identity, specifier);
  }
  return sorted(kept.values());
}

/** Equal for specifiers that pip holds to be the same. */
function identityOf(specifier: Specifier, dialect: Dialect): string {
  const kind = specifier.legacy ? "legacy" : "specifier";
  return `${kind} ${specifier.operator} ${identityOfVersion(specifier, dialect)}`;
}

function identityOfVersion(specifier: Specifier, dialect: Dialect): string {
  const { operator, text } = specifier;
  if (operator === "===" && dialect.arbitraryIsText) return text;
  const version = specifier.legacy ? parseVersion(text) : specifier.version;
  if (version === null || specifier.wildcard) return text;
  // A trailing zero changes the meaning of `~=`; the legacy dialect merges them nevertheless.
  return operator === "~=" && !dialect.legacy
    ? `${version.release.length} ${printShortest(version)}`
    : printShortest(version);
}

/** The list as `str(SpecifierSet)` gives it: sorted, no blanks. */
export function printSpecifiers(specifiers: Specifiers): string {
  return specifiers.list.map(printSpecifier).join(",");
}

function printSpecifier(specifier: Specifier): string {
  return `${specifier.operator}${specifier.text}`;
}

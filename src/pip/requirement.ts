import type { Dialect } from "./dialect.ts";
import { scanRequirement } from "./grammar/requirement.ts";
import { type Invalid, isInvalid } from "./invalid.ts";
import { type Marker, printMarker } from "./marker.ts";
import { type NormalizedName, normalizeName } from "./name.ts";
import { printSpecifiers, type Specifiers } from "./specifier.ts";

export { type NormalizedName, normalizeName } from "./name.ts";

/** What PEP 508 calls a dependency specifier: `name[extra]>=1.0; marker` or `name @ url; marker`. */
export interface Requirement {
  readonly kind: "requirement";
  readonly dialect: Dialect;
  readonly name: NormalizedName;
  /** The name as it was written. */
  readonly spelling: string;
  /** As they were written, sorted, without repetitions. */
  readonly extras: readonly string[];
  /** Empty where any version will do, and where there is a URL. */
  readonly specifiers: Specifiers;
  readonly marker: Marker | null;
  /** What stands after the `@`; newer dialects take any text there. */
  readonly url: string | null;
}

/** Reads a whole text as a requirement. Paths and bare URLs are pip's own and none. */
export function parseRequirement(text: string, dialect: Dialect): Requirement | Invalid {
  const scanned = scanRequirement(text, dialect);
  if (isInvalid(scanned)) return scanned;
  return {
    kind: "requirement",
    dialect,
    name: normalizeName(scanned.spelling),
    spelling: scanned.spelling,
    extras: [...new Set(scanned.extras)].sort(),
    specifiers: scanned.specifiers,
    marker: scanned.marker,
    url: scanned.url,
  };
}

/** The requirement as `str(Requirement)` gives it. */
export function printRequirement(requirement: Requirement): string {
  const { spelling, extras, specifiers, url, marker, dialect } = requirement;
  const list = extras.length === 0 ? "" : `[${extras.join(",")}]`;
  const blank = dialect.printsBlankBeforeAt ? " " : "";
  const source = url === null ? "" : `${blank}@ ${url}${marker === null ? "" : " "}`;
  const condition = marker === null ? "" : `; ${printMarker(marker)}`;
  return `${spelling}${list}${printSpecifiers(specifiers)}${source}${condition}`;
}

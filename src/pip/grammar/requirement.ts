import type { Dialect } from "../dialect.ts";
import { type Invalid, invalid, isInvalid } from "../invalid.ts";
import { isEnd, type Marker, marker } from "../marker.ts";
import { parseSpecifiers, type Specifiers } from "../specifier.ts";
import { scanLegacyRequirement } from "./legacyRequirement.ts";
import { scanMarker } from "./marker.ts";
import { afterBlanks } from "./markerLexicon.ts";
import { afterSpecifier } from "./specifier.ts";

/** The parts of a requirement as they were written. */
export interface ScannedRequirement {
  readonly kind: "scanned";
  readonly spelling: string;
  readonly extras: readonly string[];
  readonly specifiers: Specifiers;
  readonly url: string | null;
  readonly marker: Marker | null;
}

/** A part of a requirement and the place after it. */
interface Scanned<Value> {
  readonly kind: "part";
  readonly value: Value;
  readonly end: number;
}

/** What follows name and extras. */
type Details = Pick<ScannedRequirement, "specifiers" | "url" | "marker"> & { readonly kind: "details" };

/** `requirement = name extras? (url details | specifier details)` (PEP 508) */
export function scanRequirement(source: string, dialect: Dialect): ScannedRequirement | Invalid {
  if (dialect.legacy) return scanLegacyRequirement(source, dialect);
  const start = afterBlanks(source, 0);
  const nameEnd = afterIdentifier(source, start);
  if (nameEnd === null) return invalid("Expected a package name", source, start);
  const extras = scanExtras(source, afterBlanks(source, nameEnd));
  if (isInvalid(extras)) return extras;
  const at = afterBlanks(source, extras.end);
  const details =
    source.charAt(at) === "@"
      ? scanUrlDetails(source, at, dialect)
      : scanSpecifierDetails(source, at, dialect);
  if (isInvalid(details)) return details;
  return { ...details, kind: "scanned", spelling: source.slice(start, nameEnd), extras: extras.value };
}

/** `url details = "@" url (blank condition)?` */
function scanUrlDetails(source: string, at: number, dialect: Dialect): Details | Invalid {
  const url = scanUrl(source, afterBlanks(source, at + 1));
  if (isInvalid(url)) return url;
  const marker = scanCondition(source, url.end, url.end, dialect, "the URL and a blank");
  if (isInvalid(marker)) return marker;
  return {
    kind: "details",
    specifiers: { kind: "specifiers", dialect, list: [] },
    url: url.value,
    marker: marker.value,
  };
}

/** `specifier details = specifiers condition` */
function scanSpecifierDetails(source: string, at: number, dialect: Dialect): Details | Invalid {
  const list = scanSpecifiers(source, at, dialect);
  if (isInvalid(list)) return list;
  const before = list.value === "" ? "the name" : "the version specifier";
  const marker = scanCondition(source, at, list.end, dialect, before);
  if (isInvalid(marker)) return marker;
  const specifiers = parseSpecifiers(list.value, dialect);
  if (isInvalid(specifiers)) return invalid(specifiers.message, source, at, list.end);
  return { kind: "details", specifiers, url: null, marker: marker.value };
}

const WORD = /[\p{L}\p{N}_]/u;

/**
 * The place after a name: ASCII letters, digits and `._-`, the first one a letter or digit, the last one
 * before the end of a word, so that a `-` or `.` there is left out and a `_` is not.
 */
function afterIdentifier(source: string, start: number): number | null {
  const run = /[a-zA-Z0-9][a-zA-Z0-9._-]*/y;
  run.lastIndex = start;
  if (!run.test(source) || isWordAt(source, start - 1)) return null;
  let end = run.lastIndex;
  while (end > start && isWordAt(source, end - 1) === isWordAt(source, end)) end--;
  return end > start ? end : null;
}

function isWordAt(source: string, at: number): boolean {
  return at >= 0 && WORD.test(String.fromCodePoint(source.codePointAt(at) ?? 0));
}

/** `extras = "[" (identifier ("," identifier)*)? "]"` */
function scanExtras(source: string, start: number): Scanned<readonly string[]> | Invalid {
  const extras: string[] = [];
  if (source.charAt(start) !== "[") return { kind: "part", value: extras, end: start };
  let at = afterBlanks(source, start + 1);
  let end = afterIdentifier(source, at);
  while (end !== null) {
    extras.push(source.slice(at, end));
    at = afterBlanks(source, end);
    if (source.charAt(at) !== ",") break;
    at = afterBlanks(source, at + 1);
    end = afterIdentifier(source, at);
    if (end === null) return invalid("Expected an extra's name after the comma", source, at);
  }
  if (source.charAt(at) === "]") return { kind: "part", value: extras, end: at + 1 };
  if (afterIdentifier(source, at) !== null) return invalid("Expected a comma between extras", source, at);
  return invalid("Expected a closing bracket after the extras", source, start, at);
}

/** `url = anything but blanks and tabs` */
function scanUrl(source: string, start: number): Scanned<string> | Invalid {
  const url = /[^ \t]+/y;
  url.lastIndex = start;
  const text = url.exec(source)?.[0];
  if (text === undefined) return invalid("Expected a URL after the @", source, start);
  return { kind: "part", value: text, end: start + text.length };
}

/** `specifiers = "(" list ")" | list`, `list = (specifier ("," specifier)* ","?)?` */
function scanSpecifiers(source: string, start: number, dialect: Dialect): Scanned<string> | Invalid {
  const enclosed = source.charAt(start) === "(";
  let at = enclosed ? start + 1 : start;
  let list = "";
  for (;;) {
    at = afterBlanks(source, at);
    const end = afterSpecifier(source, at, dialect);
    if (end === null) break;
    list += source.slice(at, end);
    if (source.startsWith(".*", end))
      return invalid("A .* can only follow the release after == or !=", source, at, end + 2);
    if (/^\+[a-z0-9]/.test(source.slice(end, end + 2))) {
      return invalid("A local version can only be compared by == or !=", source, at, end);
    }
    at = afterBlanks(source, end);
    if (source.charAt(at) !== ",") break;
    list += ",";
    at++;
  }
  if (!enclosed) return { kind: "part", value: list, end: at };
  if (source.charAt(at) !== ")")
    return invalid("Expected a closing parenthesis after the version specifier", source, start, at);
  return { kind: "part", value: list, end: at + 1 };
}

/** `condition = (";" marker)?`, and then the end. `from` is where a fault is shown from, `before` what it follows. */
function scanCondition(
  source: string,
  from: number,
  end: number,
  dialect: Dialect,
  before: string,
): Scanned<Marker | null> | Invalid {
  const at = afterBlanks(source, end);
  if (isEnd(source, at, dialect)) return { kind: "part", value: null, end: at };
  if (source.charAt(at) !== ";")
    return invalid(`Expected the end or a semicolon after ${before}`, source, from, at);
  const scanned = scanMarker(source, at + 1, dialect);
  if (isInvalid(scanned)) return scanned;
  if (!isEnd(source, scanned.end, dialect))
    return invalid("Expected the end of the requirement", source, scanned.end);
  return { kind: "part", value: marker(scanned.group, dialect), end: scanned.end };
}

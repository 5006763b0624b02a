import type { Dialect } from "../dialect.ts";
import { type Invalid, invalid, isInvalid } from "../invalid.ts";
import { marker } from "../marker.ts";
import { parseSpecifiers } from "../specifier.ts";
import { afterSpace } from "./characters.ts";
import { expandTabs } from "./expandTabs.ts";
import { isLegacyUrl } from "./legacyUrl.ts";
import { scanMarker } from "./marker.ts";
import { afterLegacySpace } from "./markerLexicon.ts";
import type { ScannedRequirement } from "./requirement.ts";
import { afterLegacyVersion, afterSpecifier, operatorAt } from "./specifier.ts";

/** A requirement as packaging 21.3 reads it by pyparsing: white space anywhere, tabs expanded first. */
export function scanLegacyRequirement(text: string, dialect: Dialect): ScannedRequirement | Invalid {
  const source = expandTabs(text);
  const start = afterLegacySpace(source, 0);
  const nameEnd = afterLegacyIdentifier(source, start);
  if (nameEnd === start) return invalid("Expected a package name", source, start);
  const extras = scanExtras(source, afterLegacySpace(source, nameEnd));
  const at = afterLegacySpace(source, extras?.end ?? nameEnd);
  const url = source.charAt(at) === "@" ? urlAt(source, afterLegacySpace(source, at + 1)) : null;
  const list = url === null ? scanSpecifiers(source, at, dialect) : { text: "", end: url.end };
  const condition = scanCondition(source, afterLegacySpace(source, list.end), dialect);
  if (isInvalid(condition)) return condition;
  if (url !== null && !isLegacyUrl(url.text)) return invalid("Invalid URL", source, at, url.end);
  const specifiers = parseSpecifiers(list.text, dialect);
  if (isInvalid(specifiers)) return invalid(specifiers.message, source, at, list.end);
  return {
    kind: "scanned",
    spelling: source.slice(start, nameEnd),
    extras: extras?.names ?? [],
    specifiers,
    url: url?.text ?? null,
    marker: condition.marker,
  };
}

/** `identifier = alphanumerics ([-_.]* alphanumerics)*`; the place after it, `start` where none is. */
function afterLegacyIdentifier(source: string, start: number): number {
  const run = /[a-zA-Z0-9][a-zA-Z0-9._-]*/y;
  run.lastIndex = start;
  if (!run.test(source)) return start;
  let end = run.lastIndex;
  while ("-_.".includes(source.charAt(end - 1))) end--;
  return end;
}

/** `extras = "[" (identifier ("," identifier)*)? "]"`; null where it is anything else. */
function scanExtras(source: string, start: number): { names: readonly string[]; end: number } | null {
  if (source.charAt(start) !== "[") return null;
  const names: string[] = [];
  let at = afterLegacySpace(source, start + 1);
  for (;;) {
    const end = afterLegacyIdentifier(source, at);
    if (end === at) break;
    names.push(source.slice(at, end));
    at = afterLegacySpace(source, end);
    if (source.charAt(at) !== ",") break;
    at = afterLegacySpace(source, at + 1);
    if (afterLegacyIdentifier(source, at) === at) return null;
  }
  return source.charAt(at) === "]" ? { names, end: at + 1 } : null;
}

/** `url = anything but blanks` */
function urlAt(source: string, start: number): { text: string; end: number } | null {
  const blank = source.indexOf(" ", start);
  const end = blank === -1 ? source.length : blank;
  return end === start ? null : { text: source.slice(start, end), end };
}

/** `specifiers = "(" list ")" | list`, `list = (specifier ("," specifier)*)?`; what does not fit is left unread. */
function scanSpecifiers(source: string, start: number, dialect: Dialect): { text: string; end: number } {
  if (source.charAt(start) !== "(") return scanList(source, start, dialect);
  const list = scanList(source, afterLegacySpace(source, start + 1), dialect);
  const close = afterLegacySpace(source, list.end);
  const complete = list.text !== "" && source.charAt(close) === ")";
  return complete ? { text: list.text, end: close + 1 } : { text: "", end: start };
}

function scanList(source: string, start: number, dialect: Dialect): { text: string; end: number } {
  const items: string[] = [];
  let end = start;
  let at = start;
  for (;;) {
    const after = afterEitherSpecifier(source, at, dialect);
    if (after === null) return { text: items.join(","), end };
    items.push(source.slice(at, after));
    end = after;
    const comma = afterLegacySpace(source, end);
    if (source.charAt(comma) !== ",") return { text: items.join(","), end };
    at = afterLegacySpace(source, comma + 1);
  }
}

/** The longer one of what a PEP 440 specifier and what a legacy specifier would take. */
function afterEitherSpecifier(source: string, at: number, dialect: Dialect): number | null {
  const operator = operatorAt(source, at);
  if (operator === null) return null;
  const standard = afterSpecifier(source, at, dialect);
  if (operator === "~=") return standard === null ? null : withoutLongLabel(source, at, standard);
  const legacy = afterLegacyVersion(
    source,
    afterSpace(source, at + (operator === "===" ? 2 : operator.length)),
  );
  return Math.max(standard ?? 0, legacy);
}

/**
 * Inside a requirement, `~=1.0alpha1` is read as `~=1.0a` and a rest that nothing takes: that pattern tries
 * `a` before `alpha`. The other operators are saved by the legacy specifier, which takes it all.
 */
function withoutLongLabel(source: string, at: number, end: number): number {
  const label = /(?:alpha|beta|preview)/i.exec(source.slice(at, end));
  if (label === null) return end;
  return at + label.index + (label[0].toLowerCase() === "preview" ? 3 : 1);
}

/** `condition = (";" marker)?`, and then the end. */
function scanCondition(source: string, at: number, dialect: Dialect) {
  if (at === source.length) return { kind: "condition" as const, marker: null };
  if (source.charAt(at) !== ";") return invalid("Expected the end or a semicolon", source, at);
  const scanned = scanMarker(source, at + 1, dialect);
  if (isInvalid(scanned)) return scanned;
  if (scanned.end < source.length) return invalid("Expected the end of the requirement", source, scanned.end);
  return { kind: "condition" as const, marker: marker(scanned.group, dialect) };
}

import { stripSpace } from "../pythonText.ts";
import type { RequestedRequirement } from "../request.ts";
import { normalizeName } from "../requirement.ts";
import { type Condition, conditionOf, readMarker } from "./condition.ts";
import type { Written } from "./requested.ts";
import type { Surroundings } from "./surroundings.ts";

/**
 * Most lines of most files, such as `name[extra]>=1.2,<2 ; marker`: they mean the same to every pip and are never a
 * path, an archive or a URL, so that the whole grammar would say no more. Null for everything else.
 */
export function readPlain(written: Written, around: Surroundings): RequestedRequirement | null {
  const semicolon = written.text.indexOf(";");
  const match = PLAIN.exec(semicolon < 0 ? written.text : written.text.slice(0, semicolon));
  if (match === null) return null;
  const [, name = "", extras = "", list = ""] = match;
  // A name with a dot in it may be an archive's, unless a version follows.
  const specifier = list === "" && name.includes(".") ? null : sortedList(list);
  const condition = semicolon < 0 ? null : plainCondition(written.text.slice(semicolon + 1), around);
  if (specifier === null || condition === "other") return null;
  return {
    text: stripSpace(written.text),
    kind: "named",
    name: normalizeName(name),
    spelling: name,
    extras: extras === "" ? [] : [...new Set(extras.split(/, */))].sort(),
    specifier,
    marker: condition?.printed ?? null,
    applies: condition?.applies !== false,
    url: null,
    path: null,
    editable: false,
    hashes: written.hashes,
    source: written.source,
  };
}

const SPECIFIER = "(?:==|>=|<=|!=|<|>) {0,9}[0-9]{1,15}(?:\\.[0-9]{1,15}){0,9}";
const PLAIN = new RegExp(
  [
    "^([A-Za-z0-9](?:[A-Za-z0-9._-]{0,99}[A-Za-z0-9])?)",
    "(?:\\[([a-z0-9]{1,99}(?:, {0,9}[a-z0-9]{1,99}){0,9})\\])?",
    ` {0,9}(${SPECIFIER}(?: {0,9}, {0,9}${SPECIFIER}){0,4})? {0,9}$`,
  ].join(""),
);

/** The list as pip prints it. Null where an operator comes twice: which of two equal ones is kept depends on the pip. */
function sortedList(list: string): string | null {
  const specifiers = list.replaceAll(" ", "").split(",");
  if (specifiers.length === 1) return specifiers[0] ?? "";
  const operators = specifiers.map((specifier) => specifier.replace(/[0-9.]+/, ""));
  return new Set(operators).size < operators.length ? null : specifiers.sort().join(",");
}

function plainCondition(text: string, around: Surroundings): Condition | null | "other" {
  const bare = stripSpace(text);
  if (bare === "") return null;
  const read = readMarker(bare, around);
  if (read.kind === "invalid-marker") return "other";
  const condition = conditionOf(read.marker, around);
  return typeof condition.applies === "string" ? "other" : condition;
}

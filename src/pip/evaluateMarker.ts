import type { Dialect } from "./dialect.ts";
import { compareTexts } from "./grammar/characters.ts";
import type { MarkerComparison, MarkerItem } from "./grammar/marker.ts";
import { parseSpecifier, type Specifier } from "./grammar/specifier.ts";
import { parseAnyVersion } from "./legacyVersion.ts";
import type { Marker } from "./marker.ts";
import { normalizeName } from "./name.ts";
import { matches, namesPrerelease } from "./satisfies.ts";
import { isPrerelease } from "./version.ts";

/** The variables of PEP 508 but `extra`, by their names there. */
export interface MarkerEnvironment {
  /** `sys.implementation.name`, such as `cpython`. */
  readonly implementation_name: string;
  /** `sys.implementation.version`, such as `3.11.2`. */
  readonly implementation_version: string;
  /** `os.name`, such as `posix`. */
  readonly os_name: string;
  /** `platform.machine()`, such as `x86_64`. */
  readonly platform_machine: string;
  /** `platform.python_implementation()`, such as `CPython`. */
  readonly platform_python_implementation: string;
  /** `platform.release()`, such as `6.1.0-18-amd64`. */
  readonly platform_release: string;
  /** `platform.system()`, such as `Linux`. */
  readonly platform_system: string;
  /** `platform.version()`, such as `#1 SMP Debian 6.1.76-1`. */
  readonly platform_version: string;
  /** `platform.python_version()`, such as `3.11.2`. */
  readonly python_full_version: string;
  /** Major and minor, such as `3.11`. */
  readonly python_version: string;
  /** `sys.platform`, such as `linux`. */
  readonly sys_platform: string;
}

/** What a marker comes to. `undefined`: that pip ends in a traceback instead. */
export type MarkerResult =
  | { readonly kind: "evaluated"; readonly holds: boolean }
  | { readonly kind: "undefined"; readonly message: string };

/**
 * Whether a marker holds for any of the extras that were asked for; without extras, for none of them, so
 * that `extra == "x"` is false. Every comparison is made, also where the outcome is known already, because
 * one that is undefined makes the whole marker so.
 */
export function evaluateMarker(
  marker: Marker,
  environment: MarkerEnvironment,
  extras: readonly string[],
): MarkerResult {
  let result: MarkerResult = { kind: "evaluated", holds: false };
  for (const extra of extras.length === 0 ? [""] : extras) {
    result = evaluateFor(marker, environment, extra);
    if (result.kind === "undefined" || result.holds) return result;
  }
  return result;
}

function evaluateFor(
  { group, dialect }: Marker,
  environment: MarkerEnvironment,
  extra: string,
): MarkerResult {
  const variables = new Map<string, string>(Object.entries(environment));
  variables.set("extra", dialect.onlyVersionVariables ? normalizeName(extra) : extra);
  // A Python built from a checkout calls itself `3.13.0a1+`, which is no version.
  const full = environment.python_full_version;
  if (!dialect.legacy && full.endsWith("+")) variables.set("python_full_version", `${full}local`);
  return evaluateItem(group, variables, dialect);
}

type Variables = ReadonlyMap<string, string>;

function evaluateItem(item: MarkerItem, variables: Variables, dialect: Dialect): MarkerResult {
  if (item.kind === "comparison") return evaluateComparison(item, variables, dialect);
  let any = false;
  let all = true;
  for (const [index, part] of item.items.entries()) {
    const result = evaluateItem(part, variables, dialect);
    if (result.kind === "undefined") return result;
    if (item.logicals[index - 1] === "or") {
      any ||= all;
      all = true;
    }
    all &&= result.holds;
  }
  return { kind: "evaluated", holds: any || all };
}

/**
 * One side is looked up, the other is a text: the left one if it is a variable, else the right one, even
 * where that is written in quotes (`"posix" == "os_name"`).
 */
function evaluateComparison(
  comparison: MarkerComparison,
  variables: Variables,
  dialect: Dialect,
): MarkerResult {
  const { left, operator, right } = comparison;
  const leftIsVariable = left.kind === "variable";
  const name = leftIsVariable ? left.text : right.text;
  const value = variables.get(name);
  if (value === undefined)
    return { kind: "undefined", message: `'${name}' has no value outside of lock files` };
  const sides = { left: leftIsVariable ? value : left.text, right: leftIsVariable ? right.text : value };
  if (name !== "extra" || dialect.legacy || dialect.onlyVersionVariables)
    return compare(sides, operator, name, dialect);
  return compare(
    { left: normalizeName(sides.left), right: normalizeName(sides.right) },
    operator,
    name,
    dialect,
  );
}

interface Sides {
  readonly left: string;
  readonly right: string;
}

const VERSION_VARIABLES = [
  "implementation_version",
  "platform_release",
  "python_full_version",
  "python_version",
];

/** As versions where operator and right side make a specifier, else as texts. */
function compare(sides: Sides, operator: string, name: string, dialect: Dialect): MarkerResult {
  if (!dialect.onlyVersionVariables || VERSION_VARIABLES.includes(name)) {
    const specifier = parseSpecifier(`${operator}${sides.right}`, dialect);
    if (specifier !== null && !specifier.legacy) return compareVersion(sides.left, specifier, dialect);
  }
  const holds = compareText(sides, operator, dialect);
  if (holds === null)
    return { kind: "undefined", message: `'${operator}' needs a version, '${sides.right}' is none` };
  return { kind: "evaluated", holds };
}

function compareVersion(text: string, specifier: Specifier, dialect: Dialect): MarkerResult {
  const evaluated = (holds: boolean): MarkerResult => ({ kind: "evaluated", holds });
  if (specifier.operator === "===" && dialect.markerArbitraryIsRaw) {
    return evaluated(text.toLowerCase() === specifier.text.toLowerCase());
  }
  const version = parseAnyVersion(text, dialect);
  if (version === null) {
    if (!dialect.unparsableIsFalse) return { kind: "undefined", message: `'${text}' is no version` };
    return evaluated(specifier.operator === "===" && text.toLowerCase() === specifier.text.toLowerCase());
  }
  // Only the legacy dialect refuses an environment's prerelease where the marker names none.
  const refused =
    dialect.legacy &&
    version.kind === "version" &&
    isPrerelease(version) &&
    !namesPrerelease(specifier, dialect);
  return evaluated(!refused && matches(specifier, version, dialect));
}

/** Null for an operator that texts have not. */
function compareText({ left, right }: Sides, operator: string, dialect: Dialect): boolean | null {
  const order = compareTexts(left, right);
  const ordered = !dialect.onlyVersionVariables;
  switch (operator) {
    case "in":
      return right.includes(left);
    case "not in":
      return !right.includes(left);
    case "==":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<=":
      return ordered ? order <= 0 : order === 0;
    case ">=":
      return ordered ? order >= 0 : order === 0;
    case "<":
      return ordered && order < 0;
    case ">":
      return ordered && order > 0;
    default:
      return null;
  }
}

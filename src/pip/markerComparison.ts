import type { Dialect } from "./dialect.ts";
import { compareTexts } from "./grammar/characters.ts";
import { parseSpecifier, type Specifier } from "./grammar/specifier.ts";
import { type AnyVersion, parseAnyVersion } from "./legacyVersion.ts";
import { matches, namesPrerelease } from "./satisfies.ts";
import { isPrerelease } from "./version.ts";

/** What a marker comes to. `undefined`: that pip ends in a traceback instead. */
export type MarkerResult =
  | { readonly kind: "evaluated"; readonly holds: boolean }
  | { readonly kind: "undefined"; readonly message: string };

/** Both sides of a comparison, variables looked up. */
export interface Sides {
  readonly left: string;
  readonly right: string;
}

const VERSION_VARIABLES = [
  "implementation_version",
  "platform_release",
  "python_full_version",
  "python_version",
];

/** Compares as versions where operator and right side make a specifier, else as texts. */
export function compareSides(sides: Sides, operator: string, name: string, dialect: Dialect): MarkerResult {
  if (!dialect.onlyVersionVariables || VERSION_VARIABLES.includes(name)) {
    const specifier = parseSpecifier(`${operator}${sides.right}`, dialect);
    if (specifier !== null && !specifier.legacy) return compareVersion(sides.left, specifier, dialect);
  }
  const holds = compareText(sides, operator, dialect);
  if (holds === null) {
    return { kind: "undefined", message: `'${operator}' needs a version, '${sides.right}' is none` };
  }
  return { kind: "evaluated", holds };
}

function compareVersion(text: string, specifier: Specifier, dialect: Dialect): MarkerResult {
  const evaluated = (holds: boolean): MarkerResult => ({ kind: "evaluated", holds });
  const version = parseAnyVersion(text, dialect);
  if (version === null && !dialect.unparsableIsFalse) {
    return { kind: "undefined", message: `'${text}' is no version` };
  }
  if (version === null || (specifier.operator === "===" && dialect.markerArbitraryIsRaw)) {
    return evaluated(specifier.operator === "===" && text.toLowerCase() === specifier.text.toLowerCase());
  }
  return evaluated(!refusesPrerelease(version, specifier, dialect) && matches(specifier, version, dialect));
}

/** Only the legacy dialect refuses an environment's prerelease where the marker names none. */
function refusesPrerelease(version: AnyVersion, specifier: Specifier, dialect: Dialect): boolean {
  if (!dialect.legacy || version.kind === "legacy") return false;
  return isPrerelease(version) && !namesPrerelease(specifier, dialect);
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

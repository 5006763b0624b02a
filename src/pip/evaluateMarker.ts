import type { Dialect } from "./dialect.ts";
import type { MarkerComparison, MarkerItem } from "./grammar/marker.ts";
import type { Marker } from "./marker.ts";
import { compareSides, type MarkerResult } from "./markerComparison.ts";
import { normalizeName } from "./name.ts";

export type { MarkerResult } from "./markerComparison.ts";

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
  const variables: Variables = (name) => {
    if (name === "extra") return dialect.normalizesExtras === "none" ? extra : normalizeName(extra);
    if (!Object.hasOwn(environment, name)) return undefined;
    const value = environment[name as keyof MarkerEnvironment];
    // A Python built from a checkout calls itself `3.13.0a1+`, which is no version.
    const isBuild = name === "python_full_version" && !dialect.legacy && value.endsWith("+");
    return isBuild ? `${value}local` : value;
  };
  return evaluateItem(group, variables, dialect);
}

/** A variable's value. Only those that a marker names are asked for: one of them may take a process. */
type Variables = (name: string) => string | undefined;

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
  const [variable, text] = left.kind === "variable" ? [left.text, right.text] : [right.text, left.text];
  const value = variables(variable);
  if (value === undefined) {
    return { kind: "undefined", message: `'${variable}' has no value outside of lock files` };
  }
  const normalizes = variable === "extra" && dialect.normalizesExtras === "first";
  const written = normalizes ? normalizeName(text) : text;
  const sides = left.kind === "variable" ? { left: value, right: written } : { left: written, right: value };
  return compareSides(sides, operator, variable, dialect);
}

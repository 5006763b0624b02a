import type { OptionValue } from "../request.ts";
import { normalizeName } from "../requirement.ts";

/**
 * Adds a list such as `a,:none:,b` to one of two sets of names that exclude each other: pip's FormatControl and
 * ReleaseControl. `:all:` empties both sets and stands for everything, `:none:` empties this one.
 */
export function addToNameSets(pair: OptionValue, target: string, other: string, list: string): OptionValue {
  const sets = { [target]: new Set(namesIn(pair, target)), [other]: new Set(namesIn(pair, other)) };
  const chosen = sets[target] ?? new Set();
  const excluded = sets[other] ?? new Set();
  let names = list.split(",");
  while (names.includes(":all:")) {
    excluded.clear();
    chosen.clear();
    chosen.add(":all:");
    names = names.slice(names.indexOf(":all:") + 1);
    if (!names.includes(":none:")) return { [target]: [":all:"], [other]: [] };
  }
  for (const name of names) {
    if (name === ":none:") {
      chosen.clear();
      continue;
    }
    excluded.delete(normalizeName(name));
    chosen.add(normalizeName(name));
  }
  return { [target]: [...chosen].sort(), [other]: [...excluded].sort() };
}

function namesIn(pair: OptionValue, set: string): readonly string[] {
  if (pair === null || typeof pair !== "object" || Array.isArray(pair)) return [];
  const names = (pair as { readonly [name: string]: string | readonly string[] })[set];
  return typeof names === "object" ? names : [];
}

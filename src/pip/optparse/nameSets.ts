import { normalizeName } from "../requirement.ts";
import type { Working } from "./values.ts";

/** Two sets of names that exclude each other: pip's FormatControl and ReleaseControl. */
export type NameSets = Map<string, Set<string>>;

/** The sets in a value, made of pip's default where nothing has changed it yet. */
export function nameSetsOf(value: Working): NameSets {
  if (value instanceof Map) return value as NameSets;
  const names = Object.entries((value ?? {}) as Record<string, readonly string[]>);
  return new Map(names.map(([name, list]) => [name, new Set(list)]));
}

/** Adds a list such as `a,:none:,b` to `chosen`. `:all:` empties both and stands for everything, `:none:` empties `chosen`. */
export function addNames(chosen: Set<string>, excluded: Set<string>, list: string): void {
  const names = list.split(",");
  const lastAll = names.lastIndexOf(":all:");
  if (lastAll >= 0) {
    excluded.clear();
    chosen.clear();
    chosen.add(":all:");
    // Whatever follows is covered already.
    if (names.indexOf(":all:", names.lastIndexOf(":none:") + 1) >= 0) return;
  }
  for (const name of names.slice(lastAll + 1)) {
    if (name === ":none:") {
      chosen.clear();
      continue;
    }
    excluded.delete(normalizeName(name));
    chosen.add(normalizeName(name));
  }
}

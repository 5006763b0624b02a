import type { NormalizedName } from "../../pip/requirement.ts";
import type { Shipped } from "./contents.ts";

/**
 * One package a name. Where several ship it (two to five names a release): `python3-<name>`, then main before the
 * other components, else none, since a guess would be no proof.
 */
export function choosePackages(shipped: readonly Shipped[]): ReadonlyMap<NormalizedName, Shipped> {
  const byName = new Map<NormalizedName, Shipped[]>();
  for (const each of shipped) byName.set(each.name, [...(byName.get(each.name) ?? []), each]);
  const chosen = new Map<NormalizedName, Shipped>();
  for (const [name, candidates] of byName) {
    const one = choose(name, candidates);
    if (one) chosen.set(name, one);
  }
  return chosen;
}

function choose(name: NormalizedName, candidates: readonly Shipped[]): Shipped | null {
  const named = candidates.filter((each) => each.package === `python3-${name}`);
  const free = candidates.filter((each) => each.free);
  for (const group of [candidates, named, free]) if (group.length === 1) return group[0] as Shipped;
  return null;
}

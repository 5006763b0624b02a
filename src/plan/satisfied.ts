import { dialectOf } from "../pip/dialect.ts";
import { evaluateMarker, type MarkerEnvironment } from "../pip/evaluateMarker.ts";
import { isInvalid } from "../pip/invalid.ts";
import { parseAnyVersion } from "../pip/legacyVersion.ts";
import type { RequestedRequirement } from "../pip/request.ts";
import { type NormalizedName, parseRequirement } from "../pip/requirement.ts";
import { satisfies } from "../pip/satisfies.ts";
import { parseSpecifiers, printSpecifiers } from "../pip/specifier.ts";
import type { InstalledDistribution } from "./facts.ts";
import type { Met } from "./plan.ts";

/** Distributions write what the newest tools read. */
const DIALECT = dialectOf("26.2");

interface Wanted {
  readonly name: NormalizedName;
  readonly shown: string;
  readonly specifier: string;
  readonly extras: readonly string[];
  readonly from: string | null;
}

/**
 * What meets each requirement and everything that those need in turn (pip looks at both), in the order in which
 * pip would say so; null as soon as one thing is missing or can't be judged.
 */
export function allMet(
  requirements: readonly RequestedRequirement[],
  installed: readonly InstalledDistribution[],
  variables: () => MarkerEnvironment,
): readonly Met[] | null {
  const byName = new Map(installed.map((distribution) => [distribution.name, distribution]));
  const queue: Wanted[] = requirements.flatMap((each) =>
    each.name
      ? [
          {
            name: each.name,
            shown: each.text.split(";")[0]?.trim() ?? each.text,
            specifier: each.specifier,
            extras: each.extras,
            from: null,
          },
        ]
      : [],
  );
  const met: Met[] = [];
  const seen = new Set<string>();
  for (let next = queue.shift(); next; next = queue.shift()) {
    const key = `${next.name}[${[...next.extras].sort().join()}]${next.specifier}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const distribution = byName.get(next.name);
    if (!distribution || !meets(distribution.version, next.specifier)) return null;
    met.push({
      requirement: next.shown,
      location: distribution.location,
      version: distribution.version,
      from: next.from,
    });
    const needs = needsOf(distribution, next.extras, variables);
    if (!needs) return null;
    queue.push(...needs);
  }
  return met;
}

/** pip's own rule for what is installed already: prereleases count. */
function meets(version: string, specifier: string): boolean {
  const specifiers = parseSpecifiers(specifier, DIALECT);
  const parsed = parseAnyVersion(version, DIALECT);
  return !isInvalid(specifiers) && parsed !== null && satisfies(specifiers, parsed, { prereleases: true });
}

function needsOf(
  distribution: InstalledDistribution,
  extras: readonly string[],
  variables: () => MarkerEnvironment,
): Wanted[] | null {
  const needs: Wanted[] = [];
  for (const text of distribution.requires()) {
    const requirement = parseRequirement(text, DIALECT);
    if (isInvalid(requirement)) return null;
    const applies = requirement.marker && evaluateMarker(requirement.marker, variables(), extras);
    if (applies && applies.kind === "undefined") return null;
    if (applies && !applies.holds) continue;
    if (requirement.url) return null;
    needs.push({
      name: requirement.name,
      shown: text.split(";")[0]?.trim() ?? text,
      specifier: printSpecifiers(requirement.specifiers),
      extras: requirement.extras,
      from: distribution.spelling,
    });
  }
  return needs;
}

import { dialectOf } from "../pip/dialect.ts";
import { evaluateMarker, type MarkerEnvironment } from "../pip/evaluateMarker.ts";
import { isInvalid } from "../pip/invalid.ts";
import { parseAnyVersion } from "../pip/legacyVersion.ts";
import { type NormalizedName, parseRequirement } from "../pip/requirement.ts";
import { satisfies } from "../pip/satisfies.ts";
import { parseSpecifiers, printSpecifiers, type Specifiers } from "../pip/specifier.ts";
import type { InstalledDistribution } from "./facts.ts";
import { nextToPin, type Unpinned } from "./pinOrder.ts";
import type { Met } from "./plan.ts";

/** Distributions write what the newest tools read. */
const DIALECT = dialectOf("26.2");

/** One requirement, as pip would name it. */
export interface Asked {
  readonly name: NormalizedName;
  readonly spelling: string;
  readonly extras: readonly string[];
  /** PEP 440, as pip prints it. */
  readonly specifier: string;
  /** Such as `-r requirements.txt (line 3)`; null for a word of the command line. */
  readonly from: string | null;
}

/** What the answer is found in. */
export interface Present {
  readonly installed: readonly InstalledDistribution[];
  /** Called only where a marker is in play. */
  variables(): MarkerEnvironment;
  /** The pip whose words are wanted, such as `23.0.1`. */
  readonly pipVersion: string;
}

interface Criterion extends Unpinned {
  readonly distribution: InstalledDistribution;
  readonly extras: readonly string[];
  /** As pip names it behind `from`, with what asks for it. */
  readonly path: string;
}

/**
 * What meets each requirement and everything that those need in turn, in the order in which pip's resolver comes
 * upon them and says so; null as soon as one thing is missing or can't be judged. pip takes what is installed for
 * the only candidate of a project, so that its resolver never has to go back.
 */
export function allMet(requirements: readonly Asked[], present: Present): readonly Met[] | null {
  const byName = new Map(present.installed.map((distribution) => [distribution.name, distribution]));
  const [major = 0, minor = 0] = present.pipVersion.split(".").map((part) => Number.parseInt(part, 10));
  const met = new Map<NormalizedName, Met>();
  const criteria = new Map<string, Criterion>();
  const unpinned = new Set<Criterion>();
  const add = (asked: Asked, requested: number, depth: number): boolean => {
    const distribution = byName.get(asked.name);
    const specifiers = parseSpecifiers(asked.specifier, DIALECT);
    if (!distribution || isInvalid(specifiers) || !meets(distribution.version, specifiers)) return false;
    const { location, version } = distribution;
    const requirement = printed(asked);
    if (!met.has(asked.name)) met.set(asked.name, { requirement, location, version, from: asked.from });
    const identifier = `${asked.name}[${[...asked.extras].sort().join()}]`.replace("[]", "");
    const known = criteria.get(identifier);
    if (known) {
      known.asked.push(specifiers);
      known.depth = Math.min(known.depth, depth);
      return true;
    }
    const path = `${requirement}${asked.from === null ? "" : `->${asked.from}`}`;
    const { extras } = asked;
    const criterion = { identifier, asked: [specifiers], requested, depth, distribution, extras, path };
    criteria.set(identifier, criterion);
    unpinned.add(criterion);
    return true;
  };
  if (!requirements.every((each, index) => add(each, index, 1))) return null;
  for (;;) {
    const next = nextToPin(unpinned, { major, minor }) as Criterion | null;
    if (next === null) return [...met.values()];
    unpinned.delete(next);
    const needs = needsOf(next, present);
    if (!needs?.every((each) => add(each, Number.POSITIVE_INFINITY, next.depth + 1))) return null;
  }
}

function printed({ spelling, extras, specifier }: Asked): string {
  return `${spelling}${extras.length > 0 ? `[${[...extras].sort().join(",")}]` : ""}${specifier}`;
}

/** pip's own rule for what is installed already: prereleases count. */
function meets(version: string, specifiers: Specifiers): boolean {
  const parsed = parseAnyVersion(version, DIALECT);
  return parsed !== null && satisfies(specifiers, parsed, { prereleases: true });
}

function needsOf({ distribution, extras, path }: Criterion, { variables }: Present): readonly Asked[] | null {
  const needs: Asked[] = [];
  for (const text of distribution.requires()) {
    const requirement = parseRequirement(text, DIALECT);
    if (isInvalid(requirement)) return null;
    const applies = requirement.marker && evaluateMarker(requirement.marker, variables(), extras);
    if (applies && applies.kind === "undefined") return null;
    if (applies && !applies.holds) continue;
    if (requirement.url) return null;
    const { name, spelling, specifiers } = requirement;
    const specifier = printSpecifiers(specifiers);
    needs.push({ name, spelling, extras: requirement.extras, specifier, from: path });
  }
  return needs;
}

import type { Candidate, Found, Proof } from "../catalogue/answer.ts";
import { type Candidates, readCandidates } from "../catalogue/candidates.ts";
import { openCatalogue } from "../catalogue/catalogue.ts";
import { upstreamVersion } from "../catalogue/debianVersion.ts";
import { entryHere, packagesOf } from "../catalogue/entryHere.ts";
import { kindOf } from "../catalogue/kinds.ts";
import { prove } from "../catalogue/prove.ts";
import { releaseName } from "../catalogue/release.ts";
import { type Binding, bindingOf } from "../catalogue/tables/bindings.ts";
import { hintFor } from "../catalogue/tables/hints.ts";
import { wordsOfHint } from "../catalogue/whichSentence.ts";
import { dialectOf } from "../pip/dialect.ts";
import { isInvalid } from "../pip/invalid.ts";
import type { RequestedRequirement } from "../pip/request.ts";
import type { NormalizedName } from "../pip/requirement.ts";
import { satisfies } from "../pip/satisfies.ts";
import { parseSpecifiers } from "../pip/specifier.ts";
import { parseVersion } from "../pip/version.ts";
import type { Facts, ProjectKind } from "../plan/facts.ts";
import type { AptPackage } from "../plan/plan.ts";
import { wanted } from "../plan/request.ts";
import type { DearSources } from "./dear.ts";
import type { Surroundings } from "./facts.ts";
import { vouchedEntry, vouchedProof } from "./vouched.ts";

/** What the catalogue says of each requested name without asking anybody. */
export function readKinds(facts: Facts, given: Surroundings): Map<NormalizedName, ProjectKind> {
  const kinds = namesIn(facts).map(
    (name) =>
      [
        name,
        { ...kindOf(name), binding: bindingFor(name, given)?.package ?? null, hint: hintOf(name) },
      ] as const,
  );
  return new Map(kinds);
}

/** apt's packages of the requested bindings, as apt would install them now. */
export async function readBindingPackages(facts: Facts, { given, world }: DearSources) {
  const bindings = wanted(facts).flatMap((requirement) => {
    const binding = requirement.name && bindingFor(requirement.name, given);
    return binding ? [{ requirement, binding }] : [];
  });
  const asked = await readCandidates(
    bindings.map(({ binding }) => binding.package),
    world.run,
  );
  const found = new Map<NormalizedName, Omit<AptPackage, "spelling">>();
  if (asked.kind !== "candidates") return found;
  for (const { requirement, binding } of bindings) {
    const candidate = asked.byPackage.get(binding.package);
    const version = candidate && trusted(candidate, binding) ? candidate.candidate : null;
    if (!version || !requirement.name || !fits(requirement, version)) continue;
    found.set(requirement.name, {
      name: binding.package,
      version,
      metadataVersion: upstreamVersion(version) ?? "",
      requirement: requirement.name,
    });
  }
  return found;
}

/** From the distribution's own archive, or from one that the reviewed table names (the board's). */
function trusted({ fromDistribution, origins }: Candidate, { alsoFrom }: Binding): boolean {
  return fromDistribution || (origins.length > 0 && origins.every((origin) => alsoFrom.includes(origin)));
}

/** A version that was asked for holds for a binding too. */
function fits({ specifier }: RequestedRequirement, debianVersion: string): boolean {
  if (specifier === "") return true;
  const dialect = dialectOf("26.2");
  const specifiers = parseSpecifiers(specifier, dialect);
  const version = parseVersion(upstreamVersion(debianVersion) ?? "");
  return version !== null && !isInvalid(specifiers) && satisfies(specifiers, version, { prereleases: true });
}

/** One proof a requirement, in their order, by one call of apt-cache for all of them. */
export async function readProofs(facts: Facts, sources: DearSources): Promise<readonly Proof[]> {
  const requirements = wanted(facts);
  const catalogue = openCatalogue(sources.dataDirectory, releaseName(sources.given.platform));
  const vouched = requirements.map((each) => (each.name ? facts.policy.aptNames.get(each.name) : undefined));
  const found = requirements.map((each, index): Found => {
    const name = vouched[index];
    if (name) return vouchedEntry(name, undefined);
    return each.name ? catalogue.find(each.name) : nameless;
  });
  // A command is not split: where one of them can't be there, apt is asked for none.
  const candidates = found.some((each) => each.kind === "none")
    ? notAsked
    : await readCandidates(found.flatMap(packagesOf), sources.world.run);
  const dialect = dialectOf(facts.realPip?.version ?? "26.2");
  const proofs = requirements.map(async (requirement, index): Promise<Proof> => {
    const there = found[index] ?? nameless;
    if (there.kind === "none") return { kind: "not-proved", name: requirement.name, reason: there.reason };
    if (candidates.kind !== "candidates")
      return { kind: "not-proved", name: requirement.name, reason: candidates.reason };
    const name = vouched[index];
    if (name) {
      const candidate = candidates.byPackage.get(name.value);
      return vouchedProof(prove(requirement, vouchedEntry(name, candidate), candidate, dialect), name);
    }
    if (!requirement.name) return prove(requirement, there, undefined, dialect);
    const here = await entryHere(requirement.name, there, candidates.byPackage, sources.world.run);
    return prove(requirement, here.found, here.candidate, dialect);
  });
  return Promise.all(proofs);
}

const nameless: Found = { kind: "none", reason: "it is not asked for by name" };
const notAsked: Candidates = {
  kind: "failed",
  reason: "another requirement of the same command is not in the distribution",
};

function namesIn(facts: Facts): NormalizedName[] {
  return wanted(facts).flatMap((each) => (each.name ? [each.name] : []));
}

function bindingFor(name: NormalizedName, { env, platform }: Surroundings) {
  return bindingOf(name, { raspberryPi: platform.raspberryPi, rosDistro: env.ROS_DISTRO || null });
}

function hintOf(name: NormalizedName): string | null {
  const hint = hintFor(name);
  return hint ? `${name}: ${wordsOfHint(hint)}` : null;
}

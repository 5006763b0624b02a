import type { Candidate, Found, Proof } from "../catalogue/answer.ts";
import { type Candidates, readCandidates } from "../catalogue/candidates.ts";
import { openCatalogue } from "../catalogue/catalogue.ts";
import { kindOf } from "../catalogue/kinds.ts";
import { openDeb } from "../catalogue/openDeb.ts";
import { prove } from "../catalogue/prove.ts";
import { releaseName } from "../catalogue/release.ts";
import { bindingOf } from "../catalogue/tables/bindings.ts";
import { hintFor } from "../catalogue/tables/hints.ts";
import { wordsOfHint } from "../catalogue/whichSentence.ts";
import { dialectOf } from "../pip/dialect.ts";
import type { RequestedRequirement } from "../pip/request.ts";
import type { NormalizedName } from "../pip/requirement.ts";
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
  const bindings = namesIn(facts).flatMap((name) => {
    const binding = bindingFor(name, given);
    return binding ? [{ name, binding }] : [];
  });
  const asked = await readCandidates(
    bindings.map(({ binding }) => binding.package),
    world.run,
  );
  const found = new Map<NormalizedName, Omit<AptPackage, "spelling">>();
  if (asked.kind !== "candidates") return found;
  for (const { name, binding } of bindings) {
    const candidate = asked.byPackage.get(binding.package);
    const trusted =
      candidate?.fromDistribution || candidate?.origins.every((origin) => binding.alsoFrom.includes(origin));
    if (!candidate?.candidate || !trusted) continue;
    found.set(name, {
      name: binding.package,
      version: candidate.candidate,
      metadataVersion: "",
      requirement: name,
    });
  }
  return found;
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
    const { entry, candidate } = await opened(requirement, there, candidates.byPackage, sources);
    return prove(requirement, entry, candidate, dialect);
  });
  return Promise.all(proofs);
}

const nameless: Found = { kind: "none", reason: "it is not asked for by name" };
const notAsked: Candidates = {
  kind: "failed",
  reason: "another requirement of the same command is not in the distribution",
};

function packagesOf(found: Found): readonly string[] {
  if (found.kind === "entry") return [found.entry.package];
  return found.kind === "unknown-release" ? found.packages : [];
}

/** On a release that the data was not made from, the package itself must bear the name. */
async function opened(
  requirement: RequestedRequirement,
  found: Found,
  candidates: ReadonlyMap<string, Candidate>,
  { world }: DearSources,
): Promise<{ entry: Found; candidate: Candidate | undefined }> {
  if (found.kind === "entry") return { entry: found, candidate: candidates.get(found.entry.package) };
  for (const name of packagesOf(found)) {
    const candidate = candidates.get(name);
    if (!candidate || !requirement.name) continue;
    const entry = await openDeb(requirement.name, candidate, world.run);
    if (entry.kind === "entry") return { entry, candidate };
  }
  return { entry: found, candidate: undefined };
}

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

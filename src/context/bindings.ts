import type { Candidate, Proof } from "../catalogue/answer.ts";
import type { Candidates } from "../catalogue/candidates.ts";
import { upstreamVersion } from "../catalogue/debianVersion.ts";
import { notProved } from "../catalogue/prove.ts";
import { type Binding, bindingOf } from "../catalogue/tables/bindings.ts";
import { dialectOf } from "../pip/dialect.ts";
import { isInvalid } from "../pip/invalid.ts";
import type { RequestedRequirement } from "../pip/request.ts";
import type { NormalizedName } from "../pip/requirement.ts";
import { satisfies } from "../pip/satisfies.ts";
import { parseSpecifiers } from "../pip/specifier.ts";
import { parseVersion } from "../pip/version.ts";
import type { Facts } from "../plan/facts.ts";
import type { AptPackage } from "../plan/plan.ts";
import { wanted } from "../plan/request.ts";
import type { Surroundings } from "./facts.ts";

/** The binding that a name is on this machine; null for everything else. */
export function bindingFor(name: NormalizedName, { env, platform }: Surroundings) {
  return bindingOf(name, { raspberryPi: platform.raspberryPi, rosDistro: env.ROS_DISTRO || null });
}

/** The requested bindings. */
export function boundIn(facts: Facts, given: Surroundings) {
  return wanted(facts).flatMap((requirement) => {
    const { name } = requirement;
    const binding = name && bindingFor(name, given);
    return binding ? [{ requirement, binding, name }] : [];
  });
}

/** apt's packages of the requested bindings, as apt would install them now. */
export async function readBindingPackages(
  facts: Facts,
  given: Surroundings,
  candidates: () => Promise<Candidates>,
) {
  const found = new Map<NormalizedName, Omit<AptPackage, "spelling">>();
  const bound = boundIn(facts, given);
  const asked = bound.length > 0 ? await candidates() : null;
  if (asked?.kind !== "candidates") return found;
  for (const { requirement, binding, name } of bound) {
    const candidate = asked.byPackage.get(binding.package);
    const version = candidate && trusted(candidate, binding) ? candidate.candidate : null;
    if (!version || !fits(requirement, version)) continue;
    const metadataVersion = upstreamVersion(version) ?? "";
    found.set(name, { name: binding.package, version, metadataVersion, requirement: name });
  }
  return found;
}

/** What the reviewed table says is proof enough for a binding, whose package often bears no metadata. */
export function provedBinding(
  requirement: RequestedRequirement,
  binding: Binding,
  candidate: Candidate | undefined,
): Proof {
  const { name } = requirement;
  const version = candidate && trusted(candidate, binding) ? candidate.candidate : null;
  if (!name || version === null) return notProved(name, `apt has no candidate for ${binding.package}`);
  if (!fits(requirement, version))
    return notProved(name, `${binding.package} ${version} does not satisfy ${requirement.specifier}`);
  return {
    kind: "proved",
    name,
    package: binding.package,
    candidate: version,
    metadataVersion: upstreamVersion(version) ?? "",
    alias: binding.reason,
    reason: `${name} is in the distribution as ${binding.package} ${version}: ${binding.reason}.`,
  };
}

/** From the distribution's own archive, or from one that the reviewed table names (ROS's). */
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

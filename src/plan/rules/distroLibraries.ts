import type { Proof } from "../../catalogue/answer.ts";
import { forbiddenBy } from "../../policy/policy.ts";
import { consumerIsTheSystem, onlyHarmlessOptions } from "../conditions.ts";
import { type AptUse, type Facts, need } from "../facts.ts";
import type { AptPackage, Decision } from "../plan.ts";
import { isInstall, isOn, wanted } from "../request.ts";
import type { Rule } from "../rule.ts";

type Proved = Extract<Proof, { kind: "proved" }>;

/** Outside a project the distribution's own build is the safest thing that `python3` can import. */
export const distroLibraries: Rule = {
  name: "distro-libraries",
  when: "outside a project, every requirement is a library that the catalogue proves to be in the distribution, and apt may be used",
  leads: "apt, after a simulation that removes and upgrades nothing",
  decide(facts) {
    const answer = answerOf(facts);
    return answer?.kind === "served" ? decisionOf(facts, answer, null) : null;
  },
};

/** Debian's packages for all requirements, or null where one is not proved or apt may not be used. */
export function aptFor(facts: Facts, chosen: string): Decision | null {
  const answer = answerWithin(facts);
  return answer.kind === "served" ? decisionOf(facts, answer, chosen) : null;
}

/** Why `aptFor` gave null, as a clause; null where that needs no word. */
export function whyAptCannot(facts: Facts): string | null {
  const answer = answerWithin(facts);
  return answer.kind === "unserved" ? answer.reason : null;
}

/** Why this row leaves the command to the next ones; null where that needs no word. */
export function whyNoApt(facts: Facts): Unserved | null {
  const answer = answerOf(facts);
  return answer?.kind === "unserved" ? answer : null;
}

type Served = {
  readonly kind: "served";
  readonly packages: readonly AptPackage[];
  readonly by: By;
  readonly reasons: readonly string[];
};
type By = { readonly by: "root" | "sudo"; readonly ask: boolean };

/** apt does not have it. */
export interface Unserved {
  readonly kind: "unserved";
  /** False where apt or the archive could not be asked. */
  readonly certain: boolean;
  /** As a clause; null where nobody would have thought of apt. */
  readonly reason: string | null;
}

function unserved(reason: string | null, certain = true): Unserved {
  return { kind: "unserved", certain, reason };
}

/** The row's own answer; null where it is not about the command at all. */
function answerOf(facts: Facts): Served | Unserved | null {
  const environmentsAlone = ["require_venv", "use_user_site", "dry_run"].some((dest) => isOn(facts, dest));
  if (!isInstall(facts) || environmentsAlone) return null;
  if (facts.project.kind !== "none" && !consumerIsTheSystem(facts)) return null;
  return forbiddenBy(facts.policy, "apt") ? null : answerWithin(facts);
}

function answerWithin(facts: Facts): Served | Unserved {
  const requirements = wanted(facts);
  if (requirements.length === 0 || !facts.interpreter?.ofDistribution) return unserved(null);
  if (isOn(facts, "upgrade")) return unserved("-U asks for the newest");
  if (!onlyHarmlessOptions(facts)) return unserved("its options are for pip alone");
  if (
    requirements.some(
      (each) => !each.name || each.url || each.path || each.editable || each.hashes.length > 0,
    )
  )
    return unserved("not all of it is asked for by its name");
  const { root, mayAsk } = facts.invocation;
  if (!root && !mayAsk && facts.policy.aptMode.value !== "auto") return unserved(null);
  // In the order of what they cost: the data, sudo, and apt, which may have to fetch packages to look into them.
  const out = need(facts, "ruledOut");
  if (out !== null) return unserved(out);
  const by = userOf(facts, need(facts, "aptUse"));
  if (!by) return unserved(null);
  const proofs = need(facts, "proofs");
  const missing = proofs.find((proof) => proof.kind === "not-proved");
  if (missing?.kind === "not-proved") return unserved(missing.reason, missing.certain);
  const proved = proofs.filter((proof): proof is Proved => proof.kind === "proved");
  if (wasDeclined(facts, proved)) return unserved(null);
  const packages = proved.map(
    (proof, index): AptPackage => ({
      name: proof.package,
      version: proof.candidate,
      metadataVersion: proof.metadataVersion,
      requirement: proof.name,
      spelling: requirements[index]?.spelling ?? proof.name,
    }),
  );
  return { kind: "served", packages, by, reasons: proved.map((proof) => proof.reason) };
}

function decisionOf(facts: Facts, { packages, by, reasons }: Served, chosen: string | null): Decision {
  return {
    route: "apt",
    destination: { kind: "distribution", path: "/usr/lib/python3/dist-packages" },
    steps: [{ route: "apt", packages, ...by }],
    reasons: [...(chosen ? [chosen] : []), ...reasons],
    problems: [],
    met: [],
    next: [],
    notes: notNewest(facts, packages, chosen !== null || consumerIsTheSystem(facts)),
  };
}

/** Who asks for no version means the newest one; the distribution's is older most of the time, and says which it is. */
function notNewest(facts: Facts, packages: readonly AptPackage[], aptAlone: boolean): readonly string[] {
  const requirements = wanted(facts);
  const unpinned = packages.filter((_, index) => requirements[index]?.specifier === "");
  if (unpinned.length === 0) return [];
  const names = unpinned.map(({ spelling, metadataVersion }) => `${spelling} ${metadataVersion}`.trimEnd());
  const [are, those] = unpinned.length === 1 ? ["is", "that one"] : ["are", "those"];
  const newest = `pip install -U ${unpinned.map(({ spelling }) => spelling).join(" ")}`;
  const said = `${names.join(", ")} ${are} the distribution's, which may not be the newest on the index`;
  return [aptAlone ? said : `${said}; for ${those}: ${newest}`];
}

/** A No is for one package, and a policy that says `auto` is a later Yes. */
function wasDeclined(facts: Facts, proved: readonly Proved[]): boolean {
  if (facts.policy.aptMode.value === "auto") return false;
  const declined = need(facts, "declined");
  return proved.some((proof) => declined.has(proof.package));
}

/** Root installs at once; anybody else is asked, unless the policy has said yes for him. */
function userOf(facts: Facts, use: AptUse): By | null {
  const auto = facts.policy.aptMode.value === "auto";
  switch (use.kind) {
    case "root":
      return {
        by: "root",
        ask:
          facts.policy.aptMode.value === "ask" &&
          facts.policy.aptMode.source.layer !== "default" &&
          facts.invocation.mayAsk,
      };
    case "sudo-terminal":
      return facts.invocation.mayAsk ? { by: "sudo", ask: !auto } : null;
    case "sudo-silent":
      return auto ? { by: "sudo", ask: false } : null;
    case "none":
      return null;
  }
}

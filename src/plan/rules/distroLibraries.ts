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
    if (
      !isInstall(facts) ||
      isOn(facts, "require_venv") ||
      isOn(facts, "use_user_site") ||
      isOn(facts, "dry_run")
    )
      return null;
    if (facts.project.kind !== "none" && !consumerIsTheSystem(facts)) return null;
    if (forbiddenBy(facts.policy, "apt")) return null;
    return aptFor(facts, null);
  },
};

/** Debian's packages for all requirements, or null where one is not proved or apt may not be used. */
export function aptFor(facts: Facts, chosen: string | null): Decision | null {
  const requirements = wanted(facts);
  if (requirements.length === 0 || !facts.interpreter?.ofDistribution || !onlyHarmlessOptions(facts))
    return null;
  if (
    requirements.some(
      (each) => !each.name || each.url || each.path || each.editable || each.hashes.length > 0,
    )
  )
    return null;
  if (isOn(facts, "upgrade") || isOn(facts, "pre")) return null;
  const proofs = need(facts, "proofs");
  const proved = proofs.filter((proof): proof is Proved => proof.kind === "proved");
  if (proved.length !== requirements.length) return null;
  const by = userOf(facts, need(facts, "aptUse"));
  if (!by) return null;
  const packages = proved.map(
    (proof, index): AptPackage => ({
      name: proof.package,
      version: proof.candidate,
      metadataVersion: proof.metadataVersion,
      requirement: proof.name,
      spelling: requirements[index]?.spelling ?? proof.name,
    }),
  );
  return {
    route: "apt",
    destination: { kind: "distribution", path: "/usr/lib/python3/dist-packages" },
    steps: [{ route: "apt", packages, ...by }],
    reasons: [...(chosen ? [chosen] : []), ...proved.map((proof) => proof.reason)],
    problems: [],
    met: [],
    next: [],
    notes: [],
  };
}

/** Root installs at once; anybody else is asked, unless the policy has said yes for him. */
function userOf(facts: Facts, use: AptUse): { by: "root" | "sudo"; ask: boolean } | null {
  const auto = facts.policy.aptMode.value === "auto";
  const declined = need(facts, "declined");
  const proofs = need(facts, "proofs");
  if (proofs.some((proof) => proof.kind === "proved" && declined.has(proof.package)) && !auto) return null;
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

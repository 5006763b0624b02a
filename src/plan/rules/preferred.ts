import { cite, forbiddenBy, type PolicyRoute } from "../../policy/policy.ts";
import {
  consumerSeesEnvironments,
  consumerSeesProject,
  everyOneIsAnApplication,
  homeServes,
  projectServes,
} from "../conditions.ts";
import type { Facts } from "../facts.ts";
import { managed } from "../outcomes.ts";
import type { Decision } from "../plan.ts";
import { isInstall, isOn, namesOf, wanted } from "../request.ts";
import type { Rule } from "../rule.ts";
import { pipxFor } from "./applications.ts";
import { aptFor } from "./distroLibraries.ts";
import { homeMaking } from "./home.ts";
import { managedProject } from "./project.ts";

/** How far a route reaches: an untrusted file may forbid one, and must not so lead to a mightier one. */
const POWER: Readonly<Record<PolicyRoute, number>> = { home: 0, venv: 0, pipx: 1, apt: 2 };

/** Below the project's row: a preference is about what belongs to no project. */
export const preferred: Rule = {
  name: "preferred",
  when: "outside a project or in an ordinary directory, the policy prefers a route that can serve",
  leads: "that route",
  decide(facts) {
    if (!isInstall(facts) || wanted(facts).length === 0) return null;
    if (facts.project.kind === "described" && !isOn(facts, "use_user_site")) return null;
    const { value, source } = facts.policy.preferred;
    let refused: { readonly route: PolicyRoute; readonly decision: Decision } | null = null;
    for (const route of value) {
      const forbidden = forbiddenBy(facts.policy, route) !== null;
      // Nothing is mightier than apt, so what it would have served need not be asked.
      if (forbidden && route === "apt") continue;
      const decision = servedBy(
        route,
        facts,
        `${namesOf(facts)}: the policy prefers ${route} (${cite(source)}).`,
      );
      if (!decision || (refused && powerOf(route, decision) > powerOf(refused.route, refused.decision)))
        continue;
      if (!forbidden) return decision;
      refused = { route, decision };
    }
    // A preference that is forbidden gives way to weaker ones alone; `ruled` then finds home, or explains.
    return refused?.decision ?? null;
  },
};

/** An environment for which apt installs a binding first is as mighty as apt. */
function powerOf(route: PolicyRoute, { steps }: Decision): number {
  return steps.some((step) => step.route === "apt") ? POWER.apt : POWER[route];
}

function servedBy(route: PolicyRoute, facts: Facts, reason: string): Decision | null {
  const forGood = !isOn(facts, "dry_run") && !isOn(facts, "require_venv");
  switch (route) {
    case "pipx":
      return forGood && everyOneIsAnApplication(facts) ? pipxFor(facts, reason, null) : null;
    case "apt":
      return forGood && !isOn(facts, "use_user_site") ? aptFor(facts, reason) : null;
    case "venv":
      return projectServes(facts) && consumerSeesProject(facts) ? managedProject(facts, reason) : null;
    case "home":
      return homeServes(facts) && consumerSeesEnvironments(facts)
        ? managed(facts, homeMaking(facts), reason)
        : null;
  }
}

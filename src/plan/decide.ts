import { cite, type PolicyRoute, permitted } from "../policy/policy.ts";
import { consumerSeesEnvironments, homeServes } from "./conditions.ts";
import { type DearFacts, FactNeeded, type Facts } from "./facts.ts";
import { explain, managed } from "./outcomes.ts";
import type { Decision, Plan } from "./plan.ts";
import { isInstall } from "./request.ts";
import { homeMaking } from "./rules/home.ts";
import { table } from "./table.ts";
import { typedWords } from "./typed.ts";

/** A plan, or the name of a dear fact that must be read before one can be made. */
export type Decided =
  | { readonly kind: "plan"; readonly plan: Plan }
  | { readonly kind: "needs"; readonly fact: keyof DearFacts };

/** The routing: the first rule that applies decides, within what the policy permits. Pure. */
export function decide(facts: Facts, rules = table): Decided {
  try {
    for (const rule of rules) {
      const decision = rule.decide(facts);
      if (!decision) continue;
      const interpreter = facts.interpreter?.path ?? null;
      return { kind: "plan", plan: { rule: rule.name, interpreter, ...withinPolicy(facts, decision) } };
    }
  } catch (error) {
    if (error instanceof FactNeeded) return { kind: "needs", fact: error.fact };
    throw error;
  }
  throw new Error("no rule of the routing table applies; the last one must");
}

/** A route that the policy forbids gives way to the home environment or to nothing, never to a mightier one. */
function withinPolicy(facts: Facts, decision: Decision): Decision {
  const route = policyRoute(decision);
  if (!route || !isInstall(facts)) return decision;
  const instead = permitted(facts.policy, route);
  if (instead === route) return decision;
  const why = `The policy does not allow ${route} (${cite(facts.policy.allowed.source)}).`;
  if (instead === "home" && homeServes(facts) && consumerSeesEnvironments(facts))
    return managed(facts, homeMaking(facts), why);
  return explain(why, [`SAFE_PIP=off pip ${typedWords(facts)}`], "route-forbidden");
}

function policyRoute(decision: Decision): PolicyRoute | null {
  if (decision.route === "apt" || decision.route === "pipx") return decision.route;
  if (decision.route !== "venv") return null;
  return decision.destination.kind === "home-environment" ? "home" : "venv";
}

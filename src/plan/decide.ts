import { type DearFacts, FactNeeded, type Facts } from "./facts.ts";
import type { Decision, Plan } from "./plan.ts";
import { isInstall } from "./request.ts";
import type { Rule } from "./rule.ts";
import { ruled } from "./ruled.ts";
import { passedOn } from "./rules/passThrough.ts";
import { table } from "./table.ts";

/** A plan, or the name of a dear fact that must be read before one can be made. */
export type Decided =
  | { readonly kind: "plan"; readonly plan: Plan }
  | { readonly kind: "needs"; readonly fact: keyof DearFacts };

/** The routing: the first rule that applies decides, within what the policy permits. Pure. */
export function decide(facts: Facts, rules = table): Decided {
  try {
    for (const rule of rules) {
      const decision = rule.decide(facts);
      if (decision) return { kind: "plan", plan: planOf(facts, rule, decision) };
    }
  } catch (error) {
    if (error instanceof FactNeeded) return { kind: "needs", fact: error.fact };
    throw error;
  }
  throw new Error("no rule of the routing table applies; the last one must");
}

/** A policy has a say in what safe-pip decides, and none in what it only passes on. */
function planOf(facts: Facts, rule: Rule, decision: Decision): Plan {
  const final = isInstall(facts) && !passedOn.includes(rule) ? ruled(facts, decision) : decision;
  const made = final.steps.find((step) => step.route === "venv");
  return { rule: rule.name, interpreter: made?.base ?? facts.interpreter?.path ?? null, ...final };
}

import type { PolicyProblem } from "../../policy/policy.ts";
import { type Check, ok } from "./check.ts";

/** Whether safe-pip is switched off, and whether its policy can be followed: else every change stops. */
export function judgeSettings(switched: string | undefined, problems: readonly PolicyProblem[]): Check[] {
  const off: Check = {
    name: "off",
    verdict: "problem",
    what: "SAFE_PIP=off is set, so every pip is the real one",
    next: "unset SAFE_PIP",
  };
  return [...(switched === "off" ? [off] : []), judgePolicy(problems)];
}

function judgePolicy(problems: readonly PolicyProblem[]): Check {
  const first = problems[0];
  if (first === undefined) return ok("policy", "the policy can be followed");
  const more = problems.length > 1 ? `, and ${problems.length - 1} more` : "";
  return {
    name: "policy",
    verdict: "problem",
    what: `${first.message}${more}`,
    next: "safe-pip policy",
  };
}

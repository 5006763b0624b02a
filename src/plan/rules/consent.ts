import { cite } from "../../policy/policy.ts";
import { consumerSeesEnvironments, homeServes, projectServes } from "../conditions.ts";
import type { Facts } from "../facts.ts";
import { explain, pipOfHere, realPip } from "../outcomes.ts";
import { isInstall, isOn } from "../request.ts";
import type { Rule } from "../rule.ts";
import { typedWords } from "../typed.ts";

/** PEP 668 asks for an override that is obeyed; only the user or the administrator may take it away. */
export const consent: Rule = {
  name: "consent",
  when: "`--break-system-packages`, by option, variable or configuration",
  leads: "where *here* is managed, its pip; else the real pip with the line as it is",
  decide(facts) {
    if (!isInstall(facts) || !isOn(facts, "override_externally_managed")) return null;
    const consequence = facts.policy.consent;
    if (consequence.value === "redirect") return null;
    if (consequence.value === "deny") {
      const why = `--break-system-packages is not allowed here (${cite(consequence.source)}).`;
      return explain(why, [withoutConsent(facts)], "consent-denied");
    }
    if (facts.here.kind === "none")
      return realPip(facts, "--break-system-packages is a consent, and is obeyed.");
    return pipOfHere(facts, "An environment is here, so nothing of the system's needs to be broken.");
  },
};

function withoutConsent(facts: Facts): string {
  const words = facts.invocation.argv.filter((word) => word !== "--break-system-packages");
  return `pip ${typedWords(facts, words)}`;
}

/** pip answers with exit code 3 where no environment is active; below, ours count as one. */
export const requireVenv: Rule = {
  name: "require-venv",
  when: "`--require-virtualenv` or `PIP_REQUIRE_VIRTUALENV`, and no managed environment can serve",
  leads: "the real pip, which refuses with exit code 3",
  decide(facts) {
    if (!isInstall(facts) || !isOn(facts, "require_venv")) return null;
    if (consumerSeesEnvironments(facts) && (projectServes(facts) || homeServes(facts))) return null;
    return realPip(facts, "A virtual environment is required, and none can be made here.");
  },
};

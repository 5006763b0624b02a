import { cite, forbiddenBy } from "../../policy/policy.ts";
import { consumerIsTheSystem } from "../conditions.ts";
import type { Facts } from "../facts.ts";
import { explain, realPip } from "../outcomes.ts";
import type { Decision } from "../plan.ts";
import { isInstall } from "../request.ts";
import type { Rule } from "../rule.ts";
import { typedWords } from "../typed.ts";
import { whyNoApt } from "./distroLibraries.ts";

/** Last: a success that nobody could import would be worse than a refusal. */
export const explainRule: Rule = {
  name: "explain",
  when: "otherwise",
  leads: "nothing is changed: the reason, and the exact commands that would serve",
  decide(facts) {
    if (!isInstall(facts)) return realPip(facts, "Nothing is known that would serve better.");
    return whyNot(facts);
  },
};

function whyNot(facts: Facts): Decision {
  const line = typedWords(facts);
  if (!facts.interpreter) {
    return explain(
      "There is no python3 on PATH, so nothing can be installed for it.",
      ["sudo apt install python3"],
      "no-python",
    );
  }
  if (!facts.data || !facts.home) {
    return explain(
      "There is no directory of your own to keep an environment in (HOME and XDG_DATA_HOME).",
      [`HOME=/path/to/a/directory pip ${line}`],
      "no-data-directory",
    );
  }
  if (!facts.interpreter.isNext) {
    return explain(
      `pip installs for ${facts.interpreter.path}, and \`python\` here starts another one, which would not import it.`,
      [`python3 -m pip ${line}`],
      "another-python",
    );
  }
  const forbidden = forbiddenBy(facts.policy, "apt");
  if (consumerIsTheSystem(facts) && forbidden) {
    return explain(
      `For root and without a terminal, what is installed will be imported by ${facts.interpreter.path}, which only apt serves, and the policy does not allow apt (${cite(forbidden)}).`,
      [`safe-pip ${line}`, "safe-pip setup --ci"],
      "consumer",
    );
  }
  if (consumerIsTheSystem(facts)) {
    const { reason, certain } = whyNoApt(facts) ?? { reason: null, certain: true };
    const apart = `${certain ? "apt does not have all of it" : "apt could not be asked"}${reason ? ` (${reason})` : ""}`;
    return explain(
      `For root and without a terminal, what is installed will be imported by ${facts.interpreter.path}, which only apt serves, and ${apart}.`,
      [...(certain ? [] : ["apt-get update"]), `safe-pip ${line}`, "safe-pip setup --ci"],
      "consumer",
    );
  }
  return explain("No route serves this.", [`SAFE_PIP=off pip ${line}`], "no-route");
}

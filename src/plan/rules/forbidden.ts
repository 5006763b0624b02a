import { cite } from "../../policy/policy.ts";
import type { Facts } from "../facts.ts";
import { explain } from "../outcomes.ts";
import type { Decision } from "../plan.ts";
import { commandOf, isInstall, wanted } from "../request.ts";
import type { Rule } from "../rule.ts";

/** Above every row that would install: a ban must not be lost because another row was quicker. */
export const forbidden: Rule = {
  name: "forbidden",
  when: "the policy bans a package, or a policy file can't be understood",
  leads: "nothing is changed: the file, the line and the reason",
  decide(facts) {
    if (!isInstall(facts)) return null;
    return notUnderstood(facts) ?? banned(facts);
  },
};

/** A ban that a fault in the file hides must not be lost: what would change something stops. */
export function notUnderstood(facts: Facts): Decision | null {
  const [first] = facts.policy.problems;
  if (!first) return null;
  return {
    ...explain(first.message, ["safe-pip policy"], first.code),
    problems: facts.policy.problems,
  };
}

function banned(facts: Facts): Decision | null {
  for (const requirement of wanted(facts)) {
    const ban = requirement.name && facts.policy.bans.get(requirement.name);
    if (ban)
      return explain(
        `${requirement.spelling ?? requirement.name} is banned: ${ban.value} (${cite(ban.source)}).`,
        [],
        "banned",
      );
  }
  return unseen(facts);
}

/** What pip alone can read, since a pipe is read once and a URL fetched, might ask for what is banned. */
function unseen(facts: Facts): Decision | null {
  if (facts.policy.bans.size === 0) return null;
  const fault = commandOf(facts)?.problems.find((each) => onlyPipReads.has(each.code) && !each.constrains);
  if (!fault) return null;
  const why = `${fault.message}, so nobody can tell whether it asks for what the policy bans.`;
  return explain(why, ["pip install -r FILE"], "ban-unseen");
}

const onlyPipReads: ReadonlySet<string> = new Set(["special-file", "remote-file"]);

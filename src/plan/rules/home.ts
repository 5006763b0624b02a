import { consumerSeesEnvironments, homeServes } from "../conditions.ts";
import type { Facts } from "../facts.ts";
import { type Making, managed } from "../outcomes.ts";
import { isInstall, namesOf } from "../request.ts";
import type { Rule } from "../rule.ts";

/** A home for what belongs to no project: what `--user` was for. */
export const homeRule: Rule = {
  name: "home",
  when: "outside a project, anything else",
  leads: "the home environment, made if missing",
  decide(facts) {
    if (!isInstall(facts) || !homeServes(facts) || !consumerSeesEnvironments(facts)) return null;
    const what = facts.invocation.root ? "root's, for everybody" : "yours";
    return managed(
      facts,
      homeMaking(facts),
      `${namesOf(facts)}: for no project, so for the home environment (${what}).`,
    );
  },
};

/** The home environment as it is made. Only where `homeServes`. */
export function homeMaking(facts: Facts): Making {
  if (!facts.home) throw new Error("there is no place for a home environment");
  const base = facts.interpreter?.path ?? "";
  return { slot: facts.home, base, kind: "home-environment", systemPackages: "python", link: null };
}

import { type Bindings, bindingsFor, NO_BINDINGS } from "../bindings.ts";
import { consumerSeesEnvironments, homeServes } from "../conditions.ts";
import { type Facts, need } from "../facts.ts";
import { type Making, managed } from "../outcomes.ts";
import { isInstall, namesOf } from "../request.ts";
import type { Rule } from "../rule.ts";
import { whyNoApt } from "./distroLibraries.ts";

/** A home for what belongs to no project: what `--user` was for. */
export const homeRule: Rule = {
  name: "home",
  when: "outside a project, anything else",
  leads: "the home environment, made if missing",
  decide(facts) {
    if (!isInstall(facts) || !homeServes(facts) || !consumerSeesEnvironments(facts)) return null;
    const home = facts.invocation.root
      ? "root's home environment, which everybody sees"
      : "your home environment";
    const reason = `${namesOf(facts)}: not for a project, so in ${home}.`;
    const decision = managed(facts, homeMaking(facts), reason);
    return { ...decision, notes: [...decision.notes, ...unasked(facts)] };
  },
};

/** apt might have served it: what kept it from being asked can be mended, where the user knows of it. */
function unasked(facts: Facts): readonly string[] {
  const answer = whyNoApt(facts);
  return answer?.reason && !answer.certain ? [`apt was left out: ${answer.reason}`] : [];
}

/**
 * The home environment as it is made, with the bindings that apt serves before it. Only where `homeServes`.
 *
 * @param mayUseApt false where it stands in for what would not have used apt, and must not be mightier
 */
export function homeMaking(facts: Facts, mayUseApt = true): Making {
  if (!facts.home) throw new Error("there is no place for a home environment");
  const { steps, leaveOut, pipSeesThem, notes } = mayUseApt
    ? undeclined(facts, bindingsFor(facts, facts.interpreter))
    : NO_BINDINGS;
  return {
    slot: facts.home,
    base: facts.interpreter?.path ?? "",
    kind: "home-environment",
    systemPackages: pipSeesThem ? "python-and-pip" : "python",
    link: null,
    leaveOut,
    first: steps,
    notes,
  };
}

/** After a No to apt the way leads here, and must not lead to the same question. */
function undeclined(facts: Facts, bindings: Bindings): Bindings {
  const packages = bindings.steps.flatMap((step) => (step.route === "apt" ? step.packages : []));
  if (packages.length === 0) return bindings;
  const declined = need(facts, "declined");
  return packages.some((each) => declined.has(each.name)) ? NO_BINDINGS : bindings;
}

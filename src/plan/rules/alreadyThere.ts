import { onlyHarmlessOptions } from "../conditions.ts";
import { need } from "../facts.ts";
import { nothing } from "../outcomes.ts";
import { isInstall, isOn, namesOf, wanted } from "../request.ts";
import type { Rule } from "../rule.ts";
import { allMet } from "../satisfied.ts";

/** The first line of most README files; outside an environment there is nothing that it could improve. */
export const pipItself: Rule = {
  name: "pip-itself",
  when: "only `pip` is asked for, unpinned, and no environment is here",
  leads: "nothing: it is there",
  decide(facts) {
    const requirements = wanted(facts);
    const [only] = requirements;
    if (!isInstall(facts) || requirements.length !== 1 || only?.name !== "pip") return null;
    if (only.specifier || only.url || facts.here.kind === "managed" || facts.here.kind === "active")
      return null;
    const location = facts.realPip?.location ?? "pip";
    const version = facts.realPip?.version ?? "unknown";
    const met = [{ requirement: "pip", location, version, from: null }];
    return nothing(facts, met, "pip is the distribution's here; each environment is made with its own.");
  },
};

/** Before anything is made: a script that asks for what is there must go on. */
export const alreadyThere: Rule = {
  name: "already-there",
  when: "every requirement is met by what the destination's python sees, and no option asks for more",
  leads: "nothing, in pip's words",
  decide(facts) {
    const requirements = wanted(facts);
    if (!isInstall(facts) || requirements.length === 0 || !facts.request || !onlyHarmlessOptions(facts))
      return null;
    // pip itself knows what the Python that the policy names would see.
    if (facts.projectPython.kind !== "usual") return null;
    if (
      isOn(facts, "upgrade") ||
      requirements.some((each) => !each.name || each.url || each.path || each.editable)
    )
      return null;
    if (requirements.some((each) => each.hashes.length > 0)) return null;
    const met = allMet(requirements, need(facts, "installed"), () => need(facts, "markerVariables"));
    return met ? nothing(facts, met, `${namesOf(facts)}: already there.`) : null;
  },
};

import { cite, routeFor } from "../../policy/policy.ts";
import { consumerSeesEnvironments, homeServes, projectServes } from "../conditions.ts";
import type { Facts } from "../facts.ts";
import { explain, managed } from "../outcomes.ts";
import { isInstall, isOn, namesOf, wanted } from "../request.ts";
import type { Rule } from "../rule.ts";
import { pipxFor } from "./applications.ts";
import { aptFor } from "./distroLibraries.ts";
import { homeMaking } from "./home.ts";
import { projectMaking } from "./project.ts";

/** Somebody with the say for this user or machine has named the route, or the application to extend. */
export const chosen: Rule = {
  name: "chosen",
  when: "the policy of the user or the machine names the route, or `safe-pip install --into APP`",
  leads: "that route",
  decide(facts) {
    if (!isInstall(facts) || wanted(facts).length === 0) return null;
    const { into } = facts.invocation;
    if (into && onlyEnvironmentsServe(facts)) return null;
    if (into && !allNamedOnTheLine(facts)) {
      const why = `--into ${into} takes names and versions, no files and no editables.`;
      return explain(why, [`safe-pip install --into ${into} PACKAGE`], "into-names");
    }
    if (into) return pipxFor(facts, `--into ${into} extends that application.`, into);
    return byPolicy(facts);
  },
};

/** pipx is given one requirement after another, so that a file's lines and options can't reach it. */
function allNamedOnTheLine(facts: Facts): boolean {
  return wanted(facts).every((each) => each.source.kind === "argv" && !each.editable);
}

/** apt and pipx install for good, and not into an environment that pip would call one. */
function onlyEnvironmentsServe(facts: Facts): boolean {
  return isOn(facts, "dry_run") || isOn(facts, "require_venv");
}

function byPolicy(facts: Facts) {
  const routes = wanted(facts).map((requirement) =>
    requirement.name ? routeFor(facts.policy, requirement.name) : null,
  );
  const first = routes[0];
  if (!first || !routes.every((route) => route?.value === first.value)) return null;
  if (onlyEnvironmentsServe(facts) && (first.value === "pipx" || first.value === "apt")) return null;
  const reason = `The policy sends ${namesOf(facts)} to ${first.value} (${cite(first.source)}).`;
  switch (first.value) {
    case "pipx":
      if (!allNamedOnTheLine(facts)) return null;
      return pipxFor(facts, reason, null);
    case "apt":
      return aptFor(facts, reason) ?? explain(`${reason} It can't be served from there.`, [], "policy-route");
    case "venv":
      if (!consumerSeesEnvironments(facts) || !projectServes(facts)) return null;
      return managed(facts, projectMaking(facts), reason);
    case "home":
      if (!consumerSeesEnvironments(facts) || !homeServes(facts)) return null;
      return managed(facts, homeMaking(facts), reason);
  }
}

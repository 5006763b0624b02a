import { cite, routeFor } from "../../policy/policy.ts";
import { consumerSeesEnvironments, homeServes, projectServes } from "../conditions.ts";
import type { Facts } from "../facts.ts";
import { explain, managed } from "../outcomes.ts";
import { isInstall, namesOf, wanted } from "../request.ts";
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
    if (into) return pipxFor(facts, `--into ${into} extends that application.`, into);
    return byPolicy(facts);
  },
};

function byPolicy(facts: Facts) {
  const routes = wanted(facts).map((requirement) =>
    requirement.name ? routeFor(facts.policy, requirement.name) : null,
  );
  const first = routes[0];
  if (!first || !routes.every((route) => route?.value === first.value)) return null;
  const reason = `The policy sends ${namesOf(facts)} to ${first.value} (${cite(first.source)}).`;
  switch (first.value) {
    case "pipx":
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

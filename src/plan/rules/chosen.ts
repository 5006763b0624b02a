import { cite, routeFor } from "../../policy/policy.ts";
import { consumerSeesEnvironments, consumerSeesProject, homeServes, projectServes } from "../conditions.ts";
import { type Facts, need } from "../facts.ts";
import { explain, managed } from "../outcomes.ts";
import type { Decision } from "../plan.ts";
import { isInstall, isOn, namesOf, wanted } from "../request.ts";
import type { Rule } from "../rule.ts";
import { pipxFor } from "./applications.ts";
import { aptFor, whyAptCannot } from "./distroLibraries.ts";
import { homeMaking } from "./home.ts";
import { managedProject } from "./project.ts";

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
    return byPolicy(facts) ?? byPlugin(facts);
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

function byPolicy(facts: Facts): Decision | null {
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
      return aptFor(facts, reason) ?? notFromApt(facts, reason);
    case "venv":
      if (!consumerSeesProject(facts) || !projectServes(facts)) return null;
      return managedProject(facts, reason);
    case "home":
      if (!consumerSeesEnvironments(facts) || !homeServes(facts)) return null;
      return managed(facts, homeMaking(facts), reason);
  }
}

function notFromApt(facts: Facts, reason: string): Decision {
  const { root, mayAsk } = facts.invocation;
  const silent = root || mayAsk || facts.policy.aptMode.value === "auto";
  const why = whyAptCannot(facts) ?? (silent ? null : "apt is asked about on a terminal only");
  return explain(`${reason} It can't be served from there${why ? `: ${why}` : ""}.`, [], "policy-route");
}

/** Everything that is asked for extends one application: into its environment, since no other would see it. */
function byPlugin(facts: Facts): Decision | null {
  const [first, ...others] = wanted(facts).map((each) => each.name && facts.policy.plugins.get(each.name));
  if (!first || others.some((other) => other?.value !== first.value)) return null;
  if (onlyEnvironmentsServe(facts) || !allNamedOnTheLine(facts)) return null;
  const why = `${namesOf(facts)}: extends ${first.value} (${cite(first.source)})`;
  if (need(facts, "applications").has(first.value)) return pipxFor(facts, `${why}.`, first.value);
  // In a project the application may well be in the project's own environment.
  if (facts.project.kind === "described") return null;
  // Not by pip, which takes what is a library as well (mkdocs) to an environment that pipx knows nothing of.
  const before = need(facts, "pipxPip").kind === "own" ? "sudo apt-get install pipx && " : "";
  const next = `${before}pipx install ${first.value}`;
  return explain(`${why}, which pipx does not have.`, [next], "no-application");
}

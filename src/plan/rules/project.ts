import { bindingsFor } from "../bindings.ts";
import { consumerSeesEnvironments, everyOneIsAnApplication, projectServes } from "../conditions.ts";
import type { Facts } from "../facts.ts";
import { type Making, managed } from "../outcomes.ts";
import type { Decision } from "../plan.ts";
import { isInstall, isOn, wanted } from "../request.ts";
import type { Rule } from "../rule.ts";

/** A directory's own `.venv` may hold anybody's code; it is used when the user says so, and never by accident. */
export const foreignVenv: Rule = {
  name: "foreign-venv",
  when: "the project has a `.venv` that safe-pip did not make",
  leads: "an environment beside it, and one line that says how to adopt the other",
  decide(facts) {
    const { project } = facts;
    if (project.kind === "none" || !project.foreignVenv || project.slot.published) return null;
    const decision = projectRule.decide(facts);
    if (!decision) return null;
    const note = `${project.foreignVenv} is not safe-pip's and is left alone. To use it instead: safe-pip adopt ${project.foreignVenv}`;
    return { ...decision, notes: [...decision.notes, note] };
  },
};

/** The middle of the table: what a person in a project's directory means by `pip install`. */
export const projectRule: Rule = {
  name: "project",
  when: "the cwd is in a project, or the first `-r`, `-e` or path is, or the cwd is an ordinary directory and not every requirement is an application",
  leads: "the project's managed environment, made if missing",
  decide(facts) {
    if (!isInstall(facts) || !projectServes(facts) || !consumerSeesEnvironments(facts)) return null;
    if (goesHome(facts)) return null;
    const { project } = facts;
    if (project.kind === "ordinary" && !project.slot.published && everyOneIsAnApplication(facts)) return null;
    return managedProject(facts);
  },
};

/** `--user` means "mine, not this project's", unless `python` here would then not see it. */
function goesHome(facts: Facts): boolean {
  const { project } = facts;
  if (!isOn(facts, "use_user_site") || project.kind === "none" || project.slot.published) return false;
  return wanted(facts).every((each) => each.source.kind === "argv" && !each.path && !each.editable);
}

function managedProject(facts: Facts): Decision {
  const { project } = facts;
  const making = projectMaking(facts);
  const decision = managed(facts, making, reasonFor(facts));
  if (project.kind !== "described" || project.slot.published || making.systemPackages !== "none")
    return decision;
  const note = "this project's python sees what is installed here, and none of the system's packages";
  return { ...decision, notes: [...decision.notes, note] };
}

function reasonFor(facts: Facts): string {
  const { project } = facts;
  if (project.kind === "none") return "";
  if (project.kind === "ordinary")
    return `${project.directory} is yours, and gets an environment of its own.`;
  const what = project.markers[0] ? `a project (${project.markers[0]})` : "a project";
  return `${project.directory} is ${what}, and has an environment of its own.`;
}

/** The project's environment as it is made. Only where `projectServes`. */
export function projectMaking(facts: Facts): Making {
  const { project } = facts;
  if (project.kind === "none") throw new Error("there is no project to make an environment for");
  const bindings = bindingsFor(facts);
  const sees =
    project.kind === "ordinary" ||
    facts.raspberryPi ||
    facts.invocation.ros ||
    facts.policy.systemPackages.value === true;
  return {
    slot: project.slot,
    kind: "managed-venv",
    systemPackages: bindings.pipSeesThem
      ? "python-and-pip"
      : sees || bindings.steps.length > 0
        ? "python"
        : "none",
    link: project.kind === "described" ? project.directory : null,
    leaveOut: bindings.leaveOut,
    first: bindings.steps,
  };
}

import { cite } from "../../policy/policy.ts";
import { bindingsFor } from "../bindings.ts";
import {
  consumerSeesProject,
  everyOneIsAnApplication,
  projectInterpreter,
  projectServes,
} from "../conditions.ts";
import { type Facts, need, type Slot } from "../facts.ts";
import { explain, type Making, managed } from "../outcomes.ts";
import type { AdoptQuestion, Decision } from "../plan.ts";
import { isInstall, isOn, wanted } from "../request.ts";
import type { Rule } from "../rule.ts";

/** A directory's own `.venv` may hold anybody's code; it is used when the user says so, and never by accident. */
export const foreignVenv: Rule = {
  name: "foreign-venv",
  when: "the project has a `.venv` that safe-pip did not make",
  leads:
    "on a terminal it is asked once whether to use it; else an environment beside it, and one line that says how to adopt the other",
  decide(facts) {
    const { project } = facts;
    if (project.kind === "none" || !project.foreignVenv || project.slot.published) return null;
    const decision = projectRule.decide(facts);
    if (!decision) return null;
    const known = decision.route === "venv" && mayBeAsked(facts) ? need(facts, "foreignVenv") : "unfit";
    if (known === "undecided") return { ...decision, question: question(project.foreignVenv, project.slot) };
    if (known === "separate") return decision;
    const note = `${project.foreignVenv} is not safe-pip's and is left alone. To use it instead: safe-pip adopt ${project.foreignVenv}`;
    return { ...decision, notes: [...decision.notes, note] };
  },
};

/** A question is no use where nothing comes of it, and no answer to `-q`. */
function mayBeAsked(facts: Facts): boolean {
  return facts.invocation.mayAsk && !isOn(facts, "quiet") && !isOn(facts, "dry_run");
}

function question(environment: string, slot: Slot): AdoptQuestion {
  const text = `${environment} is not safe-pip's. Use it from now on (what is in it will be run), rather than a new one beside it?`;
  return { kind: "adopt", environment, slot: slot.path, text };
}

/** The middle of the table: what a person in a project's directory means by `pip install`. */
export const projectRule: Rule = {
  name: "project",
  when: "the cwd is in a project, or the first `-r`, `-e` or path is, or the cwd is an ordinary directory and not every requirement is an application",
  leads: "the project's managed environment, made if missing",
  decide(facts) {
    if (!isInstall(facts) || !projectServes(facts) || !consumerSeesProject(facts)) return null;
    if (goesHome(facts)) return null;
    const { project } = facts;
    if (project.kind === "ordinary" && !project.slot.published && everyOneIsAnApplication(facts)) return null;
    return managedProject(facts, reasonFor(facts));
  },
};

/** `--user` means "mine, not this project's", unless `python` here would then not see it. */
function goesHome(facts: Facts): boolean {
  const { project } = facts;
  if (!isOn(facts, "use_user_site") || project.kind === "none" || project.slot.published) return false;
  return wanted(facts).every((each) => each.source.kind === "argv" && !each.path && !each.editable);
}

/** The project's environment, or why the policy leaves none. Only where `projectServes`. */
export function managedProject(facts: Facts, reason: string): Decision {
  const { project } = facts;
  const impossible = noPython(facts) ?? hiddenBindings(facts);
  if (impossible) return impossible;
  const making = projectMaking(facts);
  const decision = managed(facts, making, reason);
  const named = facts.projectPython.kind === "other" ? [pythonWhy(facts)] : [];
  const reasons = [...decision.reasons, ...named];
  const fresh = project.kind === "described" && !project.slot.published && making.systemPackages === "none";
  const note = "this project's python sees what is installed here, and none of the system's packages";
  return { ...decision, reasons, notes: fresh ? [...decision.notes, note] : decision.notes };
}

function pythonWhy({ policy }: Facts): string {
  return `The policy names Python ${policy.python.value} (${cite(policy.python.source)}).`;
}

/** A version that is not there is never replaced by another one. */
function noPython(facts: Facts): Decision | null {
  if (facts.projectPython.kind !== "missing") return null;
  const { version } = facts.projectPython;
  const why = `${pythonWhy(facts)} There is no python${version} on PATH.`;
  const apt = need(facts, "pythonInApt") ? [`sudo apt install python${version}`] : [];
  return explain(why, [...apt, `uv python install ${version}`], "python-missing");
}

/** A binding that only the distribution has is of no use to an environment that must not see it. */
function hiddenBindings(facts: Facts): Decision | null {
  const { value, source } = facts.policy.systemPackages;
  if (value !== false || !projectInterpreter(facts)?.ofDistribution) return null;
  const names = wanted(facts).flatMap((each) => (each.kind === "named" && each.name ? [each.name] : []));
  // Whether apt may be used has no say in it: else a file that forbids apt would get the name from an index.
  if (names.length === 0 || !names.some((name) => need(facts, "kinds").get(name)?.binding)) return null;
  const why = `Only the distribution has part of this, and the policy hides its packages (${cite(source)}).`;
  return explain(why, ["safe-pip policy"], "system-packages-hidden");
}

function reasonFor(facts: Facts): string {
  const { project } = facts;
  if (project.kind === "none") return "";
  if (project.kind === "ordinary")
    return `${project.directory} is yours, and gets an environment of its own.`;
  const what = project.markers[0] ? `a project (${project.markers[0]})` : "a project";
  return `${project.directory} is ${what}, and has an environment of its own.`;
}

/** The project's environment as it is made. */
function projectMaking(facts: Facts): Making {
  const { project } = facts;
  if (project.kind === "none") throw new Error("there is no project to make an environment for");
  const bindings = bindingsFor(facts, projectInterpreter(facts));
  const usually = project.kind === "ordinary" || facts.raspberryPi || facts.invocation.ros;
  const sees = facts.policy.systemPackages.value ?? usually;
  return {
    slot: project.slot,
    base: projectInterpreter(facts)?.path ?? "",
    kind: "managed-venv",
    systemPackages: bindings.pipSeesThem
      ? "python-and-pip"
      : sees || bindings.steps.length > 0
        ? "python"
        : "none",
    link: project.kind === "described" ? project.directory : null,
    leaveOut: bindings.leaveOut,
    first: bindings.steps,
    notes: bindings.notes,
  };
}

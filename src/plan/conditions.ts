import { type Facts, type Interpreter, need } from "./facts.ts";
import { commandOf, wanted } from "./request.ts";

/**
 * pip's options under which "it is there already" and "Debian has it" stay true: a list of what may be, so that
 * an option of a newer pip is never taken for harmless. By pip's dests.
 */
const HARMLESS = new Set([
  "requirements",
  "use_user_site",
  "upgrade_strategy",
  "override_externally_managed",
  "require_venv",
  "quiet",
  "verbose",
  "no_color",
  "no_input",
  "progress_bar",
  "cache_dir",
  "disable_pip_version_check",
  "root_user_action",
  "warn_script_location",
  "warn_about_conflicts",
  "timeout",
  "retries",
  "resume_retries",
  "proxy",
  "cert",
  "client_cert",
  "keyring_provider",
  "compile",
  "log",
  "exists_action",
]);

/**
 * Whether nothing but harmless options are in play, and everything on the line was understood.
 *
 * @param also options that are harmless here besides; in a requirements file they are not looked for.
 */
export function onlyHarmlessOptions(facts: Facts, also: ReadonlySet<string> = new Set()): boolean {
  const command = commandOf(facts);
  if (!command?.certain || command.constraints.length > 0) return false;
  const inFiles = command.fileOptions.every(({ dest }) => HARMLESS.has(dest));
  return inFiles && [...command.options.keys()].every((dest) => HARMLESS.has(dest) || also.has(dest));
}

/** Every requirement is an application by the reviewed list, named on the command line and by name alone. */
export function everyOneIsAnApplication(facts: Facts): boolean {
  const requirements = wanted(facts);
  const named = requirements.every(
    (each) => each.kind === "named" && !each.url && !each.editable && each.source.kind === "argv",
  );
  if (requirements.length === 0 || !named || commandOf(facts)?.certain !== true) return false;
  const kinds = need(facts, "kinds");
  return requirements.every((each) => each.name && kinds.get(each.name)?.kind === "application");
}

/** A managed environment of the project's could be made or is there. */
export function projectServes(facts: Facts): boolean {
  return facts.project.kind !== "none" && facts.interpreter !== null && facts.data !== null;
}

/** The Python that the project's environment is made from; null where there is none. */
export function projectInterpreter(facts: Facts): Interpreter | null {
  const { projectPython } = facts;
  if (projectPython.kind === "missing") return null;
  return projectPython.kind === "other" ? projectPython.interpreter : facts.interpreter;
}

/** The home environment could be made or is there, and no file that was named is another project's own. */
export function homeServes(facts: Facts): boolean {
  const outside = facts.project.kind === "none" || !facts.project.byArgument;
  return outside && facts.home !== null;
}

/**
 * The consumer rule: who will import it. By name, the answer tells the line that uses it. Through a shim,
 * `python` is ours too; but for root without a terminal (Ansible, cloud-init, a vendor's script) the consumer is
 * `/usr/bin/python3`, unless the policy knows better.
 */
export function consumerSeesEnvironments(facts: Facts): boolean {
  if (!facts.interpreter?.isNext) return false;
  return !consumerIsTheSystem(facts);
}

/** The same for the project's environment: where the policy names its Python, the answer tells the line that uses it. */
export function consumerSeesProject(facts: Facts): boolean {
  return facts.projectPython.kind === "usual" ? consumerSeesEnvironments(facts) : !consumerIsTheSystem(facts);
}

/** What is installed will be imported by the system's own python, whatever `python` means to us. */
export function consumerIsTheSystem(facts: Facts): boolean {
  const { reached, terminal, root } = facts.invocation;
  return reached === "shim" && root && !terminal && facts.policy.withoutTerminal.value !== "venv";
}

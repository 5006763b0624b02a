import { relative } from "node:path";
import { CALLERS_STDOUT } from "../context/invocation.ts";
import type { Facts } from "../plan/facts.ts";
import type { AptRemoveStep, AptStep, Met, PipxStep, Plan } from "../plan/plan.ts";
import { commandOf, wantedNames } from "../plan/request.ts";
import { saidOfSearching } from "../plan/searching.ts";
import type { StepResult } from "../routes/route.ts";
import { formatInstalled, formatSatisfied, formatUninstalled } from "./dialect.ts";
import { say, write } from "./speaking.ts";

/** pip's `-q`, counted, less its `-v`: 1 and more silences us too. */
export function quietOf(facts: Facts): number {
  const count = (dest: string) => Number(commandOf(facts)?.options.get(dest)?.value ?? 0);
  return count("quiet") - count("verbose");
}

/** What a plan has to say before anything is done, or instead of it. */
export function sayPlan(plan: Plan, facts: Facts): void {
  const quiet = quietOf(facts) > 0;
  if (facts.invocation.slip !== null && !quiet) saySlip(facts.invocation.slip, facts);
  if (!quiet) for (const note of plan.notes) say(note);
  if (plan.route === "venv" && !quiet) sayMaking(plan);
  if (plan.route === "nothing") sayNothing(plan, facts);
  if (plan.route === "explain") sayExplained(plan);
}

/** Without quotes, `>` is the shell's, and nothing else would tell of it. */
function saySlip(file: string, facts: Facts): void {
  const names = wantedNames(facts);
  const name = names.length === 1 ? names[0] : "NAME";
  say(
    `the shell took > for its own: what pip prints goes into the file ${file}, and no version was asked for`,
  );
  say(`type: rm ./${file}; pip install '${name}>${file}'`);
}

function sayMaking(plan: Plan): void {
  const step = plan.steps.at(-1);
  if (step?.route === "venv" && !step.made) say(`making an environment: ${plan.reasons[0]}`);
}

function sayNothing(plan: Plan, facts: Facts): void {
  for (const problem of plan.problems) write(2, `WARNING: ${problem.message}\n`);
  const met = plan.met.map((each) => ({ ...each, location: displayed(each, facts.invocation.cwd) }));
  const command = commandOf(facts);
  const searching = (command && quietOf(facts) === 0 ? saidOfSearching(command) : null) ?? [];
  const lines = searching.map((line) => `${line}\n`).join("");
  write(CALLERS_STDOUT, lines + formatSatisfied(met, quietOf(facts)));
}

/** pip shows a path below the working directory relative to it. */
function displayed(met: Met, cwd: string): string {
  return met.location.startsWith(`${cwd}/`) ? `./${relative(cwd, met.location)}` : met.location;
}

/** An explanation is a failure: it is said under -q too. */
function sayExplained(plan: Plan): void {
  for (const reason of plan.reasons) say(reason);
  plan.next.forEach((next, index) => {
    say(`${index === 0 ? "type" : "or"}: ${next}`);
  });
}

/** What a step that was carried out here has to say; answers with pip's exit code for it. */
export function sayResult(
  step: AptStep | AptRemoveStep | PipxStep,
  result: StepResult,
  facts: Facts,
  isLast: boolean,
): number {
  const quiet = quietOf(facts);
  if (result.error) {
    say(`${result.error.what}: ${result.error.why}`);
    if (result.error.next) say(`type: ${result.error.next}`);
    if (result.error.or) say(`or: ${result.error.or}`);
  }
  if (isLast) {
    write(
      CALLERS_STDOUT,
      formatSatisfied(
        result.satisfied.map((each) => ({ ...each, from: null })),
        quiet,
      ),
    );
    const isRemoval =
      step.route === "apt-remove" || (step.route === "pipx" && step.applications[0]?.action === "uninstall");
    write(
      CALLERS_STDOUT,
      isRemoval ? formatUninstalled(result.installed, quiet) : formatInstalled(result.installed, quiet),
    );
  }
  if (quiet < 1) for (const note of result.notes) say(note);
  return result.exitCode === 0 && result.error ? 1 : result.exitCode;
}

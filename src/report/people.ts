import type { Plan, Step } from "../plan/plan.ts";
import { escaped } from "./speaking.ts";

/** Colours where stderr or stdout is a terminal; picocolors' shape. */
export interface Colours {
  bold(text: string): string;
  dim(text: string): string;
}

const HEADS: Record<Plan["route"], string> = {
  pip: "the real pip runs",
  venv: "a managed environment",
  apt: "the distribution's packages, by apt",
  pipx: "pipx",
  nothing: "nothing is to be done",
  explain: "nothing is changed",
};

/** The plan in words: what would happen, why, and with which commands. */
export function explainPlan(plan: Plan, colours: Colours): string {
  const lines = [`${colours.bold(HEADS[plan.route])} ${colours.dim(`(rule ${plan.rule})`)}`];
  for (const reason of plan.reasons) lines.push(`  why:   ${escaped(reason)}`);
  if (plan.destination.path) lines.push(`  where: ${escaped(plan.destination.path)}`);
  if (plan.interpreter) lines.push(`  for:   ${escaped(plan.interpreter)}`);
  for (const step of plan.steps)
    for (const command of commandsOf(step)) lines.push(`  runs:  ${quoted(command)}`);
  for (const met of plan.met)
    lines.push(`  there: ${escaped(`${met.requirement} ${met.version} in ${met.location}`)}`);
  for (const problem of plan.problems)
    if (!plan.reasons.includes(problem.message)) lines.push(`  note:  ${escaped(problem.message)}`);
  for (const note of plan.notes) lines.push(`  note:  ${escaped(note)}`);
  if (plan.question) lines.push(`  asks:  ${escaped(plan.question.text)}`);
  for (const next of plan.next) lines.push(`  type:  ${escaped(next)}`);
  return `${lines.join("\n")}\n`;
}

/** The commands of a step as argv, for people and for `--json`. The caller's own words stand as `…`. */
export function commandsOf(step: Step): readonly (readonly string[])[] {
  switch (step.route) {
    case "pip":
      return [[...step.program, "…"]];
    case "venv":
      return [[`${step.slot}/venv/bin/python`, "-m", "pip", "…"]];
    case "apt":
      return [aptWords(step.by, ["install", ...step.packages.map((each) => `${each.name}=${each.version}`)])];
    case "apt-remove":
      return [aptWords(step.by, ["remove", ...step.packages])];
    case "pipx":
      return step.applications.map((application) => [
        "pipx",
        application.action === "reinstall" ? "install" : application.action,
        ...(application.action === "reinstall" ? ["--force"] : []),
        ...(application.includeDependencies ? ["--include-deps"] : []),
        ...(application.into ? [application.into] : []),
        application.action === "upgrade" || application.action === "uninstall"
          ? application.name
          : application.spec,
      ]);
  }
}

function aptWords(by: "root" | "sudo", words: readonly string[]): readonly string[] {
  return [...(by === "sudo" ? ["/usr/bin/sudo"] : []), "/usr/bin/apt-get", ...words];
}

/** argv as it could be typed. */
export function quoted(words: readonly string[]): string {
  return words
    .map((word) =>
      /^[\w@%+=:,./\u2026-]+$/u.test(word) ? word : `'${escaped(word).replaceAll("'", "'\\''")}'`,
    )
    .join(" ");
}

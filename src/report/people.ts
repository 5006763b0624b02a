import type { Plan } from "../plan/plan.ts";
import { quotedWord } from "../plan/typed.ts";
import { commandsOf, type Typed } from "./commands.ts";
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
export function explainPlan(plan: Plan, colours: Colours, typed: Typed): string {
  const lines = [`${colours.bold(HEADS[plan.route])} ${colours.dim(`(rule ${plan.rule})`)}`];
  for (const reason of plan.reasons) lines.push(`  why:   ${escaped(reason)}`);
  if (plan.destination.path) lines.push(`  where: ${escaped(plan.destination.path)}`);
  if (plan.interpreter) lines.push(`  for:   ${escaped(plan.interpreter)}`);
  for (const step of plan.steps)
    for (const command of commandsOf(step, typed)) lines.push(`  runs:  ${quoted(command)}`);
  for (const met of plan.met)
    lines.push(`  there: ${escaped(`${met.requirement} ${met.version} in ${met.location}`)}`);
  for (const problem of plan.problems)
    if (!plan.reasons.includes(problem.message)) lines.push(`  note:  ${escaped(problem.message)}`);
  for (const note of plan.notes) lines.push(`  note:  ${escaped(note)}`);
  if (plan.question) lines.push(`  asks:  ${escaped(plan.question.text)}`);
  for (const next of plan.next) lines.push(`  type:  ${escaped(next)}`);
  return `${lines.join("\n")}\n`;
}

/** argv as it could be typed. */
export function quoted(words: readonly string[]): string {
  return words.map((word) => escaped(quotedWord(word))).join(" ");
}

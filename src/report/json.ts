import type { Plan, Problem } from "../plan/plan.ts";
import { commandsOf, type Typed } from "./commands.ts";

/** Every `--json` of ours is one of these: see docs/json.md. */
export interface Envelope {
  /** The version of the envelope and of every payload's shape. */
  readonly safePip: 1;
  readonly command: string;
  readonly status: "ok" | "error";
  readonly exitCode: number;
  /** The payload; null where there is none. */
  readonly data: unknown;
  readonly errors: readonly JsonError[];
}

/** A failure as data: the code is stable, the texts are for people. */
export interface JsonError {
  readonly code: string;
  readonly message: string;
  readonly next: string | null;
}

/** An answer that succeeded. */
export function envelope(command: string, data: unknown, exitCode = 0): Envelope {
  return { safePip: 1, command, status: exitCode === 0 ? "ok" : "error", exitCode, data, errors: [] };
}

/** An answer that failed. */
export function failure(command: string, exitCode: number, errors: readonly JsonError[]): Envelope {
  return { safePip: 1, command, status: "error", exitCode, data: null, errors };
}

/** What JSON leaves as it is, and a terminal may obey or hide: DEL, C1, zero-width and bidirectional characters. */
const HIDDEN = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** One line of JSON in which nothing is hidden: the same value for a program, escaped for a terminal (threat T33). */
export function formatEnvelope(answer: Envelope): string {
  const text = JSON.stringify(answer).replace(
    HIDDEN,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${text}\n`;
}

/** A plan as the payload of `explain --json`. */
export function planToJson(plan: Plan, request: unknown, typed: Typed): Record<string, unknown> {
  return {
    rule: plan.rule,
    route: plan.route,
    destination: plan.destination,
    interpreter: plan.interpreter,
    request,
    steps: plan.steps.map((step) => ({
      route: step.route === "apt-remove" ? "apt" : step.route,
      commands: commandsOf(step, typed),
    })),
    reasons: plan.reasons,
    problems: plan.problems satisfies readonly Problem[],
    satisfied: plan.met,
    next: plan.next,
    notes: plan.notes,
    question: plan.question?.text ?? null,
  };
}

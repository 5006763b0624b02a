import type { JsonError } from "../report/json.ts";
import { escaped } from "../report/speaking.ts";
import type { Step, Steps } from "./step.ts";

const VERBS: Record<Step["what"], readonly [will: string, did: string]> = {
  make: ["will make", "made"],
  change: ["will change", "changed"],
  remove: ["will remove", "removed"],
};

/** One line for each step: before it is done, or after. Home is shown as `~`. */
export function stepLines(steps: readonly Step[], when: "before" | "after", home: string): string[] {
  return steps.map(({ what, path, says }) => {
    const shown = home.length > 1 && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
    return `${VERBS[what][when === "before" ? 0 : 1]} ${escaped(shown)}: ${says}`;
  });
}

/** The payload of `--json`. */
export function stepsToJson({ steps, notes, problems }: Steps, dryRun: boolean): Record<string, unknown> {
  const changes = steps.map(({ what, path, says }) => ({ what, path, says }));
  return { dryRun, changes, notes, problems };
}

/** What could not be done, as errors of the envelope. */
export function errorsOf({ problems }: Steps): JsonError[] {
  return problems.map((message) => ({ code: "not-changed", message, next: null }));
}

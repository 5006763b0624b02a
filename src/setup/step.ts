/** One change that set-up or teardown makes. It is said beforehand, and carried out unless only asked for. */
export interface Step {
  readonly what: "make" | "change" | "remove";
  /** The path that it changes. */
  readonly path: string;
  /** What is done to it, to be read after the path. */
  readonly says: string;
  /** @throws the error of the file system. */
  readonly act: () => void;
}

/** What is to be done, and what can't be. */
export interface Steps {
  readonly steps: readonly Step[];
  /** Worth knowing, none of them a failure. */
  readonly notes: readonly string[];
  /** What was asked for and can't be had: what happened, and what to do. The exit code is then 1. */
  readonly problems: readonly string[];
}

/** Several parts' steps, one after the other. */
export function joinSteps(parts: readonly Steps[]): Steps {
  return {
    steps: parts.flatMap(({ steps }) => steps),
    notes: parts.flatMap(({ notes }) => notes),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

/** Nothing to do. */
export const noSteps: Steps = { steps: [], notes: [], problems: [] };

/**
 * Carries out what is planned, and plans again until nothing is left: another set-up may have been at work meanwhile.
 * What failed and is done by then is no failure.
 *
 * @param first the plan that has been shown
 */
export function carryOutAll(first: Steps, plan: () => Steps): Steps {
  let done = carryOutSteps(first);
  for (let round = 1; round < ROUNDS; round++) {
    const left = plan();
    if (left.steps.length === 0) return { ...left, steps: done.steps };
    const again = carryOutSteps(left);
    done = { ...again, steps: [...done.steps, ...again.steps] };
  }
  return done;
}

/** More than one other set-up at the same time is nobody's habit. */
const ROUNDS = 4;

/** Carries steps out in their order. One that fails is told, and does not keep the others from being done. */
export function carryOutSteps({ steps, notes, problems }: Steps): Steps {
  const done: Step[] = [];
  const failed: string[] = [];
  for (const step of steps) {
    try {
      step.act();
      done.push(step);
    } catch (error) {
      failed.push(`${step.path} could not be changed: ${(error as Error).message}`);
    }
  }
  return { steps: done, notes, problems: [...problems, ...failed] };
}

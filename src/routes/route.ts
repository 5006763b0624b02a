import type { Step } from "../plan/plan.ts";
import type { World } from "../world.ts";

/** A distribution at a version, named as pip would print it. */
export interface Installed {
  readonly name: string;
  readonly version: string;
}

/** A requirement that was met already, with the place that meets it. */
export interface Satisfied {
  readonly requirement: string;
  readonly location: string;
  readonly version: string;
}

/**
 * What a step changed: enough for pip's dialect on stdout, for the ledger, and for Ansible's `changed`.
 * A failing step says so in `error`; what it changed before that stands in `installed` all the same.
 */
export interface StepResult {
  /** pip's exit code for it: 0, or 1. */
  readonly exitCode: number;
  readonly installed: readonly Installed[];
  readonly satisfied: readonly Satisfied[];
  /** Commands that can be typed now, with their absolute paths. */
  readonly commands: readonly { readonly name: string; readonly path: string }[];
  /** Sentences for people, on stderr. */
  readonly notes: readonly string[];
  readonly error: RouteError | null;
}

/** Why a step failed, and the exact command to type next. */
export interface RouteError {
  /** Stable, such as `apt-locked`. Listed in docs/json.md. */
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly next: string | null;
  /** Another command that serves. */
  readonly or?: string;
}

/** A route carries out one kind of step and knows no other route. */
export type CarryOut<S extends Step> = (step: S, world: World) => Promise<StepResult>;

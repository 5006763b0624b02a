import assert from "node:assert/strict";
import { type Dialect, dialectOf } from "../../src/pip/dialect.ts";

/** A pip of every dialect, oldest first. */
export const PIPS = ["24.0", "24.1", "25.0", "25.1", "26.0", "26.1", "26.3"] as const;

/** One outcome for all pips, or that of the oldest and each later one from which on it differs. */
export type ByPip<Outcome> = { readonly all: Outcome } | ({ readonly "24.0": Outcome } & Changes<Outcome>);

type Changes<Outcome> = { readonly [Pip in Exclude<(typeof PIPS)[number], "24.0">]?: Outcome };

/** Compares an outcome in every dialect with the one expected there. */
export function assertByPip<Outcome>(expected: ByPip<Outcome>, outcome: (dialect: Dialect) => Outcome): void {
  const actual = Object.fromEntries(PIPS.map((pip) => [pip, outcome(dialectOf(pip))]));
  assert.deepEqual(actual, spread(expected));
}

function spread<Outcome>(expected: ByPip<Outcome>): Readonly<Record<string, Outcome>> {
  if ("all" in expected) return Object.fromEntries(PIPS.map((pip) => [pip, expected.all]));
  const changes: Readonly<Record<string, Outcome | undefined>> = expected;
  let current = expected["24.0"];
  return Object.fromEntries(
    PIPS.map((pip) => {
      if (Object.hasOwn(changes, pip)) current = changes[pip] as Outcome;
      return [pip, current];
    }),
  );
}

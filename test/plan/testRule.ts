import assert from "node:assert/strict";
import { test } from "node:test";
import { decide } from "../../src/plan/decide.ts";
import type { Facts } from "../../src/plan/facts.ts";
import type { Decision, Plan } from "../../src/plan/plan.ts";
import { table } from "../../src/plan/table.ts";
import { factsOf, type Situation } from "./facts.ts";

/** A case of a row: what it takes, what it leaves to a later row, what an earlier row takes from it. */
export type RuleCase =
  /** The whole decision, compared; a bare plan's rule and interpreter are added. */
  | (Named & { readonly takes: Decision })
  /** The row is silent, and this later one decides. */
  | (Named & { readonly leavesTo: string })
  /** The row would decide, but this earlier one does. */
  | (Named & { readonly takenBy: string });

interface Named {
  /** A sentence of behaviour; siblings use the same words for the same situation. */
  readonly name: string;
  readonly in: Situation;
}

/** Runs the cases of one row against the whole table, and holds the file to having a case of each kind. */
export function testRule(name: string, cases: readonly RuleCase[]): void {
  const at = table.findIndex((rule) => rule.name === name);
  const position = (other: string) => table.findIndex((rule) => rule.name === other);
  for (const each of cases) {
    test(`${name}: ${each.name}`, () => {
      const rule = table[at];
      assert.ok(rule, `the table has no row ${name}`);
      const facts = factsOf(each.in);
      const plan = planOf(facts);
      if ("takes" in each) {
        const made = each.takes.steps.find((step) => step.route === "venv");
        const interpreter = made?.base ?? facts.interpreter?.path ?? null;
        assert.deepEqual(plan, { rule: name, interpreter, ...each.takes });
      } else if ("leavesTo" in each) {
        assert.deepEqual([rule.decide(facts), plan.rule], [null, each.leavesTo]);
        assert.ok(position(each.leavesTo) > at, `${each.leavesTo} stands above ${name}`);
      } else {
        assert.notEqual(rule.decide(facts), null, "the row itself would not have taken it");
        assert.equal(plan.rule, each.takenBy);
        assert.ok(position(each.takenBy) < at, `${each.takenBy} stands below ${name}`);
      }
    });
  }
  test(`${name}: has a case that it takes, one that it leaves and one that is taken from it`, () => {
    const kinds = ["takes", "leavesTo", "takenBy"].filter((kind) => cases.some((each) => kind in each));
    const possible = [true, at < table.length - 1, at > 0];
    assert.deepEqual(
      kinds,
      ["takes", "leavesTo", "takenBy"].filter((_, index) => possible[index]),
    );
  });
}

/** The plan of facts that need nothing more. */
export function planOf(facts: Facts): Plan {
  const decided = decide(facts);
  assert.equal(decided.kind, "plan", decided.kind === "needs" ? `the facts lack ${decided.fact}` : "");
  return (decided as { plan: Plan }).plan;
}

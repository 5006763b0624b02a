import assert from "node:assert/strict";
import { test } from "node:test";
import { type Invalid, invalid, isInvalid, showInvalid } from "../../src/pip/invalid.ts";

const SHOWN: readonly (readonly [behaviour: string, problem: Invalid, lines: readonly string[]])[] = [
  ["a caret under a place", invalid("No", "abc", 1), ["No", "    abc", "     ^"]],
  ["carets under a span", invalid("No", "abcd", 1, 3), ["No", "    abcd", "     ^^"]],
  ["a caret after the end", invalid("No", "abc", 3), ["No", "    abc", "       ^"]],
  [
    "control characters are no commands",
    invalid("No", "a\x1b[2J\u202eb", 5),
    ["No", "    a?[2J?b", "         ^"],
  ],
  [
    "a long text is cut around the place",
    invalid("No", `${"a".repeat(100)}!${"b".repeat(100)}`, 100),
    ["No", `    ${"a".repeat(60)}!${"b".repeat(19)}`, `    ${" ".repeat(60)}^`],
  ],
  [
    "a long span is cut",
    invalid("No", "a".repeat(1000), 0, 1000),
    ["No", `    ${"a".repeat(80)}`, `    ${"^".repeat(80)}`],
  ],
];

for (const [behaviour, problem, lines] of SHOWN) {
  test(`shown: ${behaviour}`, () => assert.deepEqual(showInvalid(problem).split("\n"), lines));
}

test("only refusals are invalid", () => {
  assert.deepEqual(
    [isInvalid(invalid("No", "a", 0)), isInvalid({ kind: "requirement" }), isInvalid({})],
    [true, false, false],
  );
});

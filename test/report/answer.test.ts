import assert from "node:assert/strict";
import { test } from "node:test";
import { formatAnswer } from "../../src/report/answer.ts";
import type { Answer } from "../../src/routes/answer.ts";

const exec = (parts: Partial<Extract<Answer, { kind: "exec" }>>): Answer => ({
  kind: "exec",
  words: ["/usr/bin/pip"],
  leaveOut: [],
  environment: {},
  ...parts,
});
const PASS = "safe-pip 1\npass\nend";

const cases: readonly (readonly [name: string, answer: Answer, lines: string])[] = [
  ["keep out", { kind: "pass" }, PASS],
  ["an exit code", { kind: "exit", code: 3 }, "safe-pip 1\nexit 3\nend"],
  ["a program", exec({}), "safe-pip 1\nword /usr/bin/pip\nend"],
  [
    "the last word comes first, since sh puts each before its arguments",
    exec({ words: ["/py", "-I", "runner.py"] }),
    "safe-pip 1\nword runner.py\nword -I\nword /py\nend",
  ],
  [
    "positions are left out before words are put in front",
    exec({ leaveOut: [1, 12] }),
    "safe-pip 1\nleave ,1,12,\nword /usr/bin/pip\nend",
  ],
  [
    "settings are set and unset",
    exec({ environment: { A: "b c=d", GONE: null, EMPTY: "" } }),
    "safe-pip 1\nset A b c=d\nunset GONE\nset EMPTY \nword /usr/bin/pip\nend",
  ],
  ["an empty word is a word", exec({ words: ["/py", ""] }), "safe-pip 1\nword \nword /py\nend"],
  ["a word with a newline can't be said", exec({ words: ["/py", "a\nexit 0"] }), PASS],
  ["a setting with a newline can't be said", exec({ environment: { A: "b\nword /bin/evil" } }), PASS],
];

for (const [name, answer, lines] of cases) {
  test(`answer: ${name}`, () => assert.equal(formatAnswer(answer), lines));
}

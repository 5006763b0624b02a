import assert from "node:assert/strict";
import { test } from "node:test";
import { explainPlan, quoted } from "../../src/report/people.ts";
import { application, apt, explained, nothing, pipx, projectVenv, realPip } from "../plan/expected.ts";
import { APP, DIST_PACKAGES, PYTHON, slotOf } from "../plan/facts.ts";

const typed = { argv: ["install", "six"], env: {}, userByDefault: false };
const plain = { bold: (text: string) => text, dim: (text: string) => text };
const six = ["six", "python3-six", "1.16.0-4", "1.16.0"] as const;

test("a plan in words: route, rule, why, where, for which python, which commands", () => {
  const decision = projectVenv("It is a project.", {}, { notes: ["a note"] });
  const text = explainPlan({ rule: "project", interpreter: PYTHON, ...decision }, plain, typed);
  assert.equal(
    text,
    `a managed environment (rule project)
  why:   It is a project.
  where: ${slotOf(APP).path}/venv
  for:   ${PYTHON}
  runs:  ${slotOf(APP).path}/venv/bin/python -m pip install six
  note:  a note
`,
  );
});

test("what is there, and where", () => {
  const met = [{ requirement: "six>=1", version: "1.16.0", location: DIST_PACKAGES, from: null }];
  assert.equal(
    explainPlan(
      { rule: "already-there", interpreter: null, ...nothing("six: already there.", met) },
      plain,
      typed,
    ),
    `nothing is to be done (rule already-there)
  why:   six: already there.
  there: six>=1 1.16.0 in ${DIST_PACKAGES}
`,
  );
});

test("an explanation: the reason once, and what to type, escaped", () => {
  const decision = explained("no-route", "No\u001b route.", ["pip install 'a>1'"]);
  assert.equal(
    explainPlan({ rule: "explain", interpreter: null, ...decision }, plain, typed),
    `nothing is changed (rule explain)
  why:   No\\u{1b} route.
  type:  pip install 'a>1'
`,
  );
});

test("each route has its own head", () => {
  const heads = [realPip("x"), apt(["x"], [six]), pipx("x", [application("black")])].map(
    (decision) => explainPlan({ rule: "r", interpreter: null, ...decision }, plain, typed).split(" (rule")[0],
  );
  assert.deepEqual(heads, ["the real pip runs", "the distribution's packages, by apt", "pipx"]);
});

const words: readonly (readonly [name: string, word: string, typed: string])[] = [
  ["a plain word", "requests==2.0", "requests==2.0"],
  ["what a shell would read", "a>1", "'a>1'"],
  ["a blank", "a b", "'a b'"],
  ["a quote", "it's", "'it'\\''s'"],
  ["an empty word", "", "''"],
  ["a hidden character", "a\u0007", "'a\\u{7}'"],
];

for (const [name, word, typed] of words) test(`quoted: ${name}`, () => assert.equal(quoted([word]), typed));

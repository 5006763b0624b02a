import assert from "node:assert/strict";
import { test } from "node:test";
import type { Step } from "../../src/plan/plan.ts";
import { commandsOf, explainPlan, quoted } from "../../src/report/people.ts";
import {
  application,
  apt,
  aptStep,
  explained,
  nothing,
  pipx,
  projectVenv,
  realPip,
} from "../plan/expected.ts";
import { APP, DIST_PACKAGES, PYTHON, slotOf } from "../plan/facts.ts";

const plain = { bold: (text: string) => text, dim: (text: string) => text };
const six = ["six", "python3-six", "1.16.0-4", "1.16.0"] as const;

test("a plan in words: route, rule, why, where, for which python, which commands", () => {
  const decision = projectVenv("It is a project.", {}, { notes: ["a note"] });
  const text = explainPlan({ rule: "project", interpreter: PYTHON, ...decision }, plain);
  assert.equal(
    text,
    `a managed environment (rule project)
  why:   It is a project.
  where: ${slotOf(APP).path}/venv
  for:   ${PYTHON}
  runs:  ${slotOf(APP).path}/venv/bin/python -m pip …
  note:  a note
`,
  );
});

test("what is there, and where", () => {
  const met = [{ requirement: "six>=1", version: "1.16.0", location: DIST_PACKAGES, from: null }];
  assert.equal(
    explainPlan({ rule: "already-there", interpreter: null, ...nothing("six: already there.", met) }, plain),
    `nothing is to be done (rule already-there)
  why:   six: already there.
  there: six>=1 1.16.0 in ${DIST_PACKAGES}
`,
  );
});

test("an explanation: the reason once, and what to type, escaped", () => {
  const decision = explained("no-route", "No\u001b route.", ["pip install 'a>1'"]);
  assert.equal(
    explainPlan({ rule: "explain", interpreter: null, ...decision }, plain),
    `nothing is changed (rule explain)
  why:   No\\u{1b} route.
  type:  pip install 'a>1'
`,
  );
});

test("each route has its own head", () => {
  const heads = [realPip("x"), apt(["x"], [six]), pipx("x", [application("black")])].map(
    (decision) => explainPlan({ rule: "r", interpreter: null, ...decision }, plain).split(" (rule")[0],
  );
  assert.deepEqual(heads, ["the real pip runs", "the distribution's packages, by apt", "pipx"]);
});

const pipxStep = (more: Parameters<typeof application>[1]): Step => ({
  route: "pipx",
  applications: [application("black", { spec: "black[d]==24.1", ...more })],
  pipArguments: [],
  global: false,
  interpreter: PYTHON,
});

const commands: readonly (readonly [name: string, step: Step, argv: string])[] = [
  ["pip", { route: "pip", program: ["/usr/bin/pip"], leaveOut: [], environment: {} }, "/usr/bin/pip …"],
  [
    "apt as root",
    aptStep([six], { by: "root", ask: false }),
    "/usr/bin/apt-get install python3-six=1.16.0-4",
  ],
  [
    "apt by sudo",
    aptStep([six], { by: "sudo", ask: true }),
    "/usr/bin/sudo /usr/bin/apt-get install python3-six=1.16.0-4",
  ],
  [
    "apt takes away",
    { route: "apt-remove", packages: ["python3-six"], by: "sudo", ask: true },
    "/usr/bin/sudo /usr/bin/apt-get remove python3-six",
  ],
  ["pipx installs", pipxStep({}), "pipx install 'black[d]==24.1'"],
  ["pipx upgrades by name", pipxStep({ action: "upgrade" }), "pipx upgrade black"],
  ["pipx reinstalls", pipxStep({ action: "reinstall" }), "pipx install --force 'black[d]==24.1'"],
  [
    "pipx injects",
    pipxStep({ action: "inject", into: application("mkdocs").name }),
    "pipx inject mkdocs 'black[d]==24.1'",
  ],
  ["pipx takes away", pipxStep({ action: "uninstall" }), "pipx uninstall black"],
  [
    "pipx with the commands of dependencies",
    pipxStep({ includeDependencies: true }),
    "pipx install --include-deps 'black[d]==24.1'",
  ],
];

for (const [name, step, argv] of commands) {
  test(`commands: ${name}`, () => assert.deepEqual(commandsOf(step).map(quoted), [argv]));
}

const words: readonly (readonly [name: string, word: string, typed: string])[] = [
  ["a plain word", "requests==2.0", "requests==2.0"],
  ["what a shell would read", "a>1", "'a>1'"],
  ["a blank", "a b", "'a b'"],
  ["a quote", "it's", "'it'\\''s'"],
  ["an empty word", "", "''"],
  ["a hidden character", "a\u0007", "'a\\u{7}'"],
];

for (const [name, word, typed] of words) test(`quoted: ${name}`, () => assert.equal(quoted([word]), typed));

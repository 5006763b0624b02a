import { realPip } from "../expected.ts";
import { described } from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const typed = "install --require-virtualenv six";
const refuses = realPip("A virtual environment is required, and none can be made here.");
const root = { root: true, terminal: false, mayAsk: false };

const cases: readonly RuleCase[] = [
  { name: "no directory for environments", in: { typed, data: null, home: null }, takes: refuses },
  {
    name: "by variable",
    in: { typed: "install six", env: { PIP_REQUIRE_VIRTUALENV: "1" }, data: null, home: null },
    takes: refuses,
  },
  { name: "a python that is not known", in: { typed, interpreter: null }, takenBy: "unmarked-interpreter" },
  { name: "root without a terminal", in: { typed, invocation: root }, takes: refuses },
  { name: "another python than the next one", in: { typed, interpreter: { isNext: false } }, takes: refuses },
  { name: "outside a project", in: { typed }, leavesTo: "home" },
  { name: "in a project", in: { typed, project: described() }, leavesTo: "project" },
  { name: "an application", in: { typed: "install --require-virtualenv black" }, leavesTo: "home" },
  { name: "without the option", in: { typed: "install six", data: null, home: null }, leavesTo: "explain" },
  {
    name: "with --break-system-packages",
    in: { typed: `${typed} --break-system-packages`, data: null, home: null },
    takenBy: "consent",
  },
  {
    name: "SAFE_PIP=off",
    in: { typed, data: null, home: null, invocation: { off: true } },
    takenBy: "bypass",
  },
];

testRule("require-venv", cases);

import { explained, pipOf } from "../expected.ts";
import { APP, described, HOME_SLOT, slotOf } from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const kernel = `${HOME_SLOT}/venv`;
const managed = { notebook: { environment: kernel } };
const foreign = { notebook: { environment: null } };
const refuses = explained("notebook", "A notebook's `!pip` would not install where its kernel imports.", [
  "%pip install six",
]);

const cases: readonly RuleCase[] = [
  {
    name: "a kernel in an environment of ours",
    in: { typed: "install six", invocation: managed },
    takes: pipOf("home-environment", kernel, "The notebook's kernel runs in it."),
  },
  {
    name: "with --user",
    in: { typed: "install --user six", invocation: managed },
    takes: pipOf("home-environment", kernel, "The notebook's kernel runs in it.", { leaveOut: [1] }),
  },
  { name: "another's kernel", in: { typed: "install six", invocation: foreign }, takes: refuses },
  {
    name: "in a project",
    in: { typed: "install six", invocation: foreign, project: described({ slot: slotOf(APP, true) }) },
    takes: refuses,
  },
  { name: "no notebook", in: { typed: "install six" }, leavesTo: "home" },
  {
    name: "with --require-virtualenv, where none can be made",
    in: { typed: "install --require-virtualenv six", invocation: foreign, data: null, home: null },
    takenBy: "require-venv",
  },
  {
    name: "with --break-system-packages",
    in: { typed: "install --break-system-packages six", invocation: foreign },
    takenBy: "consent",
  },
];

testRule("notebook", cases);

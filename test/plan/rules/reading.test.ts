import { pipOf, realPip } from "../expected.ts";
import { APP, activeHere, HOME_SLOT, managedHere, slotOf } from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const slot = slotOf(APP, true).path;
const managed = managedHere("managed", slot);
const home = managedHere("home", HOME_SLOT);
const why = (command: string) => `\`pip ${command}\` shows what \`python\` here imports.`;

const cases: readonly RuleCase[] = [
  ...["list", "freeze", "show six", "check", "inspect"].map(
    (typed): RuleCase => ({
      name: `pip ${typed} where a managed environment is here`,
      in: { typed, here: managed },
      takes: pipOf("managed-venv", `${slot}/venv`, why(typed.split(" ")[0] ?? "")),
    }),
  ),
  {
    name: "where the home environment is here",
    in: { typed: "list", here: home },
    takes: pipOf("home-environment", `${HOME_SLOT}/venv`, why("list")),
  },
  {
    name: "where none of ours is here",
    in: { typed: "list" },
    takes: realPip("No environment of safe-pip's is here."),
  },
  { name: "an install", in: { typed: "install six" }, leavesTo: "home" },
  { name: "an uninstall", in: { typed: "uninstall six", here: managed }, leavesTo: "uninstall" },
  { name: "an active environment", in: { typed: "list", here: activeHere }, takenBy: "active-environment" },
  {
    name: "an unmarked interpreter",
    in: { typed: "list", interpreter: { marker: null } },
    takenBy: "unmarked-interpreter",
  },
  {
    name: "another python by option",
    in: { typed: "--python /opt/py list", files: { "/opt/py": "" } },
    takenBy: "own-destination",
  },
];

testRule("reading", cases);

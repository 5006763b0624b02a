import { explained } from "../expected.ts";
import { activeHere, byUser, described, HOME, PYTHON } from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const root = { root: true, terminal: false, mayAsk: false };

const cases: readonly RuleCase[] = [
  {
    name: "root without a terminal",
    in: { typed: "install six>=1", invocation: root },
    takes: explained(
      "consumer",
      `For root and without a terminal, what is installed will be imported by ${PYTHON}, which only apt serves, and apt does not have all of it.`,
      ["safe-pip install 'six>=1'", "safe-pip setup --ci"],
    ),
  },
  {
    name: "root without a terminal, in a project",
    in: { typed: "install six", invocation: root, project: described() },
    takes: explained(
      "consumer",
      `For root and without a terminal, what is installed will be imported by ${PYTHON}, which only apt serves, and apt does not have all of it.`,
      ["safe-pip install six", "safe-pip setup --ci"],
    ),
  },
  {
    name: "root without a terminal, where the policy has no apt",
    in: { typed: "install six", invocation: root, policy: { aptMode: byUser("never") } },
    takes: explained(
      "consumer",
      `For root and without a terminal, what is installed will be imported by ${PYTHON}, which only apt serves, and the policy does not allow apt (line 3 of ${HOME}/.config/safe-pip/config.toml).`,
      ["safe-pip install six", "safe-pip setup --ci"],
    ),
  },
  {
    name: "another python than the next one",
    in: { typed: "install six", interpreter: { isNext: false } },
    takes: explained(
      "another-python",
      `pip installs for ${PYTHON}, and \`python\` here starts another one, which would not import it.`,
      ["python3 -m pip install six"],
    ),
  },
  {
    name: "no python",
    in: { typed: "install six", interpreter: null, realPip: null },
    takes: explained("no-python", "There is no python3 on PATH, so nothing can be installed for it.", [
      "sudo apt install python3",
    ]),
  },
  {
    name: "no directory for environments",
    in: { typed: "install six", data: null, home: null },
    takes: explained(
      "no-data-directory",
      "There is no directory of your own to keep an environment in (HOME and XDG_DATA_HOME).",
      ["HOME=/path/to/a/directory pip install six"],
    ),
  },
  { name: "outside a project", in: { typed: "install six" }, takenBy: "home" },
  { name: "in a project", in: { typed: "install six", project: described() }, takenBy: "project" },
  { name: "an application", in: { typed: "install black" }, takenBy: "applications" },
  {
    name: "an active environment",
    in: { typed: "install six", here: activeHere },
    takenBy: "active-environment",
  },
];

testRule("explain", cases);

import { normalizeName } from "../../../src/pip/requirement.ts";
import { explained } from "../expected.ts";
import { activeHere, byUser, described, HOME, PYTHON, type Situation } from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const root = { root: true, terminal: false, mayAsk: false };

const consumer = `For root and without a terminal, what is installed will be imported by ${PYTHON}`;
const debianHas: Situation["debianHas"] = { six: ["python3-six", "1.16.0-4", "1.16.0"] };
const FILES = {
  [`${HOME}/c.txt`]: "six==1.15\n",
  [`${HOME}/h.txt`]: `six==1.16.0 --hash=sha256:${"0".repeat(64)}\n`,
};

/** Never a silent older answer (T24): the option, the line as it is to be typed, and what is said of apt. */
const refused: readonly (readonly [name: string, typed: string, line: string, reason: string])[] = [
  ["-U", "install -U six", "install -U six", "-U asks for the newest"],
  ["--pre", "install --pre six", "install --pre six", "its options are for pip alone"],
  ["constraints", "install -c c.txt six", "install -c c.txt six", "its options are for pip alone"],
  [
    "an index option",
    "install --extra-index-url https://example.org/simple six",
    "install --extra-index-url https://example.org/simple six",
    "its options are for pip alone",
  ],
  ["a hash", "install -r h.txt", "install -r h.txt", "not all of it is asked for by its name"],
  ["a name that apt does not have", "install nope", "install nope", "nope: no package bears it"],
  ["one of two", "install six nope", "install six nope", "nope: no package bears it"],
];

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
    name: "root without a terminal, and apt can't be asked",
    in: {
      typed: "install six",
      invocation: root,
      dear: {
        aptUse: { kind: "root" },
        proofs: [{ kind: "not-proved", name: normalizeName("six"), certain: false, reason: "six: no lists" }],
      },
    },
    takes: explained(
      "consumer",
      `${consumer}, which only apt serves, and apt could not be asked (six: no lists).`,
      ["apt-get update", "safe-pip install six", "safe-pip setup --ci"],
    ),
  },
  ...refused.map(
    ([name, typed, line, reason]): RuleCase => ({
      name: `root without a terminal, ${name}`,
      in: { typed, invocation: root, files: FILES, dear: { aptUse: { kind: "root" } }, debianHas },
      takes: explained(
        "consumer",
        `${consumer}, which only apt serves, and apt does not have all of it (${reason}).`,
        [`safe-pip ${line}`, "safe-pip setup --ci"],
      ),
    }),
  ),
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

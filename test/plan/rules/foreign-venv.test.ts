import { ISOLATED, projectVenv } from "../expected.ts";
import { APP, described, distribution, managedHere, ordinary, slotOf, tableByUser } from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const foreignVenv = `${APP}/.venv`;
const note = `${foreignVenv} is not safe-pip's and is left alone. To use it instead: safe-pip adopt ${foreignVenv}`;
const slot = slotOf(APP, true);
const root = { root: true, terminal: false, mayAsk: false };

const cases: readonly RuleCase[] = [
  {
    name: "in a project",
    in: { typed: "install six", project: described({ foreignVenv }) },
    takes: projectVenv(
      `${APP} is a project (pyproject.toml), and has an environment of its own.`,
      { link: APP },
      { notes: [ISOLATED, note] },
    ),
  },
  {
    name: "in an ordinary directory",
    in: { typed: "install six", project: ordinary({ foreignVenv }) },
    takes: projectVenv(
      `${APP} is yours, and gets an environment of its own.`,
      { systemPackages: "python" },
      { notes: [note] },
    ),
  },
  {
    name: "on a terminal, a .venv about which nothing was asked",
    in: { typed: "install six", project: described({ foreignVenv }), dear: { foreignVenv: "undecided" } },
    takes: projectVenv(
      `${APP} is a project (pyproject.toml), and has an environment of its own.`,
      { link: APP },
      {
        notes: [ISOLATED],
        question: {
          kind: "adopt",
          environment: foreignVenv,
          slot: slotOf(APP).path,
          text: `${foreignVenv} is not safe-pip's. Use it from now on (what is in it will be run), rather than a new one beside it?`,
        },
      },
    ),
  },
  {
    name: "... to which the user has said No",
    in: { typed: "install six", project: ordinary({ foreignVenv }), dear: { foreignVenv: "separate" } },
    takes: projectVenv(`${APP} is yours, and gets an environment of its own.`, { systemPackages: "python" }),
  },
  ...(
    [
      ["without a terminal", "install six", { mayAsk: false }],
      ["with --dry-run", "install --dry-run six", {}],
      ["with -q", "install -q six", {}],
    ] as const
  ).map(
    ([name, typed, invocation]): RuleCase => ({
      name: `nothing is asked ${name}`,
      in: { typed, invocation, project: ordinary({ foreignVenv }), dear: { foreignVenv: "undecided" } },
      takes: projectVenv(
        `${APP} is yours, and gets an environment of its own.`,
        { systemPackages: "python" },
        { notes: [note] },
      ),
    }),
  ),
  { name: "no .venv", in: { typed: "install six", project: described() }, leavesTo: "project" },
  { name: "outside a project", in: { typed: "install six" }, leavesTo: "home" },
  {
    name: "a project that has an environment of ours too",
    in: {
      typed: "install six",
      here: managedHere("managed", slot.path),
      project: described({ foreignVenv, slot }),
    },
    leavesTo: "project",
  },
  {
    name: "an application in an ordinary directory",
    in: { typed: "install black", project: ordinary({ foreignVenv }) },
    leavesTo: "applications",
  },
  {
    name: "with --user",
    in: { typed: "install --user six", project: described({ foreignVenv }) },
    leavesTo: "home",
  },
  {
    name: "root without a terminal",
    in: { typed: "install six", invocation: root, project: described({ foreignVenv }) },
    leavesTo: "explain",
  },
  {
    name: "what is there already",
    in: { typed: "install six", project: ordinary(), dear: { installed: [distribution("six", "1.16.0")] } },
    leavesTo: "already-there",
  },
  {
    name: "pip itself",
    in: { typed: "install -U pip", project: described({ foreignVenv }) },
    takenBy: "pip-itself",
  },
  {
    name: "the user's policy says pipx",
    in: {
      typed: "install six",
      project: described({ foreignVenv }),
      policy: { routes: tableByUser({ six: "pipx" as const }) },
    },
    takenBy: "chosen",
  },
];

testRule("foreign-venv", cases);

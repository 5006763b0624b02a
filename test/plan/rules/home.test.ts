import { normalizeName } from "../../../src/pip/requirement.ts";
import type { DearFacts } from "../../../src/plan/facts.ts";
import { aptStep, homeVenv, USER_LEFT_OUT } from "../expected.ts";
import {
  byUser,
  described,
  distribution,
  HOME,
  HOME_SLOT,
  managedHere,
  ordinary,
  type Situation,
} from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const why = "six: not for a project, so in your home environment.";
const rootWhy = "six: not for a project, so in root's home environment, which everybody sees.";
const debianHas: Situation["debianHas"] = { six: ["python3-six", "1.16.0-4", "1.16.0"] };
const root = { root: true, terminal: false, mayAsk: false };

const camera = normalizeName("picamera2");
const cameraRow = ["picamera2", "python3-picamera2", "0.3.12-2", "0.3.12"] as const;
const bindings: Partial<DearFacts> = {
  aptUse: { kind: "sudo-terminal" },
  bindingPackages: new Map([
    [
      camera,
      { name: cameraRow[1], version: cameraRow[2], metadataVersion: cameraRow[3], requirement: camera },
    ],
  ]),
};
const KIND = { kind: "unknown", commands: [], includeDependencies: false } as const;
const mixed = "picamera2 and six: not for a project, so in your home environment.";
const noLists = "six: apt has no package lists; `apt-get update` (as root) fetches them";

const cases: readonly RuleCase[] = [
  { name: "outside a project", in: { typed: "install six" }, takes: homeVenv(why) },
  {
    name: "where the home environment is here",
    in: {
      typed: "install six",
      home: { path: HOME_SLOT, published: true },
      here: managedHere("home", HOME_SLOT),
    },
    takes: homeVenv(why, { made: true }),
  },
  {
    name: "with --user",
    in: { typed: "install --user six" },
    takes: homeVenv(why, { leaveOut: [1] }, { notes: [USER_LEFT_OUT] }),
  },
  {
    name: "with --user, in a project without an environment",
    in: { typed: "install --user six", project: described() },
    takes: homeVenv(why, { leaveOut: [1] }, { notes: [USER_LEFT_OUT] }),
  },
  {
    name: "root at a terminal",
    in: { typed: "install six", invocation: { root: true } },
    takes: homeVenv(rootWhy),
  },
  {
    name: "root without a terminal, where the policy says venv",
    in: { typed: "install six", invocation: root, policy: { withoutTerminal: byUser("venv") } },
    takes: homeVenv(rootWhy),
  },
  {
    name: "root without a terminal, by name",
    in: { typed: "install six", invocation: { ...root, name: "safe-pip", reached: "name" } },
    takes: homeVenv(rootWhy),
  },
  {
    name: "without a terminal",
    in: { typed: "install six", invocation: { terminal: false, mayAsk: false } },
    takes: homeVenv(why),
  },
  { name: "--dry-run", in: { typed: "install --dry-run six" }, takes: homeVenv(why) },
  {
    name: "a requirements file",
    in: { typed: "install -r r.txt", files: { [`${HOME}/r.txt`]: "six\n" } },
    takes: homeVenv(why),
  },
  {
    name: "five libraries",
    in: { typed: "install a b c d e" },
    takes: homeVenv("a, b, c and 2 more: not for a project, so in your home environment."),
  },
  {
    name: "an application with --require-virtualenv, in an ordinary directory",
    in: { typed: "install --require-virtualenv black", project: ordinary() },
    takes: homeVenv("black: not for a project, so in your home environment."),
  },
  {
    name: "a binding and a library: apt's, and the environment sees it",
    in: { typed: "install picamera2 six", dear: bindings },
    takes: homeVenv(
      mixed,
      { leaveOut: [1] },
      {
        steps: [aptStep([cameraRow], { by: "sudo", ask: true }), ...homeVenv(mixed, { leaveOut: [1] }).steps],
      },
    ),
  },
  {
    name: "a binding that no index has: apt serves it, so that nothing is left to hint at",
    in: {
      typed: "install picamera2 six",
      dear: {
        ...bindings,
        kinds: new Map([[camera, { ...KIND, binding: "python3-picamera2", hint: "picamera2: type this" }]]),
      },
    },
    takes: homeVenv(
      mixed,
      { leaveOut: [1] },
      {
        steps: [aptStep([cameraRow], { by: "sudo", ask: true }), ...homeVenv(mixed, { leaveOut: [1] }).steps],
      },
    ),
  },
  {
    name: "... and where apt can't serve it, the hint is said",
    in: {
      typed: "install picamera2 six",
      dear: {
        kinds: new Map([[camera, { ...KIND, binding: "python3-picamera2", hint: "picamera2: type this" }]]),
      },
    },
    takes: homeVenv(mixed, {}, { notes: ["picamera2: type this"] }),
  },
  {
    name: "a binding that apt was not to install",
    in: {
      typed: "install picamera2 six",
      dear: { ...bindings, declined: new Set(["python3-picamera2"]) },
    },
    takes: homeVenv(mixed),
  },
  {
    name: "where apt might have it and could not be asked, which is said",
    in: {
      typed: "install six",
      dear: {
        aptUse: { kind: "sudo-terminal" },
        proofs: [{ kind: "not-proved", name: normalizeName("six"), certain: false, reason: noLists }],
      },
    },
    takes: homeVenv(why, {}, { notes: [`apt was left out: ${noLists}`] }),
  },
  { name: "root without a terminal", in: { typed: "install six", invocation: root }, leavesTo: "explain" },
  {
    name: "another python than the next one",
    in: { typed: "install six", interpreter: { isNext: false } },
    leavesTo: "explain",
  },
  {
    name: "no directory for environments",
    in: { typed: "install six", data: null, home: null },
    leavesTo: "explain",
  },
  { name: "in a project", in: { typed: "install six", project: described() }, takenBy: "project" },
  { name: "an application", in: { typed: "install black" }, takenBy: "applications" },
  {
    name: "a library that the distribution has, as root",
    in: { typed: "install six", debianHas, invocation: { root: true }, dear: { aptUse: { kind: "root" } } },
    takenBy: "distro-libraries",
  },
  {
    name: "what is there already",
    in: { typed: "install six", dear: { installed: [distribution("six", "1.16.0")] } },
    takenBy: "already-there",
  },
];

testRule("home", cases);

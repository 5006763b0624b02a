import assert from "node:assert/strict";
import { test } from "node:test";
import { normalizeName } from "../../src/pip/requirement.ts";
import type { Plan } from "../../src/plan/plan.ts";
import {
  byUser,
  described,
  factsOf,
  HOME,
  managedHere,
  type Situation,
  slotOf,
  tableByUser,
} from "./facts.ts";
import { planOf } from "./testRule.ts";

const line = `line 3 of ${HOME}/.config/safe-pip/config.toml`;
const index = "https://a.example/simple";
const pinned = { indexUrl: byUser(index) };
const wheels = { onlyBinary: byUser(true) };
const aged = { minimumAge: byUser(7) };
const debianHas: Situation["debianHas"] = { six: ["python3-six", "1.16.0-4", "1.16.0"] };
const asRoot = { debianHas, invocation: { root: true }, dear: { aptUse: { kind: "root" } } } as const;
const project = described({ slot: slotOf("/home/alice/app", true) });
const ownPip = (version: string) => ({
  dear: { ownPips: new Map([[project.kind === "none" ? "" : project.slot.path, version]]) },
});

const shared = `${HOME}/.local/share/pipx/shared`;
const pipxPip = (version: string) => ({ kind: "machine", version, directory: shared }) as const;
const agedByPipx = {
  settings: { PIP_UPLOADED_PRIOR_TO: "P7D" },
  words: ["--uploaded-prior-to", "P7D"],
  pipAtLeast: "26.1",
};

/** Where it goes, the settings and the words that pip gets, and why not. */
type Outcome = Pick<Plan, "rule" | "route"> & {
  readonly settings?: unknown;
  readonly words?: readonly string[];
  readonly pipAtLeast?: string;
  readonly why?: string;
  /** What to type. */
  readonly type?: readonly string[];
  readonly notes?: readonly string[];
};

const cases: readonly (readonly [name: string, situation: Situation, outcome: Outcome])[] = [
  [
    "one index: an environment's pip gets it",
    { typed: "install six", project, policy: pinned },
    { rule: "project", route: "venv", settings: { PIP_INDEX_URL: index } },
  ],
  [
    "one index: pipx's pip gets it",
    { typed: "install black", policy: pinned },
    {
      rule: "applications",
      route: "pipx",
      settings: { PIP_INDEX_URL: index },
      words: ["--index-url", index],
    },
  ],
  [
    "one index: apt is another source",
    { typed: "install six", policy: pinned, ...asRoot },
    { rule: "home", route: "venv", settings: { PIP_INDEX_URL: index } },
  ],
  [
    "one index: a package that the policy sends to apt goes home",
    { typed: "install six", policy: { ...pinned, routes: tableByUser({ six: "apt" }) }, ...asRoot },
    {
      rule: "chosen",
      route: "venv",
      settings: { PIP_INDEX_URL: index },
      why: `The policy does not allow apt (${line}).`,
    },
  ],
  [
    "one index: another one that was typed is refused",
    { typed: "install -i https://b.example/simple six", project, policy: pinned },
    {
      rule: "project",
      route: "explain",
      why: `--index-url names another index than ${index}, the only one allowed (${line})`,
    },
  ],
  [
    "one index: another one of the environment gives way",
    { typed: "install six", env: { PIP_EXTRA_INDEX_URL: "https://b.example" }, project, policy: pinned },
    { rule: "project", route: "venv", settings: { PIP_INDEX_URL: index, PIP_EXTRA_INDEX_URL: index } },
  ],
  [
    "one index: --target is passed on as it is",
    { typed: "install -t d -i https://b.example/simple six", policy: pinned },
    { rule: "own-destination", route: "pip", settings: {} },
  ],
  [
    "one index: an unmarked interpreter's pip is left alone",
    { typed: "install six", interpreter: { marker: null }, policy: pinned },
    { rule: "unmarked-interpreter", route: "pip", settings: {} },
  ],
  [
    "one index: with --break-system-packages too",
    { typed: "install --break-system-packages six", policy: pinned },
    { rule: "consent", route: "pip", settings: { PIP_INDEX_URL: index } },
  ],
  [
    "wheels only, where an environment is here",
    {
      typed: "install six",
      here: managedHere("managed", project.kind === "none" ? "" : project.slot.path),
      project,
      policy: wheels,
    },
    { rule: "project", route: "venv", settings: { PIP_ONLY_BINARY: ":all:" } },
  ],
  [
    "wheels only: what would be built is refused",
    { typed: "install git+https://example.org/six.git", project, policy: wheels },
    {
      rule: "project",
      route: "explain",
      why: `git+https://example.org/six.git would be built from source, and only wheels are allowed (${line})`,
    },
  ],
  [
    "wheels only says nothing of apt's packages",
    { typed: "install six", policy: wheels, ...asRoot },
    { rule: "distro-libraries", route: "apt" },
  ],
  [
    "an age that the environment's pip can't keep",
    { typed: "install six", project, policy: aged },
    {
      rule: "project",
      route: "explain",
      why: `releases must be 7 days old (${line}), which pip can keep from 26.1 on; this one is 23.0.1`,
    },
  ],
  [
    "an age that the environment's own pip keeps",
    { typed: "install six", project, policy: aged, ...ownPip("26.1") },
    { rule: "project", route: "venv", settings: { PIP_UPLOADED_PRIOR_TO: "P7D" } },
  ],
  [
    "an age: the newer pip itself may come",
    { typed: "install pip>=26.1", project, policy: aged },
    { rule: "project", route: "venv", settings: {} },
  ],
  [
    "an age, and a pipx that has no pip yet",
    { typed: "install black", policy: aged },
    {
      rule: "applications",
      route: "explain",
      why: `releases must be 7 days old (${line}), which pip can keep from 26.1 on; this one is unknown`,
      type: [`python3 -m venv ${shared} && ${shared}/bin/python -m pip install --upgrade 'pip>=26.1'`],
    },
  ],
  [
    "an age that pipx's pip can't keep",
    { typed: "install black", policy: aged, dear: { pipxPip: pipxPip("23.0.1") } },
    {
      rule: "applications",
      route: "explain",
      why: `releases must be 7 days old (${line}), which pip can keep from 26.1 on; this one is 23.0.1`,
      type: [`${shared}/bin/python -m pip install --upgrade 'pip>=26.1'`],
    },
  ],
  [
    "an age that pipx's pip keeps",
    { typed: "install black", policy: aged, dear: { pipxPip: pipxPip("26.1") } },
    { rule: "applications", route: "pipx", ...agedByPipx },
  ],
  [
    "an age that a pipx of our own keeps, with a pip made for it",
    { typed: "install black", policy: aged, dear: { pipxPip: { kind: "own" } } },
    { rule: "applications", route: "pipx", ...agedByPipx },
  ],
  [
    "no pipx: home instead, and the line that says so",
    { typed: "install black", policy: { allowed: byUser(["venv", "home", "apt"]) } },
    { rule: "applications", route: "venv", settings: {}, why: `The policy does not allow pipx (${line}).` },
  ],
  [
    "no venv: nothing instead",
    { typed: "install six", project, policy: { allowed: byUser(["apt", "home"]) } },
    { rule: "project", route: "explain", why: `The policy does not allow venv (${line}).` },
  ],
  [
    "what was left out is said where something is installed",
    { typed: "install six", policy: { notes: ["left out"] } },
    { rule: "home", route: "venv", settings: {}, notes: ["left out"] },
  ],
  [
    "and where nothing can be",
    { typed: "install six", interpreter: null, realPip: null, policy: { notes: ["left out"] } },
    { rule: "explain", route: "explain", notes: ["left out"] },
  ],
  [
    "but not by what is only passed on",
    { typed: "install -t d six", policy: { notes: ["left out"] } },
    { rule: "own-destination", route: "pip", settings: {}, notes: [] },
  ],
  [
    "nor by a reading command",
    { typed: "list", policy: { notes: ["left out"] } },
    { rule: "reading", route: "pip", settings: {}, notes: [] },
  ],
];

for (const [name, situation, outcome] of cases) {
  test(`the policy's demands: ${name}`, () => {
    const plan = planOf(factsOf(situation));
    const step = plan.steps.at(-1);
    const pairs = {
      rule: plan.rule,
      route: plan.route,
      ...(step && "environment" in step ? { settings: step.environment } : {}),
      ...(step?.route === "pipx" ? { words: step.pipArguments } : {}),
      ...(step?.route === "pipx" && step.pipAtLeast ? { pipAtLeast: step.pipAtLeast } : {}),
      ...("type" in outcome ? { type: plan.next } : {}),
      ...("why" in outcome ? { why: plan.reasons[0] } : {}),
      ...("notes" in outcome ? { notes: plan.notes } : {}),
    };
    assert.deepEqual(pairs, outcome);
  });
}

test("home in the place of a forbidden pipx does not bring apt along for a binding", () => {
  const camera = normalizeName("picamera2");
  const row = { name: "python3-picamera2", version: "0.3-2", metadataVersion: "0.3", requirement: camera };
  const plan = planOf(
    factsOf({
      typed: "install picamera2",
      invocation: { into: normalizeName("mkdocs") },
      policy: { allowed: byUser(["venv", "home", "apt"] as const) },
      dear: { aptUse: { kind: "sudo-terminal" }, bindingPackages: new Map([[camera, row]]) },
    }),
  );
  assert.deepEqual(
    [plan.rule, plan.destination.kind, plan.steps.map(({ route }) => route)],
    ["chosen", "home-environment", ["venv"]],
  );
});

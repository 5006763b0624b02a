import assert from "node:assert/strict";
import { test } from "node:test";
import { composePolicy } from "../../src/policy/layers.ts";
import { defaultPolicy, type Policy, type Sourced } from "../../src/policy/policy.ts";
import { names, policyOf } from "./fixtures.ts";

interface Case {
  readonly name: string;
  readonly machine?: string;
  readonly user?: string;
  readonly project?: string;
  readonly trusted?: boolean;
  /** What differs from the default: `field: [value, source]`, `field.package: [value, source]`. */
  readonly policy: Readonly<Record<string, readonly [value: unknown, source: string]>>;
  readonly notes?: readonly string[];
}

const left = (what: string) =>
  `<project> is not trusted, so ${what} left out; to see and allow it: safe-pip trust`;

const cases: readonly Case[] = [
  { name: "no file", policy: {} },
  { name: "the machine's alone", machine: 'apt = "auto"', policy: { aptMode: ["auto", "machine:1"] } },
  {
    name: "the user's over the machine's",
    machine: 'apt = "auto"',
    user: 'apt = "ask"',
    policy: { aptMode: ["ask", "user:1"] },
  },
  {
    name: "a trusted project's over both",
    machine: 'apt = "never"',
    user: 'apt = "ask"\npython = "3.11"',
    project: 'apt = "auto"\nindex-url = "https://example/simple"',
    trusted: true,
    policy: {
      aptMode: ["auto", "project:1"],
      python: ["3.11", "user:2"],
      indexUrl: ["https://example/simple", "project:2"],
    },
  },
  {
    name: "an untrusted project's: what makes stricter counts",
    project:
      'apt = "never"\nallow = ["venv", "home"]\nonly-binary = true\nminimum-age = 7\nsystem-packages = false',
    policy: {
      allowed: [["venv", "home"], "project:2"],
      aptMode: ["never", "project:1"],
      onlyBinary: [true, "project:3"],
      minimumAge: [7, "project:4"],
      systemPackages: [false, "project:5"],
    },
  },
  {
    name: "an untrusted project's: what opens is left out, in one line",
    project:
      'apt = "auto"\npython = "3.12"\nindex-url = "https://example/simple"\nsystem-packages = true\nrecord = "requirements.txt"',
    policy: {},
    notes: [left("apt (line 1), python (line 2), index-url (line 3) and 2 more are")],
  },
  {
    name: "an untrusted project's: packages' routes are left out, bans count",
    project: '[route]\nblack = "apt"\n[plugin]\nx = "y"\n[ban]\nz = "no"',
    policy: { "bans.z": ["no", "project:6"] },
    notes: [left("route.black (line 2) and plugin.x (line 4) are")],
  },
  {
    name: "an untrusted project's: what holds anyway is not worth a line",
    user: '[route]\nblack = "pipx"',
    project: 'apt = "ask"\n[route]\nblack = "pipx"',
    policy: { "routes.black": ["pipx", "user:2"] },
  },
  {
    name: "an untrusted project's: less than the user's is no loosening",
    user: 'minimum-age = 14\nonly-binary = true\nallow = ["venv"]',
    project: 'minimum-age = 3\nonly-binary = false\nallow = ["venv", "apt"]',
    policy: { allowed: [["venv"], "user:3"], onlyBinary: [true, "user:2"], minimumAge: [14, "user:1"] },
    notes: [left("minimum-age (line 1), only-binary (line 2) and allow (line 3) are")],
  },
  {
    name: "an untrusted project's: a list of routes is cut to what was allowed",
    machine: 'allow = ["venv", "home", "pipx"]',
    project: 'allow = ["apt", "home"]',
    policy: { allowed: [["home"], "project:1"] },
    notes: [left("allow (line 1) is")],
  },
  {
    name: "a lock: the user's and a trusted project's words only make stricter",
    machine: '\nlock = ["apt", "minimum-age", "python"]\nminimum-age = 7',
    user: 'apt = "auto"\nminimum-age = 30',
    project: 'minimum-age = 1\npython = "3.12"\nonly-binary = true',
    trusted: true,
    policy: { minimumAge: [30, "user:2"], onlyBinary: [true, "project:3"] },
    notes: [
      "<user>: apt (line 1) is left out, locked by line 2 of <machine>",
      "<project>: minimum-age (line 1) and python (line 2) are left out, locked by line 2 of <machine>",
    ],
  },
  {
    name: "a lock of a table",
    machine: 'lock = ["route"]\n[route]\nblack = "home"',
    user: '[route]\nblack = "apt"\nruff = "pipx"',
    policy: { "routes.black": ["home", "machine:3"] },
    notes: [
      "<user>: route.black (line 2) and route.ruff (line 3) are left out, locked by line 1 of <machine>",
    ],
  },
  {
    name: "bans add up; the first reason stays",
    machine: '[ban]\na = "machine"',
    user: '[ban]\na = "user"\nb = "user"',
    project: '[ban]\nb = "project"\nc = "project"',
    policy: {
      "bans.a": ["machine", "machine:2"],
      "bans.b": ["user", "user:3"],
      "bans.c": ["project", "project:3"],
    },
  },
  {
    name: "containers: one environment for all, also where nobody looks on",
    machine:
      'project = "home"\nwithout-terminal = "venv"\nbreak-system-packages = "redirect"\nunmarked = "redirect"',
    policy: {
      consent: ["redirect", "machine:3"],
      unmarked: ["redirect", "machine:4"],
      withoutTerminal: ["venv", "machine:2"],
      projectIsHome: [true, "machine:1"],
    },
  },
  {
    name: "the user takes the machine's word back",
    machine: 'project = "home"\nwithout-terminal = "venv"\nprefer = ["home"]',
    user: 'project = "directory"\nwithout-terminal = "explain"\nprefer = []',
    policy: {
      preferred: [[], "user:3"],
      withoutTerminal: ["explain", "user:2"],
      projectIsHome: [false, "user:1"],
    },
  },
];

for (const { name, machine, user, project, trusted = false, policy, notes = [] } of cases) {
  test(name, () => {
    const composed = composePolicy({
      machine: machine === undefined ? null : policyOf("machine", machine),
      user: user === undefined ? null : policyOf("user", user),
      project: project === undefined ? null : { policy: policyOf("project", project), trusted },
    });
    assert.deepEqual(differences(composed), policy);
    const named = composed.notes.map((note) =>
      Object.entries(names).reduce((text, [layer, file]) => text.replaceAll(file, `<${layer}>`), note),
    );
    assert.deepEqual([named, composed.problems], [notes, []]);
  });
}

/** Every value that no file is silent about. */
function differences(policy: Policy): Record<string, [unknown, string]> {
  const found: Record<string, [unknown, string]> = {};
  const add = (key: string, { value, source }: Sourced<unknown>) => {
    if (source.layer !== "default") found[key] = [value, `${source.layer}:${source.line}`];
  };
  for (const [field, content] of Object.entries(policy)) {
    if (content instanceof Map) for (const [name, sourced] of content) add(`${field}.${name}`, sourced);
    else if (!Array.isArray(content)) add(field, content as Sourced<unknown>);
  }
  return found;
}

test("composing leaves the default as it is", () => {
  const before = structuredClone(defaultPolicy);
  composePolicy({
    machine: policyOf("machine", 'apt = "auto"\n[ban]\nx = "y"\n[route]\nz = "apt"'),
    user: null,
    project: null,
  });
  assert.deepEqual(defaultPolicy, before);
});

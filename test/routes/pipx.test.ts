import assert from "node:assert/strict";
import { test } from "node:test";
import type { NormalizedName } from "../../src/pip/requirement.ts";
import type { PipxApplication, PipxStep } from "../../src/plan/plan.ts";
import type { Held } from "../../src/routes/pipx/held.ts";
import { carryOutPipx } from "../../src/routes/pipx.ts";
import type { StepResult } from "../../src/routes/route.ts";
import { type Double, doubleWorld, type Reply, type Row } from "./fixtures.ts";

const install = "pipx install --python /usr/bin/python3.11";
const library = `No apps associated with package demo-leaf or its dependencies. If you are
attempting to install a library, pipx should not be used. Consider using pip
or a similar tool instead.
`;
const dependencies = `Note: Dependent package 'ansible-core' contains 10 apps
No apps associated with package black. Try again with '--include-
deps' to include apps of dependent packages, which are listed above.
`;
const nowhere = `Fatal error from pip prevented installation. Full pip output in file:
    /home/alice/.local/pipx/logs/cmd_2026-11-21_12.27.58_pip_errors.log

Some possibly relevant errors from pip install:
    ERROR: Could not find a version that satisfies the requirement black (from versions: none)
    ERROR: No matching distribution found for black
Error installing black.
`;
const broken = `Some possibly relevant errors from pip install:
    error: subprocess-exited-with-error
    error: command 'gcc' failed: No such file or directory
    error: metadata-generation-failed
Error installing black.
`;

interface Case {
  readonly name: string;
  readonly double?: Double;
  readonly step?: Partial<PipxStep>;
  /** What is asked for; `black` to be installed unless given. */
  readonly asked?: readonly Partial<PipxApplication>[];
  /** What pipx holds, one look after another; the last one stays. */
  readonly held?: readonly (Held | null)[];
  readonly answers?: readonly Reply[];
  readonly log?: string;
  /** Of the interpreter; true unless given. */
  readonly hasEnsurepip?: boolean;
  readonly ran: readonly string[];
  readonly result: Partial<StepResult>;
}

const made = { installed: [{ name: "black", version: "24.1" }], commands: [command("black")] };
const there = {
  satisfied: [{ requirement: "black", location: "/home/alice/venvs/black/lib", version: "24.1" }],
  commands: [command("black")],
};
const holdsPipx: Held = { ...held("1.8.0"), name: "pipx", commands: [command("pipx")] };
const pipxMade = { installed: [{ name: "pipx", version: "1.8.0" }], commands: [command("pipx")] };
const use = { notes: ["installed for every directory. Type: black"] };

const cases: readonly Case[] = [
  {
    name: "an application that is not there is installed",
    held: [null, held("24.1")],
    ran: [`${install} black`],
    result: { ...made, ...use },
  },
  {
    name: "a bin directory that is not on PATH is told of",
    double: { env: { HOME: "/home/alice", PATH: "/usr/bin" } },
    held: [null, held("24.1")],
    ran: [`${install} black`],
    result: {
      ...made,
      notes: [
        `black: installed in /home/alice/.local/bin, which is not on PATH. Type: export PATH="$HOME/.local/bin:$PATH"`,
      ],
    },
  },
  {
    name: "one that is there is left alone, and pipx is not started",
    held: [held("24.1")],
    ran: [],
    result: there,
  },
  {
    name: "a pin that is met is left alone",
    asked: [{ spec: "black==24.1", action: "reinstall" }],
    held: [held("24.1")],
    ran: [],
    result: { ...there, satisfied: [{ ...there.satisfied[0], requirement: "black==24.1" } as never] },
  },
  {
    name: "a pin that is not met is installed by force",
    asked: [{ spec: "black==24.1", action: "reinstall" }],
    held: [held("23.0"), held("24.1")],
    ran: ["pipx install --force black==24.1"],
    result: { ...made, ...use },
  },
  {
    name: "extras may need more than what is there",
    asked: [{ spec: "black[d]", action: "reinstall" }],
    held: [held("24.1")],
    ran: ["pipx install --force black[d]"],
    result: { ...made, ...use },
  },
  {
    name: "an upgrade that finds something newer",
    asked: [{ action: "upgrade" }],
    held: [held("23.0"), held("24.1")],
    ran: ["pipx upgrade black"],
    result: { ...made, ...use },
  },
  {
    name: "an upgrade that finds nothing newer is no change",
    asked: [{ action: "upgrade" }],
    held: [held("24.1")],
    ran: ["pipx upgrade black"],
    result: there,
  },
  {
    name: "an application whose python is gone is made anew",
    held: [{ ...held("23.0"), works: false }, held("24.1")],
    asked: [{ action: "upgrade" }],
    ran: ["pipx uninstall black", `${install} black`],
    result: { ...made, ...use },
  },
  {
    name: "pip's options go to pip, quoted as pipx will split them",
    step: { pipArguments: ["--index-url", "https://a/simple", "--config-settings=a=b c"] },
    held: [null, held("24.1")],
    ran: [
      "pipx install --python /usr/bin/python3.11 --pip-args=--index-url https://a/simple '--config-settings=a=b c' black",
    ],
    result: { ...made, ...use },
  },
  {
    name: "an application is extended",
    asked: [{ action: "inject", into: "app" as NormalizedName }],
    held: [null, { ...held("24.1"), commands: [] }],
    ran: ["pipx inject app black"],
    result: { installed: made.installed },
  },
  {
    name: "... and what it has at another version is replaced",
    asked: [{ action: "inject", into: "app" as NormalizedName, spec: "black==24.1" }],
    held: [
      { ...held("23.0"), commands: [] },
      { ...held("24.1"), commands: [] },
    ],
    ran: ["pipx inject --force app black==24.1"],
    result: { installed: made.installed },
  },
  {
    name: "one is taken away",
    asked: [{ action: "uninstall" }],
    held: [held("24.1"), null],
    ran: ["pipx uninstall black"],
    result: { installed: made.installed },
  },
  {
    name: "one that is not there is not taken away",
    asked: [{ action: "uninstall" }],
    held: [null],
    ran: [],
    result: {},
  },
  {
    name: "commands that come from dependencies are asked for in a second try",
    held: [null, held("24.1")],
    answers: [{ exitCode: 1, stderr: dependencies }, {}],
    ran: [`${install} black`, `${install} --include-deps black`],
    result: { ...made, ...use },
  },
  {
    name: "shared libraries that could not be upgraded: the second time works",
    held: [null, held("24.1")],
    answers: [{ exitCode: 1, stderr: "Failed to upgrade shared\n    libraries\n" }, {}],
    ran: [`${install} black`, `${install} black`],
    result: { ...made, ...use },
  },
  {
    name: "the first failure stops, and what was done before it is kept and told",
    asked: [
      {},
      { name: "demo-leaf" as NormalizedName, spec: "demo-leaf" },
      { name: "six" as NormalizedName, spec: "six" },
    ],
    held: [null, held("24.1"), null],
    answers: [{}, { exitCode: 1, stderr: library }],
    ran: [`${install} black`, `${install} demo-leaf`],
    result: {
      exitCode: 1,
      ...made,
      ...use,
      error: {
        code: "no-application",
        what: "demo-leaf brings no command",
        why: "pipx takes applications alone",
        next: "cd PROJECT && safe-pip install demo-leaf",
      },
    },
  },
  {
    name: "a name that no index has",
    held: [null],
    answers: [{ exitCode: 1, stderr: nowhere }],
    ran: [`${install} black`],
    result: {
      exitCode: 1,
      error: {
        code: "not-found",
        what: "black could not be installed",
        why: "Could not find a version that satisfies the requirement black (from versions: none)",
        next: "pip index versions black",
      },
    },
  },
  {
    name: "pipx itself, where its Python has no ensurepip: what its environments need is told",
    held: [null, holdsPipx],
    asked: [{ name: "pipx" as NormalizedName, spec: "pipx" }],
    hasEnsurepip: false,
    ran: [`${install} pipx`],
    result: {
      ...pipxMade,
      notes: [
        "installed for every directory. Type: pipx",
        "this pipx makes environments with ensurepip, which Debian ships in another package. Type: sudo apt-get install python3-venv",
      ],
    },
  },
  {
    name: "pipx itself, where its Python has it",
    held: [null, holdsPipx],
    asked: [{ name: "pipx" as NormalizedName, spec: "pipx" }],
    ran: [`${install} pipx`],
    result: { ...pipxMade, notes: ["installed for every directory. Type: pipx"] },
  },
  {
    name: "no network: only pip's own log tells",
    held: [null],
    answers: [{ exitCode: 1, stderr: nowhere }],
    log: "WARNING: Retrying … NewConnectionError('… Failed to establish a new connection: [Errno 111] Connection refused')",
    ran: [`${install} black`],
    result: {
      exitCode: 1,
      error: {
        code: "no-network",
        what: "black could not be installed",
        why: "no package index could be reached",
        next: "pip config list",
      },
    },
  },
  {
    name: "a build that fails: pip's last error of substance",
    held: [null],
    answers: [{ exitCode: 1, stderr: broken }],
    ran: [`${install} black`],
    result: {
      exitCode: 1,
      error: {
        code: "pipx-failed",
        what: "pipx could not serve black",
        why: "command 'gcc' failed: No such file or directory",
        next: "/usr/bin/pipx install --python /usr/bin/python3.11 black",
      },
    },
  },
  {
    name: "exit code 0 and nothing noted is a failure",
    held: [null],
    answers: [{ stdout: "done!\n" }],
    ran: [`${install} black`],
    result: {
      exitCode: 1,
      error: {
        code: "pipx-failed",
        what: "pipx could not serve black",
        why: "done!",
        next: "/usr/bin/pipx install --python /usr/bin/python3.11 black",
      },
    },
  },
];

for (const each of cases) {
  test(each.name, async () => {
    const row: Row = [/^pipx/, each.answers ?? [{}]];
    const double = doubleWorld([row], { uid: 1000, env: atHome, ...each.double });
    const asked = (each.asked ?? [{}]).map(application);
    const step = { ...plainStep, applications: asked, ...each.step };
    const result = await carryOutPipx(step, double.world, settings, disk(each.held ?? [], each));
    assert.deepEqual({ ran: double.ran, result }, { ran: each.ran, result: { ...nothing, ...each.result } });
  });
}

test("root's applications are for all, and nothing reaches pipx that would break its environments", async () => {
  const env = {
    HOME: "/root",
    PATH: "/usr/bin:/bin",
    PIP_INDEX_URL: "https://a/simple",
    PIP_TARGET: "/x",
    PYTHONPATH: "/y",
    VIRTUAL_ENV: "/z",
  };
  const double = doubleWorld([[/^pipx/, [{}]]], { env });
  const step = { ...plainStep, global: true, applications: [application({})] };
  await carryOutPipx(step, double.world, settings, disk([null, held("24.1")]));
  assert.deepEqual(double.commands[0]?.env, {
    HOME: "/root",
    PATH: "/usr/bin:/bin:/usr/local/bin",
    PIP_INDEX_URL: "https://a/simple",
    PIPX_HOME: "/opt/pipx",
    PIPX_BIN_DIR: "/usr/local/bin",
    PIPX_MAN_DIR: "/usr/local/share/man",
    PIPX_DEFAULT_PYTHON: "/usr/bin/python3.11",
    PIPX_DEFAULT_BACKEND: "pip",
    USE_EMOJI: "0",
    PIP_USER: "0",
  });
});

test("root's own PIPX_HOME is obeyed", async () => {
  const env = { PIPX_HOME: "/srv/pipx", PIPX_BIN_DIR: "/srv/bin" };
  const double = doubleWorld([[/^pipx/, [{}]]], { env });
  const step = { ...plainStep, global: true, applications: [application({})] };
  await carryOutPipx(step, double.world, settings, disk([null, held("24.1")]));
  const { PIPX_HOME, PIPX_BIN_DIR } = double.commands[0]?.env ?? {};
  assert.deepEqual({ PIPX_HOME, PIPX_BIN_DIR }, env);
});

const atHome = { HOME: "/home/alice", PATH: "/home/alice/.local/bin:/usr/bin" };
const settings = { data: "/nonexistent/safe-pip", runner: "/nonexistent/runner.py", network: {} };
const plainStep: PipxStep = {
  route: "pipx",
  applications: [],
  pipArguments: [],
  global: false,
  interpreter: "/usr/bin/python3.11",
};
const nothing: StepResult = {
  exitCode: 0,
  installed: [],
  satisfied: [],
  commands: [],
  notes: [],
  error: null,
};

function application(given: Partial<PipxApplication>): PipxApplication {
  const name = "black" as NormalizedName;
  return { name, spec: "black", action: "install", into: null, includeDependencies: false, ...given };
}

function command(name: string) {
  return { name, path: `/home/alice/.local/bin/${name}` };
}

function held(version: string): Held {
  return {
    name: "black",
    version,
    environment: "/home/alice/venvs/black",
    location: "/home/alice/venvs/black/lib",
    commands: [command("black")],
    works: true,
  };
}

function disk(looks: readonly (Held | null)[], { log = "", hasEnsurepip = true }: Partial<Case> = {}) {
  const left = [...looks];
  return {
    find: () => ({ program: ["/usr/bin/pipx"], environment: {} }),
    held: () => (left.length > 1 ? left.shift() : left[0]) ?? null,
    log: () => log,
    hasEnsurepip: () => hasEnsurepip,
  };
}

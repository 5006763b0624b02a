import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { PipxApplication, PipxStep } from "../../src/plan/plan.ts";
import type { StepResult } from "../../src/routes/route.ts";
import { noMachine, type Release } from "../machines/machine.ts";
import { type OfflineMachine, startOffline } from "../machines/offline.ts";
import { driverBundle } from "./driver-bundle.ts";

/** One step by Debian's own pipx (1.1 in bookworm, 1.7 in trixie), and what comes of it. */
interface Case {
  readonly name: string;
  /** Run by the same user before. */
  readonly given?: string;
  readonly as?: "root" | "alice";
  readonly index?: string;
  /** `SPEC`, or `SPEC ACTION`. */
  readonly asked: readonly string[];
  readonly into?: string;
  readonly pipArguments?: readonly string[];
  readonly installed?: readonly string[];
  readonly satisfied?: readonly string[];
  readonly commands?: readonly string[];
  readonly error?: string;
  /** A command typed afterwards, and what it prints. */
  readonly types?: readonly [command: string, prints: string];
}

const bin = "/home/alice/.local/bin";
const tool = [`${bin}/demo-ctl`, `${bin}/demo-tool`];

const cases: readonly Case[] = [
  {
    name: "an application is installed, and can be typed",
    asked: ["demo-tool==3.0"],
    installed: ["demo-tool 3.0"],
    commands: tool,
    types: [`${bin}/demo-tool`, "demo-tool 3.0\n"],
  },
  {
    name: "the second time it is there",
    asked: ["demo-tool"],
    satisfied: ["demo-tool 3.0"],
    commands: tool,
  },
  {
    name: "an upgrade",
    asked: ["demo-tool upgrade"],
    installed: ["demo-tool 3.1"],
    commands: tool,
    types: [`${bin}/demo-tool`, "demo-tool 3.1\n"],
  },
  {
    name: "an upgrade that finds nothing newer",
    asked: ["demo-tool upgrade"],
    satisfied: ["demo-tool 3.1"],
    commands: tool,
  },
  {
    name: "an older version, by force",
    asked: ["demo-tool==3.0 reinstall"],
    installed: ["demo-tool 3.0"],
    commands: tool,
    types: [`${bin}/demo-tool`, "demo-tool 3.0\n"],
  },
  {
    name: "a library is put beside it",
    asked: ["demo-lib==1.1 inject"],
    into: "demo-tool",
    installed: ["demo-lib 1.1"],
  },
  {
    name: "... and replaced by another version",
    asked: ["demo-lib==1.2 inject"],
    into: "demo-tool",
    installed: ["demo-lib 1.2"],
  },
  {
    name: "an application whose python is gone is made anew",
    given: `ln -sfn /usr/bin/python2.7 "$(readlink -f ${bin}/demo-tool | xargs dirname)/python"`,
    asked: ["demo-tool"],
    installed: ["demo-tool 3.1"],
    commands: tool,
    types: [`${bin}/demo-tool`, "demo-tool 3.1\n"],
  },
  {
    name: "pip's options reach pip",
    given: "mkdir -p empty",
    pipArguments: ["--no-index", "--find-links", "/home/alice/empty"],
    asked: ["demo-app"],
    error: "not-found",
  },
  {
    name: "of several, the first failure stops, and what was done is kept",
    asked: ["demo-app", "demo-leaf", "demo-script"],
    installed: ["demo-app 1.1"],
    commands: [`${bin}/demo-app`],
    error: "no-application",
    types: ["pipx list --short 2> /dev/null | wc -l; ls ~/.local/bin", "2\ndemo-app\ndemo-ctl\ndemo-tool\n"],
  },
  { name: "a name that no index has", asked: ["demo-does-not-exist"], error: "not-found" },
  { name: "a build that fails", asked: ["demo-broken-build"], error: "pipx-failed" },
  {
    name: "no network is told apart from a name that no index has",
    index: "http://127.0.0.1:9/simple",
    asked: ["demo-script"],
    error: "no-network",
  },
  {
    name: "one is taken away",
    asked: ["demo-tool uninstall"],
    installed: ["demo-tool 3.1"],
    types: ["ls ~/.local/bin", "demo-app\n"],
  },
  { name: "... and the second time there is nothing to take away", asked: ["demo-tool uninstall"] },
  {
    name: "root's are for all",
    as: "root",
    asked: ["demo-tool"],
    installed: ["demo-tool 3.1"],
    commands: ["/usr/local/bin/demo-ctl", "/usr/local/bin/demo-tool"],
    types: [
      "demo-tool; ls /opt/pipx/venvs; ls -A /root/.local/bin 2> /dev/null",
      "demo-tool 3.1\ndemo-tool\n",
    ],
  },
  {
    name: "... and root's alone are taken away by root",
    as: "root",
    asked: ["demo-tool uninstall"],
    installed: ["demo-tool 3.1"],
    types: ["ls /opt/pipx/venvs", ""],
  },
];

for (const release of ["bookworm", "trixie"] as const) {
  describe(`pipx on ${release}`, { skip: noMachine() }, () => {
    let offline: OfflineMachine;
    before(async () => {
      offline = await start(release);
    });
    after(() => offline?.machine.stop());
    for (const each of cases) test(each.name, () => check(each, offline));
  });
}

async function check(each: Case, { machine, index }: OfflineMachine): Promise<void> {
  const as = each.as ?? "alice";
  // Only the word of a retry tells a missing network in pip's log.
  const env = { PIP_INDEX_URL: each.index ?? index, PIP_RETRIES: each.index ? "1" : "0" };
  const options = { as, env };
  if (each.given !== undefined) {
    const given = await machine.run(each.given, options);
    assert.equal(given.exitCode, 0, `the given state could not be made: ${given.stderr}`);
  }
  const step: PipxStep = {
    route: "pipx",
    applications: each.asked.map((text) => application(text, each.into ?? null)),
    pipArguments: each.pipArguments ?? [],
    global: as === "root",
    interpreter: (await machine.run("readlink -f /usr/bin/python3")).stdout.trim(),
  };
  const driven = await machine.run(["node", "/srv/driver/driver.cjs", JSON.stringify(step)], options);
  assert.notEqual(driven.stdout, "", driven.stderr);
  const result: StepResult = JSON.parse(driven.stdout);
  const typed = each.types ? await machine.run(each.types[0], options) : null;
  assert.deepEqual(
    {
      exitCode: result.exitCode,
      installed: result.installed.map(({ name, version }) => `${name} ${version}`),
      satisfied: result.satisfied.map(({ requirement, version }) => `${requirement} ${version}`),
      commands: result.commands.map(({ path }) => path),
      error: result.error?.code ?? null,
      prints: typed?.stdout ?? null,
    },
    {
      exitCode: each.error ? 1 : 0,
      installed: each.installed ?? [],
      satisfied: each.satisfied ?? [],
      commands: each.commands ?? [],
      error: each.error ?? null,
      prints: each.types?.[1] ?? null,
    },
    `stderr was:\n${driven.stderr}\n${JSON.stringify(result.error)}`,
  );
}

function application(text: string, into: string | null): PipxApplication {
  const [spec = "", action = "install"] = text.split(" ");
  const name = spec.replace(/[=<>[].*/, "");
  return { name, spec, action, into, includeDependencies: false } as PipxApplication;
}

async function start(release: Release): Promise<OfflineMachine> {
  return startOffline({
    release,
    packages: ["nodejs", "pipx", "python3", "python3-venv", "sudo"],
    users: [{ name: "alice", sudo: "no" }],
    binds: [{ from: await driverBundle(), to: "/srv/driver" }],
  });
}

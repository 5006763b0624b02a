import assert from "node:assert/strict";
import { existsSync, readlinkSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import { type Index, startIndex } from "../index/start-index.ts";
import { makeRunnerMachine, type RunnerMachine, skip, type Told } from "./runnerMachine.ts";

/*
 * The runner with this host's own python3 and the tiny index: an environment is made, filled and published, or
 * nothing is left of it.
 */

let index: Index;
before(async () => {
  if (!skip) index = await startIndex();
});
after(() => index?.stop());

/** One run of the runner in a world of its own. */
interface Run {
  readonly name: string;
  readonly typed: string;
  readonly told?: Told;
  readonly given?: (machine: RunnerMachine) => Promise<unknown>;
  readonly exitCode?: number;
  /** pip's own last line on stdout, or how it starts; left out where only pip would be tested. */
  readonly last?: string;
  /** Our own lines on stderr. */
  readonly said?: readonly string[];
  /** Whether an environment is published afterwards. */
  readonly published: boolean;
  /** Commands that are noted for shims. */
  readonly commands?: readonly string[];
  readonly ledger: readonly Entry[];
}

interface Entry {
  readonly rule?: string;
  readonly state: string;
  readonly exitCode: number | null;
  readonly installed?: readonly string[];
  readonly removed?: readonly string[];
}

const use = "safe-pip: installed for <project>. Use it: python FILE.py";
const done = (...installed: readonly string[]): Entry => ({ state: "done", exitCode: 0, installed });
const failed: Entry = { state: "failed", exitCode: 1 };

const runs: readonly Run[] = [
  {
    name: "a first install is published",
    typed: "install demo-leaf",
    last: "Successfully installed demo-leaf-1.1",
    said: [use],
    published: true,
    ledger: [done("demo_leaf 1.1")],
  },
  {
    name: "a first install that fails leaves nothing",
    typed: "install demo-does-not-exist",
    exitCode: 1,
    published: false,
    ledger: [failed],
  },
  {
    name: "a line that pip refuses leaves nothing",
    typed: "install --no-such-option demo-leaf",
    exitCode: 2,
    published: false,
    ledger: [{ state: "failed", exitCode: 2 }],
  },
  {
    name: "a source that does not build leaves nothing",
    typed: "install --no-build-isolation demo-broken-build",
    exitCode: 1,
    published: false,
    ledger: [failed],
  },
  {
    name: "--dry-run leaves nothing",
    typed: "install --dry-run demo-leaf",
    told: { settings: { publish: false } },
    last: "Would install demo-leaf-1.1",
    published: false,
    ledger: [{ state: "done", exitCode: 0 }],
  },
  {
    name: "quietly, nothing of ours is said",
    typed: "install -q demo-leaf",
    told: { settings: { quiet: true } },
    last: "",
    published: true,
    ledger: [done("demo_leaf 1.1")],
  },
  {
    name: "words that are left out do not reach pip",
    typed: "install --user demo-leaf",
    told: { step: { leaveOut: [1] } },
    last: "Successfully installed demo-leaf-1.1",
    said: [use],
    published: true,
    ledger: [done("demo_leaf 1.1")],
  },
  {
    name: "PIP_USER is taken away",
    typed: "install demo-leaf",
    told: { env: { PIP_USER: "1" } },
    last: "Successfully installed demo-leaf-1.1",
    said: [use],
    published: true,
    ledger: [done("demo_leaf 1.1")],
  },
  {
    name: "PYTHONHOME is taken away",
    typed: "install demo-leaf",
    told: { env: { PYTHONHOME: "/nonexistent" } },
    last: "Successfully installed demo-leaf-1.1",
    said: [use],
    published: true,
    ledger: [done("demo_leaf 1.1")],
  },
  {
    name: "without a run of pip (a binding that apt brought) an environment is published all the same",
    typed: "install demo-leaf",
    told: { step: { runsPip: false, systemPackages: "python" } },
    last: "",
    published: true,
    ledger: [done()],
  },
  {
    name: "the commands of what was asked for are told",
    typed: "install demo-tool",
    told: { settings: { use: "safe-pip run ", asked: ["demo-tool"] } },
    last: "Successfully installed demo-tool-3.1",
    said: [
      "safe-pip: installed for <project>. Use it: safe-pip run python FILE.py, safe-pip run demo-tool (and demo-ctl)",
    ],
    published: true,
    commands: ["demo-ctl", "demo-tool"],
    ledger: [done("demo_tool 3.1")],
  },
  {
    name: "in the home environment, how to have what brought a command as an application; no pipx is there",
    typed: "install demo-leaf demo-tool",
    told: {
      settings: { rule: "home", where: "in the home environment", asked: ["demo-leaf", "demo-tool"] },
      env: { PATH: "/nonexistent" },
    },
    last: "Successfully installed demo-leaf-1.1 demo-tool-3.1",
    said: [
      "safe-pip: installed in the home environment. Use it: python FILE.py, safe-pip run demo-tool (and demo-ctl)",
      "safe-pip: as an application of its own, for every directory: " +
        (existsSync("/usr/bin/apt-get") ? "sudo apt-get install pipx && " : "") +
        "pipx install demo-tool",
    ],
    published: true,
    commands: ["demo-ctl", "demo-tool"],
    ledger: [{ ...done("demo_leaf 1.1", "demo_tool 3.1"), rule: "home" }],
  },
  {
    name: "with everything that was needed; commands of what was not asked for are not told",
    typed: "install demo-app demo-leaf==1.0",
    told: { settings: { asked: ["demo-leaf"] } },
    last: "Successfully installed demo-app-1.1 demo-leaf-1.0 demo-lib-1.2",
    said: [use],
    published: true,
    commands: ["demo-app"],
    ledger: [done("demo_app 1.1", "demo_leaf 1.0", "demo_lib 1.2")],
  },
  {
    name: "what a kill left behind is taken away first",
    typed: "install demo-leaf",
    async given(machine) {
      const at = machine.slot.slice(machine.root.length + 1);
      await machine.write("home/.local/share/safe-pip/venvs/0123456789ab/bin/python", "half");
      await machine.directory(at);
      const { symlink, lchown } = await import("node:fs/promises");
      await symlink(`${machine.data}/venvs/0123456789ab`, `${machine.slot}/venv`);
      if (process.getuid?.() === 0) await lchown(`${machine.slot}/venv`, 65534, 65534);
    },
    last: "Successfully installed demo-leaf-1.1",
    said: [use],
    published: true,
    ledger: [done("demo_leaf 1.1")],
  },
  {
    name: "an environment whose directory is gone is made again",
    typed: "install demo-leaf",
    async given(machine) {
      await machine.pip("install demo-lib==1.2");
      await rm(readlinkSync(`${machine.slot}/venv`), { recursive: true });
    },
    last: "Successfully installed demo-leaf-1.1",
    said: [use],
    published: true,
    ledger: [done("demo_lib 1.2"), done("demo_leaf 1.1")],
  },
  {
    name: "an install into what is published adds to it",
    typed: "install demo-leaf",
    told: { step: { made: true } },
    given: (machine) => machine.pip("install demo-lib==1.2"),
    last: "Successfully installed demo-leaf-1.1",
    said: [use],
    published: true,
    ledger: [done("demo_lib 1.2"), done("demo_leaf 1.1")],
  },
  {
    name: "an install into what is published fails, and takes nothing away",
    typed: "install demo-does-not-exist",
    exitCode: 1,
    told: { step: { made: true } },
    given: (machine) => machine.pip("install demo-lib==1.2"),
    published: true,
    ledger: [done("demo_lib 1.2"), failed],
  },
  {
    name: "an upgrade is recorded with what it brought",
    typed: "install -U demo-lib",
    told: { step: { made: true } },
    given: (machine) => machine.pip("install demo-lib==1.0"),
    last: "Successfully installed demo-lib-1.2",
    said: [use],
    published: true,
    ledger: [done("demo_lib 1.0"), done("demo_lib 1.2")],
  },
  {
    name: "what is there already is not told again",
    typed: "install demo-lib",
    told: { step: { made: true } },
    given: (machine) => machine.pip("install demo-lib==1.0"),
    last: "Requirement already satisfied: demo-lib in ",
    published: true,
    ledger: [done("demo_lib 1.0"), done()],
  },
  {
    name: "an uninstall is recorded",
    typed: "uninstall -y demo-lib",
    told: { step: { made: true } },
    given: (machine) => machine.pip("install demo-lib==1.0"),
    last: "  Successfully uninstalled demo-lib-1.0",
    published: true,
    ledger: [done("demo_lib 1.0"), { state: "done", exitCode: 0, removed: ["demo_lib 1.0"] }],
  },
  {
    name: "a directory that can't be written: why, and what to type",
    typed: "install demo-leaf",
    exitCode: 1,
    told: { step: { slot: "/proc/nowhere/dirs/x/@/3" } },
    last: "",
    said: [
      "safe-pip: no environment could be made: [Errno 2] No such file or directory: '/proc/nowhere'",
      "safe-pip: type: XDG_DATA_HOME=/a/directory/of/yours pip install demo-leaf",
    ],
    published: false,
    ledger: [],
  },
];

for (const each of runs) {
  test(`runner: ${each.name}`, { skip }, async (t) => {
    const machine = await makeRunnerMachine(index.url);
    t.after(() => machine.remove());
    await each.given?.(machine);
    const ended = await machine.pip(each.typed, each.told);
    const line = ended.stdout.trimEnd().split("\n").at(-1) ?? "";
    const said = ended.stderr.split("\n").filter((text) => text.startsWith("safe-pip: "));
    const { last = line, exitCode = 0 } = each;
    assert.deepEqual(
      { exitCode: ended.exitCode, last: last.endsWith(" ") ? line.slice(0, last.length) : line, said },
      { exitCode, last, said: each.said ?? [] },
    );
    const commands = (each.commands ?? []).map((name) => `commands/${name}/<id>`);
    assert.deepEqual(machine.state(), each.published ? [...commands, ...PUBLISHED] : []);
    assert.deepEqual(machine.ledger(), each.ledger.map(entry));
  });
}

/** All that a published environment is, but for the environment itself. */
const PUBLISHED = [
  "dirs/<project>/@/.lock",
  "dirs/<project>/@/3.X/base",
  "dirs/<project>/@/3.X/venv",
  "venvs/<id>",
];

function entry({
  rule = "project",
  state,
  exitCode,
  installed = [],
  removed = [],
}: Entry): Record<string, unknown> {
  const item = (text: string) => ({ name: text.split(" ")[0], version: text.split(" ")[1] });
  return {
    version: 1,
    state,
    route: "venv",
    rule,
    slot: "<slot>",
    exitCode,
    installed: installed.map(item),
    removed: removed.map(item),
  };
}

test("runner: what was installed can be imported, and the state is nobody else's to write", {
  skip,
}, async (t) => {
  const machine = await makeRunnerMachine(index.url);
  t.after(() => machine.remove());
  await machine.pip("install demo-leaf");
  const program = "import demo_leaf, sys; print(demo_leaf.__file__); print(sys.prefix)";
  const { stdout } = await machine.inside("python", ["-c", program]);
  assert.equal(
    stdout,
    `<root>/home/.local/share/safe-pip/dirs<root>/home/app/@/3.X/venv/lib/python3.X/site-packages/demo_leaf/__init__.py\n` +
      `<root>/home/.local/share/safe-pip/dirs<root>/home/app/@/3.X/venv\n`,
  );
  const modes = ["venvs", "ledger", `dirs${machine.project}`].map(
    (name) => statSync(`${machine.data}/${name}`).mode & 0o022,
  );
  assert.deepEqual(modes, [0, 0, 0]);
});

test("runner: python's own options reach the python that runs pip, in an environment that it makes first", {
  skip,
}, async (t) => {
  const machine = await makeRunnerMachine(index.url);
  t.after(() => machine.remove());
  const site = await machine.directory("site");
  await machine.write("site/sitecustomize.py", "import sys; print(sys.flags.optimize, file=sys.stderr)\n");
  const { argv, env } = machine.command(["install", "--dry-run", "demo-leaf"], { env: { PYTHONPATH: site } });
  const [base, ...rest] = argv;
  const { exitCode, stderr } = await machine.run([base, "-O", ...rest], { env, cwd: machine.project });
  const old = machine.version === "3.9" || machine.version === "3.8";
  assert.deepEqual({ exitCode, flags: stderr.split("\n")[0] }, { exitCode: 0, flags: old ? "0" : "1" });
});

test("runner: pip config in the environment tells the user's settings, not ours", { skip }, async (t) => {
  const machine = await makeRunnerMachine(index.url);
  t.after(() => machine.remove());
  await machine.pip("install demo-leaf");
  const { stdout } = await machine.inside("pip", ["config", "list"]);
  const named = stdout.split("\n").flatMap((line) => (line.startsWith(":env:") ? [line.split("=")[0]] : []));
  assert.deepEqual(named, [
    ":env:.disable-pip-version-check",
    ":env:.index-url",
    ":env:.no-cache-dir",
    ":env:.retries",
  ]);
});

test("runner: a command beside it that is called as a module of Python's is none", { skip }, async (t) => {
  const machine = await makeRunnerMachine(index.url);
  t.after(() => machine.remove());
  for (const name of ["json.py", "signal.py", "pip.py"])
    await machine.write(`package/shims/${name}`, "#!/bin/sh\nexit 9\n", 0o755);
  const made = await machine.pip("install demo-leaf");
  const again = await machine.pip("install demo-lib==1.0", { step: { made: true } });
  assert.deepEqual([made.exitCode, again.exitCode], [0, 0], made.stderr + again.stderr);
});

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { after, before, type TestContext, test } from "node:test";
import { findProgram, hasProgram } from "../environment.ts";
import { type Index, pipWheel, startIndex } from "../index/start-index.ts";
import { runProcess } from "../process.ts";
import { makeRunnerMachine, skip } from "./runnerMachine.ts";

/* A managed environment from inside: its own `bin/pip`, what it sees of the system, the shims of its commands. */

let index: Index;
let skipSix: string | false = skip;
let ownPip: string | null = null;
before(async () => {
  if (skip) return;
  index = await startIndex();
  ownPip = await pipWheel();
  const asked = hasProgram("/usr/bin/python3") && (await sees("six"));
  if (!asked) skipSix = "this machine's python3 has no six";
});
after(() => index?.stop());

async function sees(module: string): Promise<boolean> {
  const { exitCode } = await runProcess([findProgram("python3"), "-I", "-c", `import ${module}`], {
    env: {},
  });
  return exitCode === 0;
}

async function machineOf(t: TestContext) {
  const machine = await makeRunnerMachine(index.url);
  t.after(() => machine.remove());
  return machine;
}

const lastLine = (text: string) => text.trimEnd().split("\n").at(-1);
const SIX = "import six; print(six.__version__)";

test("bin/pip of an environment is the runner: what it changes is recorded", { skip }, async (t) => {
  const machine = await machineOf(t);
  await machine.pip("install demo-lib==1.0");
  for (const [pip, words] of [
    ["pip", ["install", "demo-leaf"]],
    ["pip3", ["uninstall", "-y", "demo-lib"]],
  ] as const) {
    const { exitCode } = await machine.inside(pip, words);
    assert.equal(exitCode, 0);
  }
  assert.deepEqual(
    machine.ledger().map(({ slot, state, installed, removed }) => ({ slot, state, installed, removed })),
    [
      { slot: "<slot>", state: "done", installed: [{ name: "demo_lib", version: "1.0" }], removed: [] },
      { slot: "<slot>", state: "done", installed: [{ name: "demo_leaf", version: "1.1" }], removed: [] },
      { slot: "<slot>", state: "done", installed: [], removed: [{ name: "demo_lib", version: "1.0" }] },
    ],
  );
});

test("bin/pip that only reads is not recorded, and says nothing of ours", { skip }, async (t) => {
  const machine = await machineOf(t);
  await machine.pip("install demo-lib==1.0");
  const { stdout, stderr } = await machine.inside("pip", ["freeze"]);
  assert.deepEqual([stdout, stderr, machine.ledger().length], ["demo-lib==1.0\n", "", 1]);
});

test("bin/pip serves where the package that made it is gone", { skip }, async (t) => {
  const machine = await machineOf(t);
  await machine.pip("install demo-lib==1.0");
  const { rm } = await import("node:fs/promises");
  await rm(`${machine.root}/package`, { recursive: true });
  const { exitCode, stdout } = await machine.inside("pip", ["install", "demo-leaf"]);
  assert.deepEqual([exitCode, lastLine(stdout)], [0, "Successfully installed demo-leaf-1.1"]);
});

test("python -m pip of an environment is the shared pip", { skip }, async (t) => {
  const machine = await machineOf(t);
  await machine.pip("install demo-lib==1.0");
  const { exitCode, stdout } = await machine.inside("python", ["-m", "pip", "--version"]);
  assert.deepEqual(
    [exitCode, stdout.includes("/.local/share/safe-pip/pip/") || stdout.includes("/shared-pip/")],
    [0, true],
  );
});

test("pip install pip== gives an environment a pip of its own, and leaves the shared one", {
  skip,
}, async (t) => {
  if (ownPip === null) return t.skip("this machine has no wheel of pip");
  const machine = await machineOf(t);
  await machine.pip("install demo-lib==1.0");
  const version = /pip-([^-]+)-/.exec(ownPip)?.[1] ?? "";
  const installed = await machine.inside("pip", ["install", "--ignore-installed", `pip==${version}`]);
  assert.equal(lastLine(installed.stdout), `Successfully installed pip-${version}`);
  const { stdout } = await machine.inside("pip", ["--version"]);
  assert.match(stdout, new RegExp(`^pip ${version} from <root>/.*/@/3\\.X/venv/lib/`));
  const more = await machine.pip("install demo-leaf", { step: { made: true } });
  assert.equal(more.exitCode, 0);
  assert.ok(existsSync(`${machine.data}/pip`));
});

test("activated, python and pip are the environment's until it is deactivated", { skip }, async (t) => {
  const machine = await machineOf(t);
  await machine.pip("install demo-lib==1.0");
  const sh = findProgram("sh");
  const program = `. '${machine.slot}/venv/bin/activate'
command -v python; command -v pip; echo "$VIRTUAL_ENV"
deactivate; command -v pip || echo none; echo "\${VIRTUAL_ENV-unset}"`;
  const { stdout } = await machine.run([sh, "-c", program]);
  assert.deepEqual(stdout.replaceAll(machine.slot, "<slot>").split("\n"), [
    "<slot>/venv/bin/python",
    "<slot>/venv/bin/pip",
    "<slot>/venv",
    "none",
    "unset",
    "",
  ]);
});

test("isolated: python sees nothing of the system's", { skip }, async (t) => {
  const machine = await machineOf(t);
  await machine.pip("install demo-lib==1.0");
  const { exitCode } = await machine.inside("python", ["-c", "import six"]);
  assert.equal(exitCode, 1);
});

test("python sees the system's packages, and pip does not count them", { skip }, async (t) => {
  if (skipSix) return t.skip(skipSix);
  const machine = await machineOf(t);
  const told = { step: { systemPackages: "python" } } as const;
  await machine.pip("install demo-lib==1.0", told);
  const before_ = await machine.inside("python", ["-c", SIX]);
  assert.equal(before_.exitCode, 0);
  const { stdout } = await machine.pip("install six", { step: { ...told.step, made: true } });
  assert.equal(lastLine(stdout), "Successfully installed six-1.17.0");
  const own = await machine.inside("python", ["-c", "import six; print(six.__file__)"]);
  assert.match(own.stdout, /\/venv\/lib\/python3\.X\/site-packages\/six\//);
});

test("... by bin/pip alike", { skip }, async (t) => {
  if (skipSix) return t.skip(skipSix);
  const machine = await machineOf(t);
  await machine.pip("install demo-lib==1.0", { step: { systemPackages: "python" } });
  const { stdout } = await machine.inside("pip", ["list", "--format=freeze"]);
  assert.deepEqual(
    stdout.split("\n").filter((line) => !line.startsWith("pip==")),
    ["demo-lib==1.0", ""],
  );
});

test("python and pip both see the system's packages", { skip }, async (t) => {
  if (skipSix) return t.skip(skipSix);
  const machine = await machineOf(t);
  const { stdout } = await machine.pip("install six demo-lib==1.0", {
    step: { systemPackages: "python-and-pip" },
  });
  assert.match(stdout, /^Requirement already satisfied: six in \/usr\//m);
});

test("a binding opens an environment that was made isolated, and it stays open", { skip }, async (t) => {
  if (skipSix) return t.skip(skipSix);
  const machine = await machineOf(t);
  await machine.pip("install demo-lib==1.0");
  const opened = { made: true, runsPip: false, systemPackages: "python" } as const;
  assert.equal((await machine.pip("install six", { step: opened })).exitCode, 0);
  assert.equal((await machine.inside("python", ["-c", SIX])).exitCode, 0);
  const { stdout } = await machine.pip("install six", { step: { made: true } });
  assert.equal(lastLine(stdout), "Successfully installed six-1.17.0");
});

test("a line for another's home environment is in front of nothing of its own", { skip }, async (t) => {
  const machine = await machineOf(t);
  await machine.write("everybody/shared_thing.py", "");
  await machine.pip("install demo-lib==1.0", { settings: { also: [`${machine.root}/everybody`] } });
  const { exitCode } = await machine.inside("python", ["-c", "import shared_thing, demo_lib"]);
  assert.equal(exitCode, 0);
});

test("commands: a shim for each, while an environment has it", {
  skip,
}, async (t) => {
  const machine = await machineOf(t);
  await machine.write("home/.local/share/safe-pip/shims/safe-pip", "#!/bin/sh\n", 0o755);
  await machine.pip("install demo-tool");
  const shims = () => machine.state().filter((file) => /^(?:shims|commands)\//.test(file));
  assert.deepEqual(shims(), [
    "commands/demo-ctl/<id>",
    "commands/demo-tool/<id>",
    "shims/demo-ctl",
    "shims/demo-tool",
    "shims/safe-pip",
  ]);
  assert.equal(readlinkSync(`${machine.data}/shims/demo-tool`), "safe-pip");
  await machine.pip("uninstall -y demo-tool", { step: { made: true } });
  assert.deepEqual(shims(), ["shims/safe-pip"]);
});

test("commands: the shim goes with the last environment that has it", { skip }, async (t) => {
  const machine = await machineOf(t);
  await machine.write("home/.local/share/safe-pip/shims/safe-pip", "#!/bin/sh\n", 0o755);
  const other = `${machine.data}/dirs${machine.home}/other/@/${machine.version}`;
  await machine.pip("install demo-tool");
  await machine.pip("install demo-tool", { step: { slot: other } });
  await machine.pip("uninstall -y demo-tool", { step: { made: true } });
  assert.ok(existsSync(`${machine.data}/commands/demo-tool`));
  assert.equal(readlinkSync(`${machine.data}/shims/demo-tool`), "safe-pip");
  await machine.pip("uninstall -y demo-tool", { step: { slot: other, made: true } });
  assert.deepEqual(
    machine.state().filter((file) => /demo-tool/.test(file)),
    [],
  );
});

for (const [number, name] of [
  "$(echo >ran)",
  "a `echo >ran` b",
  "it's",
  'a "b',
  "a;echo >ran;b",
  "a  b",
  "ä",
].entries()) {
  for (const padding of ["", "x".repeat(130)]) {
    test(`commands: in a directory called ${name}${padding}, nothing of its name is run`, {
      skip,
    }, async (t) => {
      const machine = await machineOf(t);
      const slot = `${machine.data}/dirs${machine.home}/${name}${padding}/@/${machine.version}`;
      assert.equal((await machine.pip("install demo-tool", { step: { slot } })).exitCode, 0);
      const cwd = await machine.directory(`home/elsewhere${number}`);
      const bin = `${slot}/venv/bin`;
      const line = "PATH=$1:$PATH && demo-tool && pip freeze && pip uninstall -q -y demo-tool";
      const ended = await machine.run([findProgram("sh"), "-c", line, "sh", bin], { cwd });
      assert.deepEqual(
        { ...ended, left: readdirSync(cwd) },
        {
          exitCode: 0,
          stdout: "demo-tool 3.1\ndemo-tool==3.1\n",
          stderr: "",
          left: [],
        },
      );
    });
  }
}

const NAMES =
  "cowsay yt-dlp 2to3 a.b_c+d pip pip3 pip3.11 pip-audit python python3 pythonz sudo apt-get sh safe-pip";
const NAMES_ODD = ["-x", ".x", "a b", "a/b", "é", "", "a\n", "activate", "activate.csh"];

test("commands: which names get a shim", { skip }, async (t) => {
  const machine = await machineOf(t);
  const names = [...NAMES.split(" "), ...NAMES_ODD];
  const program = `import sys
sys.path.insert(0, ${JSON.stringify(`${machine.root}/package/shims`)})
from safe_pip_runner.commands import allowed
print([name for name in sys.argv[1:] if allowed(name)])`;
  const { stdout } = await machine.run([findProgram("python3"), "-I", "-c", program, ...names]);
  assert.equal(stdout, "['cowsay', 'yt-dlp', '2to3', 'a.b_c+d', 'pip-audit', 'pythonz']\n");
});

test("pyvenv.cfg says what other tools look for", { skip }, async (t) => {
  const machine = await machineOf(t);
  await machine.pip("install demo-lib==1.0");
  const text = readFileSync(`${machine.slot}/venv/pyvenv.cfg`, "utf8");
  assert.match(
    text,
    /^home = \/.*\/bin\ninclude-system-site-packages = false\nversion = 3\.\d+\.\d+\nsafe-pip-system = none\n$/,
  );
});

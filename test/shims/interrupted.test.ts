import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { after, before, test } from "node:test";
import { type Index, startIndex } from "../index/start-index.ts";
import { type HeldIndex, startHeldIndex } from "./heldIndex.ts";
import { type Command, makeRunnerMachine, type RunnerMachine, skip, type Told } from "./runnerMachine.ts";

/*
 * What a kill, a Ctrl-C and two installs at once leave behind. An index that answers only when it is told to holds
 * pip in the middle of its work, so that nothing here is a matter of luck or of time.
 */

let index: Index;
before(async () => {
  if (!skip) index = await startIndex();
});
after(() => index?.stop());

/** A started program, whose stderr can be waited for. */
interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; signal: string | null; stdout: string; stderr: string }>;
  /** Resolves once stderr has this text in it; rejects where the program ends before. */
  says(text: string): Promise<void>;
}

function start({ argv, env }: Command, machine: RunnerMachine): Started {
  const [program, ...args] = argv;
  const as = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const child = spawn(program, args, { env, cwd: machine.project, stdio: ["ignore", "pipe", "pipe"], ...as });
  const text = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (chunk: string) => {
      text[stream] += chunk;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<Awaited<Started["ended"]>>((resolve) =>
    child.once("close", (code, signal) => resolve({ code, signal, ...text })),
  );
  const says = (wanted: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (text.stderr.includes(wanted)) resolve();
      };
      listeners.add(look);
      look();
      ended.then(() => reject(new Error(`ended without saying ${wanted}: ${text.stderr}`)));
    });
  return { child, ended, says };
}

/** A machine, and an install of `held` that waits in the middle of its work, in what holds `installed`. */
async function heldInstall(t: { after(end: () => unknown): void }, installed: readonly string[] = []) {
  const held = await startHeldIndex();
  const machine = await makeRunnerMachine(index.url);
  t.after(async () => {
    await held.stop();
    await machine.remove();
  });
  for (const before of installed) await machine.pip(`install ${before}`);
  const step = { made: installed.length > 0 };
  const env = { PIP_INDEX_URL: held.url };
  const settings = { asked: ["held"] };
  const install = start(machine.command(["install", "held"], { step, env, settings }), machine);
  await held.asked;
  return { held, machine, install } satisfies { held: HeldIndex; machine: RunnerMachine; install: Started };
}

const PUBLISHED = [
  "dirs/<project>/@/.lock",
  "dirs/<project>/@/3.X/base",
  "dirs/<project>/@/3.X/venv",
  "venvs/<id>",
];
const LEAF = "Successfully installed demo-leaf-1.1";

test("killed in the middle, nothing is published and the ledger's entry is open", { skip }, async (t) => {
  const { machine, install } = await heldInstall(t);
  install.child.kill("SIGKILL");
  await install.ended;
  assert.deepEqual(
    machine.state().filter((file) => file.endsWith("/base")),
    [],
  );
  assert.deepEqual(
    machine.ledger().map(({ state, exitCode }) => [state, exitCode]),
    [["open", null]],
  );
});

test("... and the next install takes what was left away and succeeds", { skip }, async (t) => {
  const { machine, install } = await heldInstall(t);
  install.child.kill("SIGKILL");
  await install.ended;
  const { exitCode, stdout, stderr } = await machine.pip("install demo-leaf");
  assert.deepEqual([exitCode, stdout.trimEnd().split("\n").at(-1)], [0, LEAF]);
  assert.equal(said(stderr)[0], "an install of held was cut short here before; what it left is not used");
  assert.deepEqual(machine.state(), PUBLISHED);
  assert.deepEqual(states(machine), ["interrupted", "done"]);
});

/** What is typed after an install into a published environment was killed, and what is said of it. */
const afterwards: readonly (readonly [name: string, line: string, told: Told])[] = [
  ["an install", "install demo-lib", { step: { made: true }, settings: { use: "safe-pip run " } }],
  ["an uninstall", "uninstall -y demo-leaf", { step: { made: true }, settings: { use: "safe-pip run " } }],
  [
    "a line that pip refuses",
    "install --no-such",
    { step: { made: true }, settings: { use: "safe-pip run " } },
  ],
];
for (const [name, line, told] of afterwards) {
  test(`killed in what is published, ${name} says so once, and the entry is closed`, { skip }, async (t) => {
    const { machine, install } = await heldInstall(t, ["demo-leaf"]);
    install.child.kill("SIGKILL");
    await install.ended;
    assert.deepEqual(states(machine), ["done", "open"]);
    const words =
      "an install of held was cut short here before. To be sure of it: safe-pip run pip install --force-reinstall held";
    assert.equal(said((await machine.pip(line, told)).stderr)[0], words);
    assert.deepEqual(states(machine).slice(0, 2), ["done", "interrupted"]);
    assert.ok(!(await machine.pip(line, told)).stderr.includes("cut short"));
  });
}

test("killed as the environment's own bin/pip, it is told without names", { skip }, async (t) => {
  const { machine, held } = await heldInstall(t, ["demo-leaf"]);
  held.release();
  const again = await startHeldIndex();
  t.after(() => again.stop());
  const own = `${machine.slot}/venv/bin/pip`;
  const env = { ...machine.command([]).env, PIP_INDEX_URL: again.url };
  delete (env as Record<string, string | undefined>).SAFE_PIP_RUN;
  const second = start({ argv: [own, "install", "held"], env }, machine);
  await again.asked;
  second.child.kill("SIGKILL");
  await second.ended;
  const { stderr } = await machine.inside("pip", ["install", "-q", "demo-lib"]);
  assert.equal(said(stderr)[0], "an install was cut short here before. To be sure of it: pip check");
  assert.deepEqual(states(machine), ["done", "failed", "interrupted", "done"]);
});

test("an install that waits for a living one takes nothing for cut short", { skip }, async (t) => {
  const { held, machine, install } = await heldInstall(t, ["demo-leaf"]);
  const second = start(machine.command(["install", "demo-lib"], { step: { made: true } }), machine);
  await second.says("safe-pip: waiting for another install");
  assert.deepEqual(states(machine), ["done", "open"]);
  held.release();
  await install.ended;
  assert.ok(!(await second.ended).stderr.includes("cut short"));
  assert.deepEqual(states(machine), ["done", "failed", "done"]);
});

function states(machine: RunnerMachine): unknown[] {
  return machine.ledger().map(({ state }) => state);
}

/** Our own lines, without the name. */
function said(stderr: string): string[] {
  return stderr.split("\n").flatMap((line) => (line.startsWith("safe-pip: ") ? [line.slice(10)] : []));
}

test("Ctrl-C leaves nothing, and is a failure", { skip }, async (t) => {
  const { machine, install } = await heldInstall(t);
  install.child.kill("SIGINT");
  const { code } = await install.ended;
  assert.equal(code, 1);
  assert.deepEqual(machine.state(), []);
  assert.deepEqual(
    machine.ledger().map(({ state }) => state),
    ["failed"],
  );
});

test("a second install waits, says for whom, and both end in one environment", { skip }, async (t) => {
  const { held, machine, install } = await heldInstall(t);
  install.child.kill("SIGSTOP");
  const second = start(machine.command(["install", "demo-leaf"]), machine);
  await second.says(`safe-pip: waiting for another install in this directory (process ${install.child.pid})`);
  install.child.kill("SIGCONT");
  held.release();
  await install.ended;
  const { code, stdout } = await second.ended;
  assert.deepEqual([code, stdout.trimEnd().split("\n").at(-1)], [0, LEAF]);
  assert.deepEqual(machine.state(), PUBLISHED);
});

test("a third install that comes after the first has failed waits for the second", { skip }, async (t) => {
  const { held, machine, install } = await heldInstall(t);
  const second = start(machine.command(["install", "demo-leaf"]), machine);
  await second.says("safe-pip: waiting for another install");
  held.release();
  await install.ended;
  const third = start(machine.command(["install", "demo-lib==1.2"]), machine);
  const [one, two] = await Promise.all([second.ended, third.ended]);
  assert.deepEqual([one.code, two.code], [0, 0]);
  assert.deepEqual(machine.state(), PUBLISHED);
  const { stdout } = await machine.inside("python", ["-c", "import demo_leaf, demo_lib; print('both')"]);
  assert.equal(stdout, "both\n");
});

test("two first installs at once end in one environment that has both", { skip }, async (t) => {
  const machine = await makeRunnerMachine(index.url);
  t.after(() => machine.remove());
  const installs = ["demo-leaf", "demo-lib==1.2"].map((name) =>
    start(machine.command(["install", name]), machine),
  );
  const codes = await Promise.all(installs.map(async ({ ended }) => (await ended).code));
  assert.deepEqual(codes, [0, 0]);
  assert.deepEqual(machine.state(), PUBLISHED);
  const { stdout } = await machine.inside("python", ["-c", "import demo_leaf, demo_lib; print('both')"]);
  assert.equal(stdout, "both\n");
});

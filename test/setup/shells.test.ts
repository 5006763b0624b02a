import assert from "node:assert/strict";
import { chmodSync, rmSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { hasProgram } from "../environment.ts";
import { localBin, makeHome, type SetupHome, skeleton } from "./home.ts";

/** How a shell is started; `typed`: on a terminal of its own, and what is asked is typed. */
interface Row {
  readonly name: string;
  readonly argv: readonly [string, ...string[]];
  readonly typed?: true;
  readonly env?: Readonly<Record<string, string>>;
}

const rows: readonly Row[] = [
  { name: "an interactive bash", argv: ["bash"], typed: true },
  { name: "a login bash", argv: ["bash", "-l"], typed: true },
  { name: "a bash in a bash", argv: ["bash", "-c", "bash"], typed: true },
  { name: "a login bash that runs a command", argv: ["bash", "-l"] },
  { name: "a command over ssh", argv: ["bash"], env: { SSH_CLIENT: "192.0.2.1 1 22" } },
  { name: "a login sh", argv: ["dash", "-l"] },
  { name: "an interactive zsh", argv: ["zsh"], typed: true },
  { name: "a login zsh", argv: ["zsh", "-l"], typed: true },
  { name: "a script in zsh", argv: ["zsh"] },
  { name: "an interactive fish", argv: ["fish"], typed: true },
  { name: "a login fish", argv: ["fish", "-l"], typed: true },
  { name: "a script in fish", argv: ["fish"] },
];

const ASK = 'echo "=$(command -v pip) $(command -v python3)="';

describe("after `safe-pip setup`", () => {
  let made: SetupHome;
  before(async () => {
    made = await makeHome({ ...skeleton, ...localBin });
    for (const name of Object.keys(localBin)) chmodSync(path.join(made.home, name), 0o755);
    const { exitCode, stderr } = await made.safePip(["setup"]);
    assert.equal(exitCode, 0, stderr);
  });
  after(() => made.environment.remove());

  for (const row of rows) {
    test(`${row.name} finds our pip and python3 first`, { skip: reason(row) }, async () => {
      const { stdout } = await ask(made, row);
      const shims = `${made.data}/shims`;
      assert.deepEqual(
        /=(\/\S+) (\/\S+)=/.exec(stdout)?.slice(1),
        [`${shims}/pip`, `${shims}/python3`],
        stdout,
      );
    });
  }

  const noTmux = hasProgram("tmux") ? false : "tmux is not installed";
  test("a shell in a pane of tmux finds them first", { skip: noTmux }, async () => {
    const inPane = `${ASK.replaceAll("=", "")} > out; tmux -S socket wait-for -S asked; cat`;
    await made.environment.write("home/pane", inPane);
    const { stdout } = await made.fresh([
      "dash",
      "-c",
      `tmux -S socket -f /dev/null new-session -d "bash -i pane" && tmux -S socket wait-for asked; tmux -S socket kill-server; cat out`,
    ]);
    assert.equal(stdout, `${made.data}/shims/pip ${made.data}/shims/python3\n`);
  });

  for (const [name, typed] of [
    ["a script of sh's that is started by its name", "./script"],
    ["... with the PATH of that shell and nothing else of it", 'env -i PATH="$PATH" ./script'],
    ["... with other variables gone and a HOME of another's", 'env -i HOME=/ PATH="$PATH" ./script'],
  ] as const) {
    test(`${name} finds them first`, {
      skip: hasProgram("dash") ? false : "dash is not installed",
    }, async () => {
      await made.environment.write("home/script", "#!/bin/dash\ncommand -v pip; command -v python3\n", 0o755);
      const { stdout } = await made.fresh(["bash", "-lc", typed]);
      assert.equal(stdout, `${made.data}/shims/pip\n${made.data}/shims/python3\n`);
    });
  }

  test("make finds them by the PATH of the shell that it is typed in", {
    skip: hasProgram("make") ? false : "make is not installed",
  }, async () => {
    await made.environment.write("home/Makefile", "all:\n\t@command -v pip; command -v python3\n");
    const { stdout } = await made.fresh(["bash", "-lc", "make -s"]);
    assert.equal(stdout, `${made.data}/shims/pip\n${made.data}/shims/python3\n`);
  });

  test("what they find hands over to the next of its name", async () => {
    const led = await made.fresh(["bash", "-lc", "pip --version && python3 -c 'print(1)'"]);
    assert.deepEqual(led, { exitCode: 0, stdout: "another pip\nanother python\n", stderr: "" });
  });

  test("doctor says that every one of these shells is reached", async () => {
    const { stdout } = await made.fresh(["bash", "-lc", "safe-pip doctor --json"]);
    const { checks } = JSON.parse(stdout).data;
    const shells = ["bash", "bash-login", "sh-login", "zsh", "zsh-scripts", "fish"];
    const reached = checks.filter(
      (check: { name: string; verdict: string }) => shells.includes(check.name) && check.verdict === "ok",
    );
    assert.equal(
      reached.length,
      shells.filter((name) => hasProgram(name.split("-")[0] ?? "")).length,
      stdout,
    );
  });
});

describe("once the data directory has gone, the lines say nothing and change no PATH", () => {
  let made: SetupHome;
  before(async () => {
    made = await makeHome(skeleton);
    await made.safePip(["setup"]);
    rmSync(made.data, { recursive: true });
  });
  after(() => made.environment.remove());
  for (const row of rows.filter(({ typed }) => typed)) {
    test(row.name, { skip: reason(row) }, async () => {
      const { exitCode, stdout } = await ask(made, row, 'echo "=$PATH="');
      assert.equal(exitCode, 0, stdout);
      assert.match(stdout, /=\/\S+=\r?$/m);
      assert.doesNotMatch(stdout.replaceAll(made.home, "~"), /safe-pip|o such file|rror/);
    });
  }
  for (const row of rows.filter(({ typed }) => typed === undefined)) {
    test(row.name, { skip: reason(row) }, async () => {
      const { exitCode, stdout, stderr } = await made.fresh([...row.argv, "-c", "echo $PATH"], {
        env: row.env ?? {},
      });
      assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: "" });
      assert.doesNotMatch(stdout, /safe-pip/);
    });
  }
});

function ask({ fresh }: SetupHome, { argv, typed, env = {} }: Row, asked = ASK) {
  if (!typed) return fresh([...argv, "-c", asked], { env });
  // A terminal of its own, by script(1); what is asked is typed, and what it shows is read.
  const command = argv.map((word) => (/\s/.test(word) ? `'${word}'` : word)).join(" ");
  return fresh(["script", "-qefc", command, "/dev/null"], { env, stdin: `${asked}\nexit\n` });
}

function reason({ argv: [shell], typed }: Row): string | false {
  if (!hasProgram(shell)) return `${shell} is not installed`;
  return typed && !hasProgram("script") ? "script is not installed" : false;
}

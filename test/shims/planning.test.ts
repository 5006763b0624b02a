import assert from "node:assert/strict";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { findProgram, hasProgram } from "../environment.ts";
import type { Finished } from "../process.ts";
import { answers, makeShimMachine, type Planner, type ShimMachine, type TypeOptions } from "./shimMachine.ts";

/*
 * Where the directory has an environment, its python asks the planner and loads pip meanwhile. Whatever the planner
 * answers, nobody is to see that: a line comes to the same as without it. The python is real; node and pip are
 * stand-ins, so that each can be killed, stopped, slow or wrong.
 */

const skip = hasProgram("dash") && hasProgram("python3") ? false : "this machine has no dash or no python3";

const PLACE = "dirs<root>/home/app";
const INSTALL = ["pip", "install", "six"] as const;

/** The planner's answer that is pip in this environment. */
const HERE = answers.exec(
  "set SAFE_PIP_RUN slot=<slot>\tdata=<root>/home/.local/share/safe-pip\tasked=six",
  "unset PYTHONHOME",
  "word <root>/shims/runner.py",
  "word <slot>/venv/bin/python",
);

/** What started the planner, told on stderr. */
const WHO = `read -r name < /proc/$PPID/comm; case $name in python*) echo by python ;; *) echo "by $name" ;; esac >&2`;

/** Until a pip that tells so is being loaded. */
const ONCE_LOADING = 'until [ -e "$TMPDIR/began" ]; do :; done';

interface World {
  readonly machine: ShimMachine;
  readonly slot: string;
  type(words: readonly [string, ...string[]], options?: TypeOptions): Promise<Finished>;
}

/** Runs `body` where ~/app has an environment of the real python, with this planner. */
async function inWorld(
  planner: Planner,
  body: (world: World) => Promise<void>,
  given: (machine: ShimMachine, slot: string) => Promise<unknown> = async () => {},
  loading = "",
): Promise<void> {
  const machine = await makeShimMachine();
  try {
    const slot = await machine.realEnvironment(PLACE.replace("<root>", machine.root), loading);
    const told = (text: string) => text.replaceAll("<slot>", slot).replaceAll("<root>", machine.root);
    if ("answers" in planner) await machine.planner({ answers: told(planner.answers) });
    if ("script" in planner) await machine.planner({ script: told(planner.script) });
    if ("absent" in planner) await machine.planner(planner);
    await given(machine, slot);
    const cwd = `${machine.home}/app`;
    await machine.directory("home/app");
    await body({
      machine,
      slot,
      async type(words, options) {
        const { exitCode, stdout, stderr } = await machine.type(words, { cwd, ...options });
        return { exitCode, stdout: machine.normalise(stdout), stderr: machine.normalise(stderr) };
      },
    });
  } finally {
    await machine.remove();
  }
}

const remove = (machine: ShimMachine, file: string) => rm(path.join(machine.root, file), { recursive: true });

const answering = (answer: string, before = "") => ({
  script: `${before}\ncat << 'ANSWER'\n${answer}\nANSWER`,
});

test("planning: pip in this environment goes on in the python that asked", { skip }, () =>
  inWorld(answering(HERE, WHO), async ({ type }) => {
    assert.deepEqual(await type(INSTALL), {
      exitCode: 0,
      stdout: "environment's pip: [install] [six]\n",
      stderr: "by python\n",
    });
  }),
);

test("planning: the same for python -m pip, and pip's exit code is the exit code", { skip }, () =>
  inWorld(answering(HERE, WHO), async ({ type }) => {
    const typed = ["python3", "-m", "pip", "uninstall", "-y", "six"] as const;
    assert.deepEqual(await type(typed, { env: { PIP_ENDS_WITH: "23" } }), {
      exitCode: 23,
      stdout: "environment's pip: [uninstall] [-y] [six]\n",
      stderr: "by python\n",
    });
  }),
);

test("planning: settings of the answer reach pip, and no setting of ours does", { skip }, () => {
  const loading = `import atexit, os
atexit.register(lambda: print(os.environ.get("PIP_INDEX_URL"), [name for name in os.environ if "SAFE_PIP" in name]))`;
  const answer = HERE.replace("unset", "set PIP_INDEX_URL https://index.example/simple\nunset");
  return inWorld(
    answering(answer),
    async ({ type }) =>
      assert.equal(
        (await type(INSTALL)).stdout,
        "environment's pip: [install] [six]\nhttps://index.example/simple []\n",
      ),
    undefined,
    loading,
  );
});

test("planning: a setting that Python reads as it starts is there when pip runs", { skip }, () =>
  inWorld(
    answering(HERE.replace("unset", "set PYTHONPATH <root>/more\nunset")),
    async ({ type }) =>
      assert.equal((await type(INSTALL)).stdout, "environment's pip: [install] [six]\n<root>/more\n"),
    undefined,
    "import atexit, sys; atexit.register(lambda: print(*[path for path in sys.path if path.endswith('/more')]))",
  ),
);

test("planning: another script for the same python is another program", { skip }, () =>
  inWorld(
    answering(answers.exec("word <root>/other.py", "word <slot>/venv/bin/python")),
    async ({ type }) => assert.equal((await type(INSTALL)).stdout, "['install', 'six']\n"),
    (machine) => machine.write("other.py", "import sys; print(sys.argv[1:])"),
  ),
);

test(
  "planning: pip runs with the garbage collector on, which is to pass over what was loaded",
  { skip },
  () =>
    inWorld(
      answering(HERE),
      async ({ type }) =>
        assert.equal((await type(INSTALL)).stdout, "environment's pip: [install] [six]\nTrue True\n"),
      undefined,
      "import atexit, gc; atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 0))",
    ),
);

test("planning: words that are no UTF-8 reach pip byte for byte (T38)", { skip }, () =>
  inWorld(answering(HERE), async ({ machine }) => {
    const line = `cd app && exec pip install "$(printf 'caf\\351')" "$(printf '\\377 x')"`;
    const PATH = ["shims", "usr/bin", "bin"].map((each) => `${machine.root}/${each}`).join(":");
    const hex = `${line} | od -An -c`;
    const { stdout } = await machine.run([findProgram("dash"), "-c", hex], {
      env: { PATH: `${PATH}:/usr/bin` },
    });
    assert.match(stdout, / f 351 {3}\].*\[ 377 {7}x/s);
  }),
);

// Everything else that a planner can do: the line comes to what it comes to without the python.
const TELL = "word <root>/bin/tell";
const others: readonly (readonly [
  name: string,
  planner: Planner,
  options?: TypeOptions,
  typed?: readonly [string, ...string[]],
])[] = [
  ["another program", answering(answers.exec(TELL))],
  ["another program with words, and words left out", answering(answers.exec("leave ,1,", "word a", TELL))],
  ["a setting for another program", answering(answers.exec("set SEEN yes it is", "unset GONE", TELL))],
  ["the real pip", answering(answers.pass)],
  ["exit 0", answering(answers.exec("exit 0"), "echo satisfied >&9")],
  ["exit 3", answering(answers.exec("exit 3"), "echo failed >&2")],
  ["a crash", { script: "echo bug >&2; exit 70" }],
  ["garbage", { script: "echo hello" }],
  ["nothing", { script: "exit 0" }],
  ["half an answer", { script: "printf 'safe-pip 1\\nword /bin/false\\nen'" }],
  ["half an answer that ends", { script: "printf 'safe-pip 1\\nexit 0\\nen'" }],
  ["another version's answer", { script: "printf 'safe-pip 2\\nword /bin/false\\nend'" }],
  ["an answer with a NUL", { script: "printf 'safe-pip 1\\nset A b\\000c\\nend'" }],
  ["an exit code that is none", answering(answers.exec("exit x"))],
  ["an answer without a program", { script: "printf 'safe-pip 1\\nset A b\\nend'" }],
  ["a node that is no program", { script: "" }],
  ["no node", { absent: "node" }],
  ["no planner", { absent: "planner" }],
  ["a long answer", answering(answers.exec(`set LONG ${"x".repeat(100_000)}`, TELL))],
  [
    "an answer that no program can be given",
    answering(answers.exec(`set LONG ${"x".repeat(200_000)}`, TELL)),
  ],
  ["a reader of stdin", answering(answers.exec(TELL), "read -r word; echo $word >&2"), { stdin: "y\nrest" }],
  [
    "code for Node",
    answering(answers.exec(TELL), 'echo "$NODE_OPTIONS" >&2'),
    { env: { NODE_OPTIONS: "--x" } },
  ],
  [
    "the signals that Node starts with", // glibc's posix_spawn ignores two of its own, beyond these bits
    answering(answers.exec(TELL), "sed -n 's/^SigIgn:.*\\(.......\\)$/ignores \\1/p' /proc/self/status >&2"),
  ],
  ["the C locale", answering(answers.exec(TELL)), { env: { LC_ALL: "", LANG: "C" } }],
  ["an empty word", answering(answers.exec(TELL)), {}, ["pip", "install", "", "a b", "c\nd"]],
  ["python -m pip", answering(answers.exec(TELL)), {}, ["python3", "-m", "pip", "install", "six"]],
  ["python -mpip, for the real pip", answering(answers.pass), {}, ["python3", "-mpip", "install", "six"]],
];

for (const [name, planner, options, typed = INSTALL] of others) {
  test(`planning: ${name} is what it is without the python`, { skip }, () =>
    inWorld(
      planner,
      async ({ machine, slot, type }) => {
        if (name === "a node that is no program") await machine.write("usr/bin/node", "\0\x7f", 0o755);
        const meanwhile = await type(typed, options);
        await machine.write(`${slot.slice(machine.root.length + 1)}/adopted`, "");
        assert.deepEqual(meanwhile, await type(typed, options));
        assert.notEqual(meanwhile.stdout + meanwhile.stderr + meanwhile.exitCode, "");
      },
      (machine) =>
        machine
          .script(
            "bin/tell",
            `printf '[%s]' "$@" "$SEEN" "$GONE" "$PYTHONPATH" "$NODE_OPTIONS" "\${LC_CTYPE-none}" "\${#LONG}"
set | grep SAFE_PIP | sed "s/$$/<pid>/"
if { true >&9; } 2> /dev/null; then echo leak; fi
grep -e SigIgn -e SigBlk -e SigCgt /proc/self/status
cat`,
          )
          .then(() => Promise.all(["grep", "sed"].map((program) => machine.link(program)))),
    ),
  );
}

test("planning: an answer that is another ends the loading of pip at once", { skip }, () =>
  // This pip is never loaded to its end; the planner answers once its loading has begun.
  inWorld(
    answering(answers.exec("exit 0"), `${ONCE_LOADING}; echo satisfied >&9`),
    async ({ type }) =>
      assert.deepEqual(await type(INSTALL), { exitCode: 0, stdout: "satisfied\n", stderr: "" }),
    undefined,
    `import os, time
open(os.environ["TMPDIR"] + "/began", "w").close()
while True: time.sleep(0.01)`,
  ),
);

test("planning: a pip that can't be loaded is told of by the run, not by the loading", { skip }, () =>
  inWorld(
    answering(answers.exec("word kept", "word echo"), `${WHO}\n${ONCE_LOADING}`),
    async ({ type }) =>
      assert.deepEqual(await type(INSTALL), {
        exitCode: 0,
        stdout: "kept install six\n",
        stderr: "by python\n",
      }),
    (machine) => machine.link("echo"),
    `import os
open(os.environ["TMPDIR"] + "/began", "w").close()
raise ValueError("broken")`,
  ),
);

test("planning: what is amiss with a pip is said as if it had not been loaded before", { skip }, () =>
  inWorld(
    answering(HERE),
    async ({ machine, slot, type }) => {
      const meanwhile = await type(INSTALL);
      assert.match(meanwhile.stderr, /\nRuntimeError: no pip of this Python's\n$/);
      await machine.write(`${slot.slice(machine.root.length + 1)}/adopted`, "");
      assert.deepEqual(meanwhile, await type(INSTALL));
    },
    async (machine, slot) => {
      const [packages = ""] = await readdir(`${slot}/venv/lib`);
      await machine.write(
        `${slot.slice(machine.root.length + 1)}/venv/lib/${packages}/site-packages/pip/_internal/__init__.py`,
        'import pip._internal.cli.main\nraise RuntimeError("no pip of this Python\'s")',
      );
    },
  ),
);

test("planning: a pip that ends the process as it is loaded has no say in another plan", { skip }, () =>
  inWorld(
    answering(answers.exec("exit 0"), `${ONCE_LOADING}; echo satisfied >&9`),
    async ({ type }) =>
      assert.deepEqual(await type(INSTALL), { exitCode: 0, stdout: "satisfied\n", stderr: "" }),
    undefined,
    `import os
open(os.environ["TMPDIR"] + "/began", "w").close()
raise SystemExit(3)`,
  ),
);

// The error is raised in the midst of the loading, which ends there and tells nobody.
test(
  "planning: an answer that could not be taken is asked for again, and no pip runs without one",
  { skip },
  () =>
    inWorld(
      answering(answers.exec("exit 5"), `${WHO}\n${ONCE_LOADING}`),
      async ({ type }) =>
        assert.deepEqual(await type(INSTALL), { exitCode: 5, stdout: "", stderr: "by python\nby sh\n" }),
      undefined,
      `import os, time
is_first, os.read = os.read, None
open(os.environ["TMPDIR"] + "/began", "w").close()
while is_first: time.sleep(0.01)`,
    ),
);

test("planning: a pip that another install replaced meanwhile is loaded anew", { skip }, () =>
  inWorld(
    answering(HERE),
    async ({ machine, slot, type }) => {
      const python = findProgram("python3");
      const holder = machine.run([python, await machine.write("holder.py", REPLACE), slot]);
      const words = ["sh", ...INSTALL, "--global-option", "-S"] as const;
      const result = await type(words, { path: ["shims", "usr/bin", "bin"] });
      assert.equal((await holder).stderr, "");
      assert.deepEqual(result, {
        exitCode: 0,
        stdout: "the new pip: ['install', 'six', '--global-option', '-S']\n",
        stderr: "",
      });
    },
    (machine) => machine.script("shims/sh", 'until [ -e "$TMPDIR/held" ]; do :; done; exec "$@"'),
    `import os
open(os.environ["TMPDIR"] + "/loading", "w").close()`,
  ),
);

/** Another install of the directory: it holds the lock until the first one has loaded the old pip. */
const REPLACE = `
import fcntl, glob, os, sys, time
slot, tmp = sys.argv[1], os.environ["TMPDIR"]
lock = open(os.path.dirname(slot) + "/.lock", "w")
fcntl.flock(lock, fcntl.LOCK_EX)
open(tmp + "/held", "w").close()
while not os.path.exists(tmp + "/loading"): time.sleep(0.01)
time.sleep(0.2)
[packages] = glob.glob(slot + "/venv/lib/*/site-packages")
with open(packages + "/pip/_internal/cli/main.py", "w") as file:
    file.write("import sys\\ndef main(words): print('the new pip:', words); return 0\\n")
os.mkdir(packages + "/pip-99.dist-info")
`;

test("planning: a planner that is stopped and goes on has not ended", { skip }, () =>
  inWorld(
    answering(
      HERE,
      "{ until grep -q 'State:.T' /proc/$$/status; do :; done; kill -CONT $$; } > /dev/null & kill -STOP $$",
    ),
    async ({ type }) =>
      assert.deepEqual(await type(INSTALL), {
        exitCode: 0,
        stdout: "environment's pip: [install] [six]\n",
        stderr: "",
      }),
    (machine) => machine.link("grep"),
  ),
);

for (const [signal, code] of [
  ["INT", 130],
  ["TERM", 143],
  ["HUP", 129],
] as const) {
  test(`planning: SIG${signal} while the planner thinks is the end, without a word`, { skip }, () =>
    inWorld({ script: `kill -${signal} $PPID; exit 0` }, async ({ type }) => {
      assert.deepEqual(await type(INSTALL), { exitCode: code, stdout: "", stderr: "" });
    }),
  );
}

test("planning: an answer in the environment that is another process's is no answer", { skip }, () =>
  inWorld(answering(answers.exec("exit 5")), async ({ type }) => {
    const env = { SAFE_PIP_ANSWER: "1:safe-pip 1\nexit 9\nend" };
    assert.deepEqual(await type(INSTALL, { env }), { exitCode: 5, stdout: "", stderr: "" });
  }),
);

const descriptors = [
  ["no stdout", "pip install six >&-; echo $?"],
  ["no stdin", "pip install six <&-; echo $?"],
  ["a descriptor 9 that comes next", "exec 3<&0 4<&0 5<&0 6<&0 7<&0; pip install six; echo $?"],
] as const;

for (const [name, line] of descriptors) {
  test(`planning: with ${name} a line comes to what it comes to without the python`, { skip }, () =>
    inWorld(answering(answers.exec("exit 5"), "echo said >&9; echo said >&2"), async ({ machine, slot }) => {
      const PATH = ["shims", "usr/bin", "bin"].map((each) => `${machine.root}/${each}`).join(":");
      const typed = () => machine.run([findProgram("dash"), "-c", `cd app; ${line}`], { env: { PATH } });
      const meanwhile = await typed();
      await machine.write(`${slot.slice(machine.root.length + 1)}/adopted`, "");
      assert.deepEqual(meanwhile, await typed());
    }),
  );
}

// Where the plan is not likely to be pip in this environment, or Python would have to start otherwise, sh asks.
const shAsks: readonly (readonly [
  name: string,
  typed: readonly [string, ...string[]],
  options?: TypeOptions,
  given?: (machine: ShimMachine, slot: string) => Promise<unknown>,
])[] = [
  ["an option before the command", ["pip", "-v", "install", "six"]],
  ["python's own options", ["python3", "-u", "-m", "pip", "install", "six"]],
  ["a file of requirements", ["pip", "install", "-r", "requirements.txt"]],
  ["a file of requirements by its long name", ["pip", "install", "--requirement=requirements.txt"]],
  ["a long list", ["pip", "install", ..."abcdefghi"]],
  ["PYTHONHOME", [...INSTALL], { env: { PYTHONHOME: "/usr" } }],
  [
    "an adopted environment",
    [...INSTALL],
    {},
    (machine, slot) => machine.write(`${slot.slice(machine.root.length + 1)}/adopted`, ""),
  ],
  [
    "an environment with another python in it",
    [...INSTALL],
    {},
    async (machine, slot) => {
      const python = `${slot.slice(machine.root.length + 1)}/venv/bin/python`;
      await remove(machine, python);
      await machine.script(python, "echo another python");
    },
  ],
  [
    "a Python of which sh can't tell whether it is marked",
    [...INSTALL],
    {},
    (machine) => remove(machine, "usr/lib"),
  ],
  ["another directory", [...INSTALL], { cwd: "/" }],
  ["a runner that is not there", [...INSTALL], {}, (machine) => remove(machine, "shims/runner.py")],
];

for (const [name, typed, options, given] of shAsks) {
  test(`planning: sh asks, for ${name}`, { skip }, () =>
    inWorld(
      answering(answers.exec("exit 0"), WHO),
      async ({ type }) =>
        assert.deepEqual(await type(typed, options), { exitCode: 0, stdout: "", stderr: "by dash\n" }),
      given,
    ),
  );
}

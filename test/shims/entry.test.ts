import assert from "node:assert/strict";
import { test } from "node:test";
import { hasProgram } from "../environment.ts";
import { answers, makeShimMachine, type Planner, type ShimMachine, type TypeOptions } from "./shimMachine.ts";

/*
 * The sh entry, driven by dash among stand-ins that say who they are (shimMachine.ts says why). A case: what is
 * typed, in which world, and the whole of what comes out.
 */

interface Case {
  /** A sentence of behaviour. */
  readonly name: string;
  readonly typed: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  /** Below the root. */
  readonly cwd?: string;
  /** Directories of PATH below the root, in place of shims, usr/bin, bin. */
  readonly path?: readonly string[];
  readonly planner?: Planner;
  /** What differs from a marked python3.11 and a pip, with nothing installed by safe-pip. */
  readonly given?: (machine: ShimMachine) => Promise<unknown>;
  readonly exitCode?: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

const skip = hasProgram("dash") ? false : "this machine has no dash";

/** Typed with pip, answered by the real pip, and nobody else was started. */
function untouched(name: string, line: string, more: Partial<Case> = {}): Case {
  const words = line === "" ? [] : line.split(" ");
  const stdout = `real pip:${words.map((word) => ` [${word}]`).join("")}\n`;
  return { name, typed: ["pip", ...words], stdout, ...more };
}

/** Typed with pip: the planner was asked, and passed. */
function asked(name: string, line: string, more: Partial<Case> = {}): Case {
  const words = line.split(" ").map((word) => ` [${word}]`);
  return {
    name,
    typed: ["pip", ...line.split(" ")],
    stdout: `real pip:${words.join("")}\n`,
    stderr: `asked: plan${words.join("")}\n`,
    ...more,
  };
}

const ownVenv = async (machine: ShimMachine) => {
  await machine.speaker("own/bin/python", "own python");
  await machine.speaker("own/bin/pip", "own pip");
};
const conf = "home/.config/safe-pip/config.toml";
const OURS = "<root>/home/.local/share/safe-pip/dirs/home/app/@/3.11/venv";

const PYENV_FIRST = ["shims", ".pyenv/shims", "usr/bin", "bin"];

/** pyenv's layout, with shims of which each says its name (pyenv.machine.test.ts has the real one). */
const pyenv = async (machine: ShimMachine) => {
  await machine.directory(".pyenv/versions");
  for (const name of ["pip", "python", "python3"])
    await machine.speaker(`.pyenv/shims/${name}`, `pyenv ${name}`);
};
const version = (file: string, text: string, mode?: number) => (machine: ShimMachine) =>
  machine.write(file, text, mode);
const pyenvSystemInDirectory = async (machine: ShimMachine) => {
  await machine.write("home/app/.python-version", "system\n");
  await machine.write(".pyenv/version", "3.12.1\n");
};

const cases: readonly Case[] = [
  // What needs no plan.
  untouched("a command that concerns no environment is the real pip's", "download six"),
  untouched("no argument is the real pip's", ""),
  untouched("--version is the real pip's", "--version"),
  untouched("pip config is the real pip's", "config set global.index-url x"),
  untouched("a reading command is the real pip's where nothing of ours is", "list --format=json"),
  untouched("SAFE_PIP=off is the real pip, for an install too", "install six", { env: { SAFE_PIP: "off" } }),
  untouched("shell completion is the real pip's", "install", { env: { PIP_AUTO_COMPLETE: "1" } }),
  {
    name: "pip3 is the real pip3",
    typed: ["pip3", "download", "six"],
    stdout: "real pip3: [download] [six]\n",
  },
  {
    name: "safe-pip is the real pip, where it is no command of its own",
    typed: ["safe-pip", "download", "six"],
    stdout: "real pip: [download] [six]\n",
  },
  {
    name: "where there is no pip of this name but a pip3, that is it",
    typed: ["pip", "download", "six"],
    given: (machine) => machine.script("usr/bin/pip", "exit 9").then(() => remove(machine, "usr/bin/pip")),
    stdout: "real pip3: [download] [six]\n",
  },
  untouched("an install for an interpreter without a marker is the real pip's", "install six", {
    given: (machine) => remove(machine, "usr/lib/python3.11/EXTERNALLY-MANAGED"),
  }),
  untouched("words reach the real pip as they are", "download $(id) `id` * ~ ; | > \" ' \\n -- =x"),
  {
    name: "an empty word and words with blanks and newlines reach the real pip",
    typed: ["pip", "download", "", "a  b", "c\nd", "\t"],
    stdout: "real pip: [download] [] [a  b] [c\nd] [\t]\n",
  },

  // What asks the planner.
  asked("an install asks the planner", "install six"),
  asked("an uninstall asks the planner", "uninstall -y six"),
  asked("options before the command hide nothing", "--no-input -v install six"),
  asked("--python with a reading command asks the planner", "--python /opt/py list"),
  asked("--python behind a reading command asks the planner", "list --python /opt/py"),
  asked("PIP_PYTHON with a reading command asks the planner", "list", { env: { PIP_PYTHON: "/opt/py" } }),
  asked("an interpreter of which sh can't tell whether it is marked asks the planner", "install six", {
    given: async (machine) => {
      const { rm } = await import("node:fs/promises");
      await rm(`${machine.root}/usr/lib`, { recursive: true });
    },
  }),
  asked("a user's policy may speak where there is no marker", "install six", {
    given: async (machine) => {
      await remove(machine, "usr/lib/python3.11/EXTERNALLY-MANAGED");
      await machine.write(conf, "");
    },
  }),
  {
    name: "python -m pip install asks the planner, and its real pip is python's module",
    typed: ["python3", "-m", "pip", "install", "six"],
    stdout: "real python: [-m] [pip] [install] [six]\n",
    stderr: "asked: plan [install] [six]\n",
  },
  {
    name: "python -m pip download is python's module",
    typed: ["python3", "-m", "pip", "download", "six"],
    stdout: "real python: [-m] [pip] [download] [six]\n",
  },
  ...(
    [
      ["--version", "asked: plan [--version]\n"],
      ["list", "asked: plan [list]\n"],
    ] as const
  ).map(
    ([command, stderr]): Case => ({
      name: `where the distribution's Python came without a pip, python -m pip ${command} asks the planner`,
      typed: ["python3", "-u", "-m", "pip", command],
      planner: { answers: answers.exec("word shared", "word <root>/bin/python3") },
      given: async (machine) => {
        await noModule(machine);
        await machine.speaker("bin/python3", "said");
      },
      stdout: `said: [-u] [shared] [${command}]\n`,
      stderr,
    }),
  ),
  ...(
    [
      ["in the user's own directory", "home/.local/lib/python3.11/site-packages/pip/__init__.py", {}],
      ["in /usr/local", "usr/local/lib/python3.11/dist-packages/pip/__init__.py", {}],
      ["where PYTHONPATH may lead", "elsewhere/pip/__init__.py", { PYTHONPATH: "<root>/elsewhere" }],
    ] as const
  ).map(
    ([where, file, env]): Case => ({
      name: `... but not where a pip is ${where}`,
      typed: ["python3", "-m", "pip", "--version"],
      env,
      given: async (machine) => {
        await noModule(machine);
        await machine.write(file, "");
      },
      stdout: "real python: [-m] [pip] [--version]\n",
    }),
  ),
  {
    name: "... nor where it is switched off",
    typed: ["python3", "-m", "pip", "--version"],
    env: { SAFE_PIP: "off" },
    given: noModule,
    stdout: "real python: [-m] [pip] [--version]\n",
  },
  ...(
    [
      ["pip config list", "real pip: [config] [list]\n"],
      ["pip cache list", "real pip: [cache] [list]\n"],
      ["python3 -Im pip config list", "real python: [-Im] [pip] [config] [list]\n"],
    ] as const
  ).map(
    ([line, stdout]): Case => ({
      name: `${line} reads no environment, and is the real pip's`,
      typed: line.split(" ") as [string, ...string[]],
      cwd: "home/app",
      given: (machine) => machine.environment(`dirs${machine.root}/home/app`),
      stdout,
    }),
  ),

  // Options of python's own before the module (`managed`: in app, which has an environment of ours).
  ...(
    [
      ["-I -m pip", "is asked"],
      ["-u -m pip", "is asked"],
      ["-Im pip", "is asked"],
      ["-mpip", "is asked"],
      ["-Impip", "is asked"],
      ["-W ignore::* -X dev -m pip", "is asked"],
      ["-Wignore -Xdev -BIu -m pip", "is asked"],
      ["-uW ignore -mpip", "is asked"],
      ["-i -m pip", "passes: python stays open behind it"],
      ["-S -m pip", "passes: python sees no pip then"],
      ["-V -m pip", "passes: python tells its version"],
      ["--help -m pip", "passes: python tells its options"],
      ["-W  -m pip", "passes: an empty value can't be handed on"],
      ["-m pipx", "passes: another module"],
      ["-m venv -m pip", "passes: words of another module's"],
      ["-c pip -m pip", "passes: a command"],
      ["-W -m pip", "passes: -W has taken -m, and pip is a script"],
      ["pip.py -m pip", "passes: a script's words"],
      ["- -m pip", "passes: stdin's words"],
    ] as const
  ).map(([before, outcome]): Case => {
    const words = [...before.split(" "), "install", "six"];
    return {
      name: `python ${before} install: the planner ${outcome}`,
      typed: ["python3", ...words],
      stdout: `real python:${words.map((word) => ` [${word}]`).join("")}\n`,
      stderr: outcome === "is asked" ? "asked: plan [install] [six]\n" : "",
    };
  }),
  {
    name: "python's options reach the python that the answer names, and no name is looked for in them",
    typed: ["python3", "-W", "* ignore", "-Im", "pip", "install", "a b"],
    planner: { answers: answers.exec("word runner", "word <root>/bin/python3.11") },
    given: (machine) => machine.speaker("bin/python3.11", "env python"),
    stdout: "env python: [-W* ignore] [-I] [runner] [install] [a b]\n",
    stderr: "asked: plan [install] [a b]\n",
  },
  {
    name: "... and no program that is no python",
    typed: ["python3", "-u", "-m", "pip", "install", "--user", "six"],
    planner: { answers: answers.exec("leave ,1,", "word <root>/bin/say") },
    given: (machine) => machine.speaker("bin/say", "said"),
    stdout: "said: [install] [six]\n",
    stderr: "asked: plan [install] [--user] [six]\n",
  },
  {
    name: "python -m pip list is the pip of the directory's environment",
    typed: ["python3", "-m", "pip", "list"],
    cwd: "home/app",
    given: (machine) => machine.environment(`dirs${machine.root}/home/app`),
    stdout: "managed pip: [list]\n",
  },
  {
    name: "python -Im pip list is that pip, run by the environment's python",
    typed: ["python3", "-Im", "pip", "list"],
    cwd: "home/app",
    given: (machine) => machine.environment(`dirs${machine.root}/home/app`),
    stdout:
      "managed python: [-I] [<root>/home/.local/share/safe-pip/dirs<root>/home/app/@/3.11/venv/bin/pip] [list]\n",
  },
  {
    name: "python -u -m pip uninstall by the environment's own pip, run by its python",
    typed: ["python3", "-u", "-m", "pip", "uninstall", "six"],
    cwd: "home/app",
    planner: {
      answers: answers.exec("word <root>/home/.local/share/safe-pip/dirs<root>/home/app/@/3.11/venv/bin/pip"),
    },
    given: (machine) => machine.environment(`dirs${machine.root}/home/app`),
    stdout:
      "managed python: [-u] [<root>/home/.local/share/safe-pip/dirs<root>/home/app/@/3.11/venv/bin/pip] [uninstall] [six]\n",
    stderr: "asked: plan [uninstall] [six]\n",
  },
  {
    name: "python -I -m pip in an active environment is that python's module",
    typed: ["python", "-I", "-m", "pip", "install", "six"],
    env: { VIRTUAL_ENV: "<root>/own" },
    given: ownVenv,
    stdout: "own python: [-I] [-m] [pip] [install] [six]\n",
  },
  untouched("python -I -m pip, switched off, is python's to the byte", "", {
    typed: ["python3", "-I", "-u", "-m", "pip", "install", "a  b"],
    env: { SAFE_PIP: "off" },
    stdout: "real python: [-I] [-u] [-m] [pip] [install] [a  b]\n",
  }),

  // python -m venv (test/shims/ownVenv.test.ts has the real one).
  ...(
    [
      ["-m venv .venv", OURS, "goes"],
      ["-m venv --clear ./.venv//", OURS, "goes"],
      ["-Im virtualenv --prompt x other .venv", OURS, "goes"],
      ["-m venv .venv", "/elsewhere/safe-pip/dirs/home/app/@/3.11/venv", "goes: root sees a user's"],
      ["-m venv .venv", "../theirs", "stays: another's"],
      ["-m venv .venv", "/opt/safe-pip/dirs/app/venv", "stays: another's"],
      ["-m venv.py .venv", OURS, "stays: another module"],
      ["-m app -m venv .venv", OURS, "stays: words of another module's"],
    ] as const
  ).map(([line, target, outcome]): Case => {
    const words = line.split(" ");
    const word = words.at(-1)?.replace(/\/+$/, "");
    const said = outcome.startsWith("goes")
      ? `safe-pip: ${word} led to safe-pip's own environment, which stays in use. To use yours instead: safe-pip adopt ${word}\n`
      : `${target}\n`;
    return {
      name: `python ${line} where .venv leads to ${target}: the link ${outcome}`,
      typed: ["python3", ...words],
      cwd: "home/app",
      given: async (machine) => {
        await machine.symlink(target.replace("<root>", machine.root), "home/app/.venv");
        await machine.script(
          "usr/bin/python3.11",
          'echo "python: $*"; if [ -L .venv ]; then readlink .venv >&2; fi',
        );
      },
      stdout: `python: ${line}\n`,
      stderr: said,
    };
  }),

  // How its answer is followed.
  {
    name: "the words of the answer come before the caller's, and nothing in them is evaluated",
    typed: ["pip", "install", "a b", "$(id)"],
    planner: {
      answers: answers.exec("word $(echo no) `echo no` \\n 'q' \"q\" *", "word x  y", "word <root>/bin/say"),
    },
    given: (machine) => machine.speaker("bin/say", "said"),
    stdout: "said: [x  y] [$(echo no) `echo no` \\n 'q' \"q\" *] [install] [a b] [$(id)]\n",
    stderr: "asked: plan [install] [a b] [$(id)]\n",
  },
  {
    name: "positions of the answer are left out of the caller's words",
    typed: ["pip", "install", "--user", "a b", "", "--user"],
    planner: { answers: answers.exec("leave ,1,4,", "word x", "word <root>/bin/say") },
    given: (machine) => machine.speaker("bin/say", "said"),
    stdout: "said: [x] [install] [a b] []\n",
    stderr: "asked: plan [install] [--user] [a b] [] [--user]\n",
  },
  {
    name: "settings of the answer are set and unset for the program",
    typed: ["pip", "install"],
    env: { GONE: "here" },
    planner: { answers: answers.exec("set ADDED a=b  c\td", "unset GONE", "word <root>/bin/tell") },
    given: (machine) => machine.script("bin/tell", `printf '%s|%s\\n' "$ADDED" "\${GONE-unset}"`),
    stdout: "a=b  c\td|unset\n",
    stderr: "asked: plan [install]\n",
  },
  {
    name: "an exit code of the answer is the exit code",
    typed: ["pip", "install", "six"],
    planner: { answers: answers.exec("exit 3") },
    exitCode: 3,
    stderr: "asked: plan [install] [six]\n",
  },
  {
    name: "descriptor 9 of the planner is the caller's stdout, and is gone for the program",
    typed: ["pip", "install", "six"],
    planner: { script: `echo said >&9; printf 'safe-pip 1\\nword <root>/bin/tell\\nend'` },
    given: (machine) => machine.script("bin/tell", "if { true >&9; } 2> /dev/null; then echo leak; fi"),
    stdout: "said\n",
  },
  {
    name: "code to load and a certificate bundle are kept from the planner, and reach the program",
    typed: ["pip", "install"],
    env: { NODE_OPTIONS: "--require x", NODE_EXTRA_CA_CERTS: "/x", NODE_PATH: "/y" },
    planner: {
      script: `env=\${NODE_OPTIONS-}\${NODE_PATH-}\${NODE_EXTRA_CA_CERTS-}
printf 'safe-pip 1\\nset SEEN %s\\nword <root>/bin/tell\\nend' "[$env]"`,
    },
    given: (machine) => machine.script("bin/tell", 'echo "$SEEN $NODE_OPTIONS $NODE_EXTRA_CA_CERTS"'),
    stdout: "[] --require x /x\n",
  },

  // Fail open.
  untouched("without node the real pip runs, and one line says so", "install six", {
    planner: { absent: "node" },
    stderr: "safe-pip: Node.js is not on PATH, so the real pip runs\n",
  }),
  asked("a node that PATH no longer has (nvm, switched) is the one that set-up wrote down", "install six", {
    planner: { absent: "node" },
    given: async (machine) => {
      await machine.script(
        "nvm/node",
        "echo 'asked: plan [install] [six]' >&2; printf 'safe-pip 1\\npass\\nend'",
      );
      await machine.write("shims/node-path", `${machine.root}/nvm/node\n`);
    },
  }),
  untouched("... and where that one has gone too, the real pip runs", "install six", {
    planner: { absent: "node" },
    given: (machine) => machine.write("shims/node-path", `${machine.root}/nvm/node\n`),
    stderr: "safe-pip: Node.js is not on PATH, so the real pip runs\n",
  }),
  ...(["install six", "uninstall six"] as const).map((line) =>
    untouched(
      `where the data directory can't be read, ${line} is the real pip's, and one line says so`,
      line,
      {
        given: unreadable,
        stderr: "safe-pip: <root>/home/.local/share/safe-pip can't be read, so the real pip runs\n",
      },
    ),
  ),
  untouched("... and what needs no plan is the real pip's without a word", "list", { given: unreadable }),
  {
    name: "... and python is the real python",
    typed: ["python3", "x.py"],
    given: unreadable,
    stdout: "real python: [x.py]\n",
  },
  {
    name: "... and a command is the next on PATH",
    typed: ["demo"],
    given: async (machine) => {
      await machine.speaker("usr/bin/demo", "system demo");
      await unreadable(machine);
    },
    stdout: "system demo:\n",
  },
  untouched("without the planner the real pip runs, and one line says so", "install six", {
    planner: { absent: "planner" },
    stderr: "safe-pip: its planner is not at <root>/shims/../dist/safe-pip.cjs, so the real pip runs\n",
  }),
  untouched("a planner that crashes", "install six", {
    planner: { script: "echo 'Error: bug' >&2; exit 70" },
    stderr: "Error: bug\nsafe-pip: the planner gave no answer, so the real pip runs\n",
  }),
  untouched("a planner that is killed", "install six", {
    planner: { script: "printf 'safe-pip 1\\nexit 0\\n'; kill -9 $$" },
    stderr: "Killed\nsafe-pip: the planner gave no answer, so the real pip runs\n",
  }),
  untouched("a planner that answers garbage", "install six", {
    planner: { script: "echo hello" },
    stderr: "safe-pip: the planner gave no answer, so the real pip runs\n",
  }),
  untouched("a planner that answers nothing", "install six", {
    planner: { script: "exit 0" },
    stderr: "safe-pip: the planner gave no answer, so the real pip runs\n",
  }),
  untouched("a planner that answers by half", "install six", {
    planner: { script: "printf 'safe-pip 1\\nword /bin/false\\nen'" },
    stderr: "safe-pip: the planner gave no answer, so the real pip runs\n",
  }),
  untouched("a planner of another version", "install six", {
    planner: { script: "printf 'safe-pip 2\\nword /bin/false\\nend'" },
    stderr: "safe-pip: the planner gave no answer, so the real pip runs\n",
  }),
  untouched("an answer without a program", "install six", {
    planner: { script: "printf 'safe-pip 1\\nset A b\\nend'" },
    stderr: "safe-pip: the planner gave no answer, so the real pip runs\n",
  }),
  {
    name: "where neither a pip nor node is, it says what to type",
    typed: ["pip", "install", "six"],
    planner: { absent: "node" },
    given: noPip,
    exitCode: 127,
    stderr: "safe-pip: Node.js is not on PATH, nor is a pip. Type: sudo apt install nodejs\n",
  },
  {
    name: "where neither a pip nor the planner is, it says what to type",
    typed: ["pip", "install", "six"],
    planner: { absent: "planner" },
    given: noPip,
    exitCode: 127,
    stderr:
      "safe-pip: its planner is not at <root>/shims/../dist/safe-pip.cjs, and no pip is on PATH. " +
      "Type: sudo apt install python3-pip\n",
  },
  {
    name: "where no pip is, any command asks the planner",
    typed: ["pip", "--version"],
    planner: { answers: answers.exec("word shared", "word <root>/bin/say") },
    given: async (machine) => {
      await noPip(machine);
      await machine.speaker("bin/say", "said");
    },
    stdout: "said: [shared] [--version]\n",
    stderr: "asked: plan [--version]\n",
  },

  // An environment that is active.
  {
    name: "VIRTUAL_ENV's pip is used",
    typed: ["pip", "install", "six"],
    env: { VIRTUAL_ENV: "<root>/own" },
    given: ownVenv,
    stdout: "own pip: [install] [six]\n",
  },
  {
    name: "CONDA_PREFIX's pip is used",
    typed: ["pip", "list"],
    env: { CONDA_PREFIX: "<root>/own" },
    given: ownVenv,
    stdout: "own pip: [list]\n",
  },
  {
    name: "VIRTUAL_ENV goes before CONDA_PREFIX",
    typed: ["pip", "install", "six"],
    env: { VIRTUAL_ENV: "<root>/own", CONDA_PREFIX: "<root>/usr" },
    given: ownVenv,
    stdout: "own pip: [install] [six]\n",
  },
  {
    name: "pip3 in an environment that has only pip",
    typed: ["pip3", "install", "six"],
    env: { VIRTUAL_ENV: "<root>/own" },
    given: ownVenv,
    stdout: "own pip: [install] [six]\n",
  },
  {
    name: "python -m pip in an active environment is that python's module",
    typed: ["python", "-m", "pip", "install", "six"],
    env: { VIRTUAL_ENV: "<root>/own" },
    given: ownVenv,
    stdout: "own python: [-m] [pip] [install] [six]\n",
  },
  {
    name: "python -m pip in an active environment without a pip asks the planner",
    typed: ["python", "-m", "pip", "install", "six"],
    env: { VIRTUAL_ENV: "<root>/own" },
    given: (machine) => machine.speaker("own/bin/python", "own python"),
    stdout: "real python: [-m] [pip] [install] [six]\n",
    stderr: "asked: plan [install] [six]\n",
  },
  {
    name: "python in an active environment is that environment's",
    typed: ["python", "x.py"],
    env: { VIRTUAL_ENV: "<root>/own" },
    given: ownVenv,
    stdout: "own python: [x.py]\n",
  },
  {
    name: "an environment whose bin is on PATH is active too",
    typed: ["pip", "install", "six"],
    path: ["shims", "own/bin", "usr/bin", "bin"],
    given: async (machine) => {
      await ownVenv(machine);
      await machine.speaker("own/bin/python3", "own python3");
      await machine.write("own/pyvenv.cfg", "");
    },
    stdout: "own pip: [install] [six]\n",
  },
  asked("an active environment without a pip asks the planner", "install six", {
    env: { VIRTUAL_ENV: "<root>/own" },
    given: async (machine) => {
      await ownVenv(machine);
      await remove(machine, "own/bin/pip");
    },
  }),
  asked("a VIRTUAL_ENV that is gone is not active", "install six", {
    env: { VIRTUAL_ENV: "<root>/nowhere" },
  }),

  // What is here.
  {
    name: "a reading command is answered by the directory's environment",
    typed: ["pip", "list"],
    cwd: "home/app",
    given: (machine) => machine.environment(`dirs${machine.root}/home/app`),
    stdout: "managed pip: [list]\n",
  },
  {
    name: "... by that of a directory above",
    typed: ["pip", "freeze"],
    cwd: "home/app/src/deep",
    given: (machine) => machine.environment(`dirs${machine.root}/home/app`),
    stdout: "managed pip: [freeze]\n",
  },
  {
    name: "... by the home environment where no directory has one",
    typed: ["pip", "show", "six"],
    cwd: "home/app",
    given: (machine) => machine.environment("home"),
    stdout: "home pip: [show] [six]\n",
  },
  {
    name: "python is the directory's environment's",
    typed: ["python", "-c", "1"],
    cwd: "home/app",
    given: (machine) => machine.environment(`dirs${machine.root}/home/app`),
    stdout: "managed python: [-c] [1]\n",
  },
  {
    name: "an install asks the planner all the same",
    typed: ["pip", "install", "six"],
    cwd: "home/app",
    given: (machine) => machine.environment(`dirs${machine.root}/home/app`),
    stdout: "real pip: [install] [six]\n",
    stderr: "asked: plan [install] [six]\n",
  },
  {
    name: "an environment of a python that is no longer the next one does not count",
    typed: ["python", "x.py"],
    cwd: "home/app",
    given: async (machine) => {
      await machine.speaker("usr/bin/python3.10", "old python");
      await machine.environment(`dirs${machine.root}/home/app`, `${machine.root}/usr/bin/python3.10`);
    },
    stdout: "real python: [x.py]\n",
  },
  ...(
    [
      [["pip", "list"], "managed pip: [list]\n"],
      [["python3", "-m", "pip", "list"], "real python: [-m] [pip] [list]\n"],
      [["python", "x.py"], "real python: [x.py]\n"],
    ] as const
  ).map(
    ([typed, stdout]): Case => ({
      name: `${typed.join(" ")} where the policy's Python is no python3 ${stdout.startsWith("managed") ? "means" : "does not mean"} its environment`,
      typed,
      cwd: "home/app",
      async given(machine) {
        await machine.speaker("usr/bin/python3.10", "old python");
        const base = `${machine.root}/usr/bin/python3.10`;
        const slot = await machine.environment(`dirs${machine.root}/home/app`, base);
        await machine.write(`${slot.slice(machine.root.length + 1)}/preferred`, "");
      },
      stdout,
    }),
  ),
  {
    name: "an environment that was not published does not count",
    typed: ["python", "x.py"],
    cwd: "home/app",
    given: async (machine) => {
      const slot = await machine.environment(`dirs${machine.root}/home/app`);
      await remove(machine, `${slot}/base`);
    },
    stdout: "real python: [x.py]\n",
  },
  {
    name: "an adopted environment counts whatever it was made from",
    typed: ["python", "x.py"],
    cwd: "home/app",
    given: async (machine) => {
      const slot = await machine.environment(`dirs${machine.root}/home/app`, "/nowhere");
      await machine.write(`${slot.slice(machine.root.length + 1)}/adopted`, "");
    },
    stdout: "managed python: [x.py]\n",
  },
  {
    name: "a .venv of the directory's own is not looked at",
    typed: ["python", "x.py"],
    cwd: "home/app",
    given: (machine) => machine.script("home/app/.venv/bin/python", "echo pwned"),
    stdout: "real python: [x.py]\n",
  },
  {
    name: "the physical directory counts, not the link that led there",
    typed: ["python", "x.py"],
    cwd: "home/link",
    env: { PWD: "<root>/home/link" },
    given: async (machine) => {
      await machine.environment(`dirs${machine.root}/home/app`);
      await machine.directory("home/app");
      await machine.symlink("app", "home/link");
    },
    stdout: "managed python: [x.py]\n",
  },

  // A script's directory.
  ...(
    [
      ["a script by its path is looked up from its own directory", ["../app/x.py"], "managed"],
      ["a script by a link is looked up from where the link leads", ["link.py"], "managed"],
      ["options before a script change nothing of it", ["-u", "-X", "dev", "../app/x.py", "-m"], "managed"],
      ["a script beside us is looked up from here", ["x.py"], "real"],
      ["a module is looked up from here", ["-m", "app", "../app/x.py"], "real"],
      ["a command is looked up from here", ["-c", "1", "../app/x.py"], "real"],
      ["stdin is looked up from here", ["-", "../app/x.py"], "real"],
      ["no argument is looked up from here", [], "real"],
    ] as const
  ).map(
    ([name, words, who]): Case => ({
      name,
      typed: ["python", ...words],
      cwd: "home/other",
      given: async (machine) => {
        await machine.environment(`dirs${machine.root}/home/app`);
        await machine.write("home/app/x.py", "");
        await machine.symlink("../app/x.py", "home/other/link.py");
      },
      stdout: `${who} python:${words.map((word) => ` [${word}]`).join("")}\n`,
    }),
  ),
  {
    name: "a script elsewhere is not given this directory's environment",
    typed: ["python", "../other/x.py"],
    cwd: "home/app",
    given: async (machine) => {
      await machine.environment(`dirs${machine.root}/home/app`);
      await machine.write("home/other/x.py", "");
    },
    stdout: "real python: [../other/x.py]\n",
  },
  {
    name: "python where only python3 is on PATH is python3",
    typed: ["python", "--version"],
    stdout: "real python: [--version]\n",
  },
  {
    name: "where no python is, it says what to type",
    typed: ["python3", "x.py"],
    path: ["shims", "bin"],
    exitCode: 127,
    stderr: "safe-pip: no python3 is on PATH. Type: sudo apt install python3\n",
  },

  // pyenv: its shim stands for the python behind it where its version is `system`.
  ...(
    [
      ["none was chosen", {}, "managed python"],
      ["PYENV_VERSION says so", { env: { PYENV_VERSION: "system" } }, "managed python"],
      ["PYENV_VERSION names another", { env: { PYENV_VERSION: "3.12.1" } }, "pyenv python3"],
      ["PYENV_VERSION names several", { env: { PYENV_VERSION: "3.12.1:system" } }, "pyenv python3"],
      [
        "this directory names another",
        { given: version("home/app/.python-version", "3.12.1\n") },
        "pyenv python3",
      ],
      ["one above names another", { given: version("home/.python-version", "  3.12.1") }, "pyenv python3"],
      ["this directory says so", { given: pyenvSystemInDirectory }, "managed python"],
      ["its own file names another", { given: version(".pyenv/version", "3.12.1\n") }, "pyenv python3"],
      ["its own file is empty", { given: version(".pyenv/version", "") }, "managed python"],
      ["its own file can't be read", { given: version(".pyenv/version", "3.12", 0o000) }, "managed python"],
    ] as const
  ).map(
    ([when, more, label]): Case => ({
      ...more,
      name: `pyenv: python3 where ${when} is ${label}`,
      typed: ["python3", "x.py"],
      path: PYENV_FIRST,
      cwd: "home/app",
      given: async (machine) => {
        await pyenv(machine);
        await machine.environment(`dirs${machine.root}/home/app`);
        if ("given" in more) await more.given(machine);
      },
      stdout: `${label}: [x.py]\n`,
    }),
  ),
  {
    name: "pyenv: where nothing is installed here, its shim is started as ever",
    typed: ["python3", "x.py"],
    path: PYENV_FIRST,
    given: pyenv,
    stdout: "pyenv python3: [x.py]\n",
  },
  {
    name: "pyenv: python, which system has under python3 alone, is that one",
    typed: ["python", "x.py"],
    path: PYENV_FIRST,
    given: pyenv,
    stdout: "real python: [x.py]\n",
  },
  {
    name: "pyenv: an install is planned for the python behind it, and its own pip is the real one",
    typed: ["pip", "install", "six"],
    path: PYENV_FIRST,
    given: pyenv,
    planner: {
      script: 'for word do case $word in next=*|real=*|marked=*) echo "$word" >&2 ;; esac; done; exit 0',
    },
    stdout: "pyenv pip: [install] [six]\n",
    stderr:
      "real=<root>/.pyenv/shims/pip\nmarked=yes\nnext=<root>/usr/bin/python3\n" +
      "safe-pip: the planner gave no answer, so the real pip runs\n",
  },
  {
    name: "pyenv: a python of which it has no other is its shim's",
    typed: ["python3.12", "x.py"],
    path: PYENV_FIRST,
    given: async (machine) => {
      await pyenv(machine);
      await machine.speaker(".pyenv/shims/python3.12", "pyenv python3.12");
      await machine.symlink("safe-pip", "shims/python3.12");
    },
    stdout: "pyenv python3.12: [x.py]\n",
  },

  // PATH.
  untouched("relative and empty entries of PATH are never used", "download six", {
    env: { PATH: ".::rel:<root>/shims:<root>/usr/bin:<root>/bin:" },
    cwd: "home/evil",
    given: async (machine) => {
      await machine.script("home/evil/pip", "echo pwned");
      await machine.script("home/evil/rel/pip", "echo pwned");
    },
  }),
  asked("a node in a relative entry of PATH is never run", "install six", {
    env: { PATH: ".::<root>/shims:<root>/usr/bin:<root>/bin" },
    cwd: "home/evil",
    given: (machine) => machine.script("home/evil/node", "echo pwned"),
  }),
  untouched("a directory called pip is no pip", "download six", {
    path: ["shims", "dirs", "usr/bin", "bin"],
    given: (machine) => machine.directory("dirs/pip"),
  }),
  untouched("a pip that may not be run is no pip", "download six", {
    path: ["shims", "other", "usr/bin", "bin"],
    given: (machine) => machine.write("other/pip", "#!/bin/sh\necho pwned\n", 0o644),
  }),

  // Commands.
  {
    name: "a command shim is the command of this directory's environment",
    typed: ["demo", "a", "b"],
    cwd: "home/app",
    given: async (machine) => {
      const slot = await machine.environment(`dirs${machine.root}/home/app`);
      await machine.speaker(`${slot.slice(machine.root.length + 1)}/venv/bin/demo`, "managed demo");
    },
    stdout: "managed demo: [a] [b]\n",
  },
  {
    name: "... elsewhere the next on PATH",
    typed: ["demo", "a"],
    given: (machine) => machine.speaker("usr/bin/demo", "system demo"),
    stdout: "system demo: [a]\n",
  },
  {
    name: "... else of the one environment that has it",
    typed: ["demo", "a"],
    given: (machine) => demoIn(machine, "one"),
    stdout: "demo of one: [a]\n",
  },
  {
    name: "... and where several have it, they are named",
    typed: ["demo"],
    given: async (machine) => {
      await demoIn(machine, "one");
      await demoIn(machine, "two");
    },
    exitCode: 127,
    stderr:
      "safe-pip: demo is installed for 2 other directories, and not for this one. Type one of:\n" +
      "safe-pip:   <root>/one/bin/demo\nsafe-pip:   <root>/two/bin/demo\n",
  },
  {
    name: "... and where none has it, that is said",
    typed: ["demo"],
    exitCode: 127,
    stderr: "safe-pip: demo is not installed, here or elsewhere on PATH.\n",
  },

  ...["pipx", "python-demo"].map(
    (name): Case => ({
      name: `${name} is a command, not a ${name.startsWith("pip") ? "pip" : "python"}`,
      typed: [name, "install", "six"],
      given: (machine) => machine.speaker(`usr/bin/${name}`, name),
      stdout: `${name}: [install] [six]\n`,
    }),
  ),

  // safe-pip's own.
  {
    name: "safe-pip run puts the directory's environment in front of PATH",
    typed: ["safe-pip", "run", "python", "x.py"],
    cwd: "home/app",
    given: (machine) => machine.environment(`dirs${machine.root}/home/app`),
    stdout: "managed python: [x.py]\n",
  },
  {
    name: "safe-pip run where nothing is installed runs what PATH has",
    typed: ["safe-pip", "run", "pip", "--version"],
    path: ["usr/bin", "bin"],
    stdout: "real pip: [--version]\n",
  },
  {
    name: "safe-pip run of what is nowhere says so",
    typed: ["safe-pip", "run", "nowhere"],
    path: ["usr/bin", "bin"],
    exitCode: 127,
    stderr: "safe-pip: nowhere is not installed, for this directory or elsewhere on PATH\n",
  },
  {
    name: "safe-pip run without a command says what to type",
    typed: ["safe-pip", "run"],
    exitCode: 2,
    stderr: "safe-pip: run needs a command. Type: safe-pip run python app.py\n",
  },
  {
    name: "safe-pip shell stays with the directory's environment, where the shims come first again",
    typed: ["safe-pip", "shell"],
    cwd: "home/app",
    env: { SHELL: "<root>/bin/shell" },
    given: async (machine) => {
      await machine.environment(`dirs${machine.root}/home/app`);
      await machine.script(
        "bin/shell",
        `cd "${machine.root}" && PATH="${machine.shims}:$PATH" && python x.py && pip list`,
      );
    },
    stdout: "managed python: [x.py]\nmanaged pip: [list]\n",
  },
  {
    name: "safe-pip shell where nothing is installed says so, and is a shell",
    typed: ["safe-pip", "shell"],
    env: { SHELL: "<root>/bin/shell" },
    given: (machine) => machine.script("bin/shell", 'echo "shell" "$VIRTUAL_ENV"'),
    stdout: "shell \n",
    stderr: "safe-pip: nothing is installed for this directory yet\n",
  },
  {
    name: "safe-pip shell runs no command, and says what does",
    typed: ["safe-pip", "shell", "pytest", "-q"],
    exitCode: 2,
    stderr: "safe-pip: shell does not know: pytest -q. Type: safe-pip run pytest -q\n",
  },
  {
    name: "safe-pip explain is the planner's, on the caller's own stdout",
    typed: ["safe-pip", "explain", "install", "six"],
    planner: { answers: "a plan" },
    stdout: "a plan\n",
    stderr: "asked: own [explain] [install] [six]\n",
  },
  {
    name: "safe-pip explain without node says what to type",
    typed: ["safe-pip", "explain", "install", "six"],
    planner: { absent: "node" },
    exitCode: 127,
    stderr: "safe-pip: Node.js is not on PATH. Type: sudo apt install nodejs\n",
  },
  {
    name: "safe-pip install asks the planner",
    typed: ["safe-pip", "install", "six"],
    stdout: "real pip: [install] [six]\n",
    stderr: "asked: plan [install] [six]\n",
  },
];

for (const each of cases) {
  test(`entry: ${each.name}`, { skip }, async (t) => {
    const machine = await makeShimMachine();
    t.after(async () => {
      const { chmod } = await import("node:fs/promises");
      for (const directory of [machine.data, `${machine.root}/dist`]) await chmod(directory, 0o755);
      await machine.remove();
    });
    await machine.planner(filled(each.planner ?? { answers: answers.pass }, machine));
    await each.given?.(machine);
    const ended = await machine.type(each.typed, optionsOf(each, await cwdOf(each, machine), machine));
    assert.deepEqual(
      { ...ended, stdout: machine.normalise(ended.stdout), stderr: machine.normalise(ended.stderr) },
      { exitCode: each.exitCode ?? 0, stdout: each.stdout ?? "", stderr: each.stderr ?? "" },
    );
  });
}

test("entry: what the planner is told, with a copy of the shims on PATH", { skip }, async (t) => {
  const machine = await makeShimMachine();
  t.after(() => machine.remove());
  const { readFile } = await import("node:fs/promises");
  await machine.write("copy/pip", await readFile(`${machine.shims}/safe-pip`, "utf8"), 0o755);
  await machine.script("usr/bin/pip", "exit 0");
  await machine.environment(`dirs${machine.root}/home/app`);
  const cwd = await machine.directory("home/app/src");
  await machine.type(["pip", "install", "six"], { cwd, path: ["shims", "copy", "usr/bin", "bin"] });
  const handed = machine.normalise(await readFile(`${machine.env.TMPDIR}/handed`, "utf8"));
  const data = "<root>/home/.local/share/safe-pip";
  assert.deepEqual(handed.trimEnd().split("\n"), [
    "name=pip",
    "self=<root>/shims/pip",
    "real=<root>/usr/bin/pip",
    "module=",
    "marked=yes",
    "interpreter=<root>/usr/bin/python3",
    "next=<root>/usr/bin/python3",
    "here=managed",
    `env=${data}/dirs<root>/home/app/@/3.11/venv`,
    `data=${data}`,
    "physical=<root>/home/app/src",
    "terminal=",
  ]);
});

async function cwdOf({ cwd = "home" }: Case, machine: ShimMachine): Promise<string> {
  if (cwd !== "home/link") await machine.directory(cwd);
  return `${machine.root}/${cwd}`;
}

function optionsOf({ env = {}, path }: Case, cwd: string, { root }: ShimMachine): TypeOptions {
  const rooted = Object.entries(env).map(
    ([name, value]) => [name, value.replaceAll("<root>", root)] as const,
  );
  return { cwd, env: Object.fromEntries(rooted), ...(path ? { path } : {}) };
}

/** `<root>` in what the planner says stands for the machine's root. */
function filled(planner: Planner, { root }: ShimMachine): Planner {
  if ("answers" in planner) return { answers: planner.answers.replaceAll("<root>", root) };
  if ("script" in planner) return { script: planner.script.replaceAll("<root>", root) };
  return planner;
}

async function remove(machine: ShimMachine, file: string): Promise<void> {
  const { rm } = await import("node:fs/promises");
  await rm(file.startsWith("/") ? file : `${machine.root}/${file}`);
}

async function noPip(machine: ShimMachine): Promise<void> {
  await remove(machine, "usr/bin/pip");
  await remove(machine, "usr/bin/pip3");
}

async function noModule(machine: ShimMachine): Promise<void> {
  await remove(machine, "usr/lib/python3/dist-packages/pip/__init__.py");
  const { rmdir } = await import("node:fs/promises");
  await rmdir(`${machine.root}/usr/lib/python3/dist-packages/pip`);
}

async function unreadable(machine: ShimMachine): Promise<void> {
  await machine.environment("home");
  const { chmod } = await import("node:fs/promises");
  await chmod(machine.data, 0o000);
}

async function demoIn(machine: ShimMachine, name: string): Promise<void> {
  await machine.speaker(`${name}/bin/demo`, `demo of ${name}`);
  await machine.symlink(`${machine.root}/${name}`, `home/.local/share/safe-pip/commands/demo/${name}`);
}

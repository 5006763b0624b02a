import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { findProgram, hasProgram } from "../environment.ts";
import { copyShims, type Loop, neighbours } from "./neighbours.ts";
import { makeShimMachine, type ShimMachine } from "./shimMachine.ts";

/*
 * Wrappers and copies around the sh entry. Each world has a chain that would go round for ever; what is asked is
 * where it ends, and after how many starts of the wrapper (it writes a line to `starts`).
 */

const COUNT = 'echo . >> "$TMPDIR/starts"';
const usual = ["shims", "wrap", "usr/bin", "bin"];

const conda = async (machine: ShimMachine) => {
  await machine.speaker("conda/bin/python3.12", "conda python");
  await machine.symlink("python3.12", "conda/bin/python3");
  await machine.directory("conda/lib/python3.12");
  await machine.write("conda/bin/pip", `#!${machine.root}/conda/bin/python3\necho\n`, 0o755);
};

const loops: readonly Loop[] = [
  ...neighbours,
  {
    name: "conda's own bin in front of the distribution's, not active: its pip, without a plan",
    typed: ["pip", "install", "six"],
    path: ["shims", "conda/bin", "usr/bin", "bin"],
    given: conda,
    stdout: "conda python: [<root>/conda/bin/pip] [install] [six]\n",
  },
  {
    name: "a virtual environment whose python is a link to the shim",
    typed: ["python", "x.py"],
    path: ["own/bin", "shims", "usr/bin", "bin"],
    async given(machine) {
      await machine.symlink(`${machine.shims}/python3`, "own/bin/python");
      await machine.symlink("python", "own/bin/python3");
      await machine.write("own/pyvenv.cfg", "");
    },
    stdout: "real python: [x.py]\n",
  },
  {
    name: "a copy of the shims elsewhere on PATH is told by its content",
    typed: ["pip", "download", "six"],
    path: ["shims", "copy", "usr/bin", "bin"],
    given: (machine) => copyShims(machine, ["pip"]),
    stdout: "real pip: [download] [six]\n",
  },
  {
    name: "a copy of the python shim",
    typed: ["python3", "x.py"],
    path: ["shims", "copy", "usr/bin", "bin"],
    given: (machine) => copyShims(machine, ["python3"]),
    stdout: "real python: [x.py]\n",
  },
  {
    name: "two copies of the shims and no pip",
    typed: ["pip", "download", "six"],
    path: ["shims", "copy", "bin"],
    given: (machine) => copyShims(machine, ["pip", "pip3", "python3"]),
    exitCode: 127,
    stderr: /^safe-pip: Node.js is not on PATH, nor is a pip\. Type: /,
  },
  {
    name: "two copies of the python shim and no python",
    typed: ["python3", "x.py"],
    path: ["shims", "copy", "bin"],
    given: (machine) => copyShims(machine, ["python3"]),
    exitCode: 127,
    stderr: /^safe-pip: no python3 is on PATH/,
  },
  {
    name: "a wrapper that execs pip again",
    typed: ["pip", "download", "six"],
    path: usual,
    given: (machine) => machine.script("wrap/pip", `${COUNT}\nexec pip "$@"`),
    stdout: "real pip: [download] [six]\n",
    starts: 1,
  },
  {
    name: "... for an install",
    typed: ["pip", "install", "six"],
    path: usual,
    given: (machine) => machine.script("wrap/pip", `${COUNT}\nexec pip "$@"`),
    stdout: "real pip: [install] [six]\n",
    stderr: /^asked: plan \[install\] \[six\]$/,
    starts: 1,
  },
  {
    name: "a wrapper that execs python3 again",
    typed: ["python3", "x.py"],
    path: usual,
    given: (machine) => machine.script("wrap/python3", `${COUNT}\nexec python3 "$@"`),
    stdout: "real python: [x.py]\n",
    starts: 1,
  },
  {
    name: "a wrapper that execs python3 -m pip",
    typed: ["pip", "download", "six"],
    path: usual,
    given: (machine) => machine.script("wrap/pip", `${COUNT}\nexec python3 -m pip "$@"`),
    stdout: "real python: [-m] [pip] [download] [six]\n",
    starts: 1,
  },
  {
    name: "a pip wrapper and a python wrapper that exec each other",
    typed: ["pip", "download", "six"],
    path: usual,
    given: async (machine) => {
      await machine.script("wrap/pip", `${COUNT}\nexec python3 -m pip "$@"`);
      await machine.script("wrap/python3", `${COUNT}\nshift 2; exec pip "$@"`);
    },
    stdout: "real pip: [download] [six]\n",
    starts: 2,
  },
  {
    name: "two wrappers that exec pip again",
    typed: ["pip", "download", "six"],
    path: ["shims", "wrap", "wrap2", "usr/bin", "bin"],
    given: async (machine) => {
      for (const place of ["wrap", "wrap2"]) await machine.script(`${place}/pip`, `${COUNT}\nexec pip "$@"`);
    },
    stdout: "real pip: [download] [six]\n",
    starts: 2,
  },
  {
    name: "a wrapper that forks pip again ends with 127",
    typed: ["pip", "download", "six"],
    path: usual,
    given: (machine) => machine.script("wrap/pip", `${COUNT}\npip "$@"\nexit $?`),
    exitCode: 127,
    stderr: /^safe-pip: pip calls itself without end through another wrapper; PATH is /,
    starts: 20,
  },
  {
    name: "a wrapper that forks python3 again ends with 127",
    typed: ["python3", "x.py"],
    path: usual,
    given: (machine) => machine.script("wrap/python3", `${COUNT}\npython3 "$@"\nexit $?`),
    exitCode: 127,
    stderr: /^safe-pip: python3 calls itself without end/,
    starts: 20,
  },
  {
    name: "a command of an environment that execs itself by its name",
    typed: ["demo"],
    path: usual,
    cwd: "home/app",
    given: async (machine) => {
      const slot = await machine.environment(`dirs${machine.root}/home/app`);
      await machine.script(
        `${slot.slice(machine.root.length + 1)}/venv/bin/demo`,
        `${COUNT}\nexec demo "$@"`,
      );
    },
    exitCode: 127,
    stderr: /^safe-pip: demo is not installed/,
    starts: 1,
  },
  {
    name: "a pip that is started by a pip is planned again",
    typed: ["pip", "download", "six"],
    path: usual,
    given: (machine) =>
      machine.script("wrap/pip", `${COUNT}\ncase $1 in download) pip install inner ;; *) echo inner ;; esac`),
    stdout: "inner\n",
    stderr: /^asked: plan \[install\] \[inner\]$/,
    starts: 2,
  },
  {
    name: "a pip that an environment's python execs is planned",
    typed: ["python", "x.py"],
    path: usual,
    cwd: "home/app",
    given: async (machine) => {
      const slot = await machine.environment(`dirs${machine.root}/home/app`);
      const python = `${slot.slice(machine.root.length + 1)}/venv/bin/python`;
      await machine.script(python, `${COUNT}\nexec pip install six`);
    },
    stdout: "real pip: [install] [six]\n",
    stderr: /^asked: plan \[install\] \[six\]$/,
    starts: 1,
  },
];

const skip = hasProgram("dash") ? false : "this machine has no dash";

for (const each of loops) {
  test(`loop (T39): ${each.name}`, { skip: skip || (each.skip ?? false) }, async (t) => {
    const machine = await makeShimMachine();
    t.after(() => machine.remove());
    await each.given(machine);
    const cwd = await machine.directory(each.cwd ?? "home");
    const PATH = each.path.map((directory) => `${machine.root}/${directory}`).join(":");
    const typed = [findProgram("dash"), "-c", 'exec "$@"', "sh", ...each.typed] as const;
    const ended = await machine.run(typed, { env: { PATH }, cwd });
    const started = await readFile(`${machine.env.TMPDIR}/starts`, "utf8").catch(() => "");
    const lastLine = ended.stderr.trimEnd().split("\n").at(-1) ?? "";
    assert.deepEqual(
      { exitCode: ended.exitCode, stdout: machine.normalise(ended.stdout), starts: started.length / 2 },
      { exitCode: each.exitCode ?? 0, stdout: each.stdout ?? "", starts: each.starts ?? 0 },
    );
    assert.match(lastLine, each.stderr ?? /^$/);
  });
}

import { chmod, lchown, mkdir, readdir, readFile, realpath, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findProgram, makeEnvironment, type RunOptions, type TestEnvironment } from "../environment.ts";
import type { Finished } from "../process.ts";

/**
 * The real sh entry among programs that only say who they are. They are stand-ins, because what is tested is
 * which of them runs and with what: a node that crashes or answers half, a pip that calls itself again. The real
 * ones are run by runner.test.ts and on the fresh Debians of test/machines.
 *
 * `shims` is first on PATH and laid out as `safe-pip setup` does; `usr/bin` has pip and a marked python3.11;
 * `bin` has the few programs that the stand-ins use.
 */
export interface ShimMachine extends TestEnvironment {
  readonly shims: string;
  readonly data: string;
  /** Types a line whose first word is a shim. */
  type(words: readonly [string, ...string[]], options?: TypeOptions): Promise<Finished>;
  /** What the fake node prints for `plan`; a whole script in place of it, or no node at all. */
  planner(answer: Planner): Promise<void>;
  /** A program that says its label and its words, each in brackets. */
  speaker(file: string, label: string): Promise<string>;
  /** A script of sh. */
  script(file: string, body: string): Promise<string>;
  /** A published environment in the mirror, made from this base; returns its slot. */
  environment(place: string, base?: string): Promise<string>;
  /**
   * The same of the machine's real python3, so that the planner is asked by it, and pip loaded meanwhile. Its pip is a
   * stand-in that says its words; `loading` is what this pip does while it is imported, in Python.
   */
  realEnvironment(place: string, loading?: string): Promise<string>;
  link(program: string, name?: string): Promise<void>;
  symlink(target: string, file: string): Promise<string>;
}

/** How the stand-in for node behaves. */
export type Planner =
  | { readonly answers: string }
  | { readonly script: string }
  | { readonly absent: "node" | "planner" };

export interface TypeOptions extends RunOptions {
  /** Directories of PATH below the root, in place of the usual three. */
  readonly path?: readonly string[];
}

/** Whole answers of the planner. */
export const answers = {
  pass: "safe-pip 1\npass\nend",
  exec: (...lines: readonly string[]) => ["safe-pip 1", ...lines, "end"].join("\n"),
};

const SHIMS = fileURLToPath(new URL("../../shims", import.meta.url));
const NAMES = ["pip", "pip3", "pip3.11", "python", "python3", "demo", "pipx", "python-demo"];
const PATH = ["shims", "usr/bin", "bin"];

/** A shell that tells no environment apart, and prints each word as one. */
const SAY = `printf '%s:' "$label"; for word do printf ' [%s]' "$word"; done; echo`;

/** Answers as it was told, and says on stderr that it was asked; what sh handed over is kept in a file. */
const nodeScript = (answer: string) => `
shift
verb=$1 && shift
: > "$TMPDIR/handed"
while [ "$1" != -- ]; do printf '%s\\n' "$1" >> "$TMPDIR/handed" && shift; done
shift
{ printf 'asked: %s' "$verb"; for word do printf ' [%s]' "$word"; done; echo; } >&2
cat << 'ANSWER'
${answer}
ANSWER
`;

/** Under pip's own name, with what it was given as bytes. */
const PIP_THAT_SAYS = `
import os, sys
def main(words):
    sys.stdout.flush()
    os.write(1, b"environment's pip:" + b"".join(b" [%s]" % os.fsencode(word) for word in words) + b"\\n")
    return int(os.environ.get("PIP_ENDS_WITH", "0"))
`;

export async function makeShimMachine(): Promise<ShimMachine> {
  const made = await makeEnvironment(["sh", "dash", "od", "readlink", "rm", "cat"]);
  const own = process.getuid?.() === 0 ? 65534 : null;
  const link = async (target: string, file: string) => {
    const place = path.join(made.root, file);
    await made.directory(path.dirname(file));
    await symlink(target, place);
    if (own !== null) await lchown(place, own, own);
    return place;
  };
  const script = (file: string, body: string) => made.write(file, `#!/bin/sh\n${body}\n`, 0o755);
  const speaker = (file: string, label: string) => script(file, `label='${label}'\n${SAY}`);
  const data = path.join(made.env.XDG_DATA_HOME ?? "", "safe-pip");
  const machine: ShimMachine = {
    ...made,
    shims: path.join(made.root, "shims"),
    data,
    script,
    speaker,
    symlink: link,
    type([name, ...words], { path: directories = PATH, env, ...options } = {}) {
      const PATHS = directories.map((each) => path.resolve(made.root, each)).join(":");
      const dash = findProgram("dash");
      return made.run([dash, path.join(made.root, "shims", name), ...words], {
        ...options,
        env: { PATH: PATHS, ...env },
      });
    },
    async planner(how) {
      const file = path.join(made.root, "usr/bin/node");
      await chmod(file, 0o755).catch(() => {});
      if ("answers" in how) await script("usr/bin/node", nodeScript(how.answers));
      if ("script" in how) await script("usr/bin/node", how.script);
      if ("absent" in how) await chmod(how.absent === "node" ? file : `${made.root}/dist`, 0o000);
    },
    async environment(place, base = path.join(made.root, "usr/bin/python3.11")) {
      const name = path.basename(place) === "home" ? "home" : "managed";
      const slot = `home/.local/share/safe-pip/${place}/@/3.11`;
      const venv = `home/.local/share/safe-pip/venvs/${encodeURIComponent(place)}`;
      await speaker(`${venv}/bin/python`, `${name} python`);
      await speaker(`${venv}/bin/pip`, `${name} pip`);
      await link(path.join(made.root, venv), `${slot}/venv`);
      await link(base, `${slot}/base`);
      return path.join(made.root, slot);
    },
    async realEnvironment(place, loading = "") {
      const python = await realpath(findProgram("python3"));
      const name = path.basename(python);
      for (const file of ["python3.11", "python3"]) await rm(path.join(made.root, "usr/bin", file));
      await link(python, `usr/bin/${name}`);
      await link(name, "usr/bin/python3");
      await made.write(`usr/lib/${name}/EXTERNALLY-MANAGED`, "");
      const slot = `home/.local/share/safe-pip/${place}/@/${name.replace("python", "")}`;
      const packages = `${slot}/venv/lib/${name}/site-packages/pip`;
      await link(path.join(made.root, "usr/bin", name), `${slot}/venv/bin/python`);
      await link(path.join(made.root, "usr/bin", name), `${slot}/base`);
      await made.write(`${slot}/venv/pyvenv.cfg`, `home = ${path.dirname(python)}\n`);
      for (const each of ["", "/_internal", "/_internal/cli", "/_internal/commands"])
        await made.write(`${packages}${each}/__init__.py`, "");
      for (const command of ["install", "uninstall"])
        await made.write(`${packages}/_internal/commands/${command}.py`, "");
      await made.write(`${packages}/_internal/cli/main.py`, `${loading}\n${PIP_THAT_SAYS}`);
      await made.directory("shims/safe_pip_runner");
      for (const file of ["runner.py", ...(await readdir(path.join(SHIMS, "safe_pip_runner")))]) {
        const below = file === "runner.py" ? file : `safe_pip_runner/${file}`;
        if (below.endsWith(".py"))
          await made.write(`shims/${below}`, await readFile(path.join(SHIMS, below), "utf8"));
      }
      return path.join(made.root, slot);
    },
  };
  await made.write("shims/safe-pip", await readFile(path.join(SHIMS, "safe-pip"), "utf8"), 0o755);
  for (const name of NAMES) await link("safe-pip", `shims/${name}`);
  await made.write("dist/safe-pip.cjs", "");
  await speaker("usr/bin/pip", "real pip");
  await speaker("usr/bin/pip3", "real pip3");
  await speaker("usr/bin/python3.11", "real python");
  await link("python3.11", "usr/bin/python3");
  await made.write("usr/lib/python3.11/EXTERNALLY-MANAGED", "");
  await made.write("usr/lib/python3/dist-packages/pip/__init__.py", "");
  await machine.planner({ answers: answers.pass });
  await mkdir(data, { recursive: true });
  await made.directory("home/.local/share/safe-pip/dirs");
  return machine;
}

import { cp, readFile } from "node:fs/promises";
import path from "node:path";
import { findProgram, hasProgram } from "../environment.ts";
import type { ShimMachine } from "./shimMachine.ts";

/** A chain of wrappers and shims that could go round for ever, and where it ends. */
export interface Loop {
  readonly name: string;
  /** The first word is what PATH finds: ours or another's. */
  readonly typed: readonly [string, ...string[]];
  /** Directories of PATH below the root. */
  readonly path: readonly string[];
  readonly cwd?: string;
  readonly given: (machine: ShimMachine) => Promise<unknown>;
  readonly exitCode?: number;
  readonly stdout?: string;
  /** The last line of stderr. */
  readonly stderr?: RegExp;
  readonly starts?: number;
  readonly skip?: string | false;
}

/** Our shims in another directory, with the file that they are links to. */
export async function copyShims(machine: ShimMachine, names: readonly string[], to = "copy"): Promise<void> {
  await machine.write(`${to}/safe-pip`, await readFile(`${machine.shims}/safe-pip`, "utf8"), 0o755);
  for (const name of names) await machine.symlink("safe-pip", `${to}/${name}`);
}

/** Ours and another's, in both orders. */
function bothOrders(other: string): readonly (readonly [order: string, path: readonly string[]])[] {
  return [
    ["behind ours", ["shims", other, "usr/bin", "bin"]],
    ["in front of ours", [other, "shims", "usr/bin", "bin"]],
  ];
}

/** What is typed where another's shims are, and where it ends: at the real programs. */
const ends: readonly (readonly [typed: readonly [string, ...string[]], stdout: string, asks?: RegExp])[] = [
  [["pip", "download", "six"], "real pip: [download] [six]\n"],
  [["pip", "install", "six"], "real pip: [install] [six]\n", /^asked: plan \[install\] \[six\]$/],
  [["python3", "x.py"], "real python: [x.py]\n"],
  [["python3", "-m", "pip", "download"], "real python: [-m] [pip] [download]\n"],
];

/** A version manager that has no version of its own here, so that it goes on to what PATH has behind its shims. */
interface Manager {
  readonly name: string;
  readonly shims: string;
  readonly given: (machine: ShimMachine) => Promise<unknown>;
  readonly skip?: string | false;
}

/** Looks a name up on PATH without one directory, and becomes it, with PATH as it was: as asdf and mise do. */
const becomesNext = (root: string, without: string) => `
all=$PATH: others=
while [ -n "$all" ]; do
  dir=\${all%%:*} all=\${all#*:}
  if [ "$dir" != "${root}/${without}" ]; then others=$others$dir:; fi
done
next=$(PATH=$others; command -v "$name")
exec "$next" "$@"`;

const pyenv = hasProgram("pyenv") ? path.dirname(path.dirname(findProgram("pyenv"))) : null;

const managers: readonly Manager[] = [
  {
    name: "pyenv itself",
    shims: "pyenv/shims",
    skip: pyenv === null ? "this machine has no pyenv" : false,
    async given(machine) {
      await cp(path.join(pyenv ?? "", "libexec"), `${machine.root}/pyenv/libexec`, { recursive: true });
      await machine.write("pyenv/version", "system\n");
      for (const program of ["bash", "env", "tr", "sed", "basename", "dirname"]) await machine.link(program);
      const body = `export PYENV_ROOT=${machine.root}/pyenv\nexec ${machine.root}/pyenv/libexec/pyenv exec "\${0##*/}" "$@"`;
      for (const name of ["pip", "python3"]) await machine.script(`pyenv/shims/${name}`, body);
    },
  },
  {
    name: "asdf's, a script a name",
    shims: "asdf/shims",
    async given(machine) {
      await machine.script("bin/asdf", `name=$2\nshift 2${becomesNext(machine.root, "asdf/shims")}`);
      for (const name of ["pip", "python3"])
        await machine.script(`asdf/shims/${name}`, `exec asdf exec "${name}" "$@"`);
    },
  },
  {
    name: "mise's, links to one program",
    shims: "mise/shims",
    async given(machine) {
      await machine.script("bin/mise", `name=\${0##*/}${becomesNext(machine.root, "mise/shims")}`);
      for (const name of ["pip", "python3"])
        await machine.symlink(`${machine.bin}/mise`, `mise/shims/${name}`);
    },
  },
];

const beside: readonly Loop[] = managers.flatMap(({ name, shims, given, skip = false }) =>
  bothOrders(shims).flatMap(([order, PATH]) =>
    ends.map(
      ([typed, stdout, stderr]): Loop => ({
        name: `the shims of a version manager (${name}) ${order}: ${typed.join(" ")}`,
        typed,
        path: PATH,
        given,
        skip,
        stdout,
        ...(stderr ? { stderr } : {}),
      }),
    ),
  ),
);

/** Another way in which our shims lie elsewhere: made in \`other\`. */
const places: readonly (readonly [name: string, make: (machine: ShimMachine) => Promise<unknown>])[] = [
  ["copies", (machine) => copyShims(machine, ["pip", "python3"], "other")],
  ["links", (machine) => links(machine, (name) => `${machine.shims}/${name}`)],
  [
    "links to the one file, by absolute paths",
    (machine) => links(machine, () => `${machine.shims}/safe-pip`),
  ],
  [
    "copies that stand alone",
    async (machine) => {
      const text = await readFile(`${machine.shims}/safe-pip`, "utf8");
      for (const name of ["pip", "python3"]) await machine.write(`other/${name}`, text, 0o755);
    },
  ],
];

async function links(machine: ShimMachine, to: (name: string) => string): Promise<void> {
  for (const name of ["pip", "python3"]) await machine.symlink(to(name), `other/${name}`);
}

const twice: readonly Loop[] = places.flatMap(([name, given]) =>
  bothOrders("other").flatMap(([order, PATH]) =>
    ends.map(
      ([typed, stdout, stderr]): Loop => ({
        name: `${name} of ours ${order}: ${typed.join(" ")}`,
        typed,
        path: PATH,
        given,
        stdout,
        ...(stderr ? { stderr } : {}),
      }),
    ),
  ),
);

/** Our shims beside a version manager's, and twice on PATH: in both orders, for each way in. */
export const neighbours: readonly Loop[] = [...beside, ...twice];

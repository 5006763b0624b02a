import assert from "node:assert/strict";
import { chmod, lchown, lstat, readFile, readlink, symlink, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { type Index, startIndex } from "../index/start-index.ts";
import { makeRunnerMachine, type RunnerMachine, skip } from "./runnerMachine.ts";

/*
 * The `.venv` link of a project, and the clone's own ignore file: written only through real directories and files
 * of the user's (threat T10–T12), and never in the way of what is there.
 */

let index: Index;
before(async () => {
  if (!skip) index = await startIndex();
});
after(() => index?.stop());

interface Case {
  readonly name: string;
  readonly given?: (machine: RunnerMachine) => Promise<unknown>;
  /** What `.venv` is afterwards: the link to our environment, absent, or the text of what stood there. */
  readonly venv: "ours" | "absent" | "theirs";
  /** `.git/info/exclude` afterwards; null where there is none. */
  readonly exclude?: string | null;
}

const git = (text?: string) => async (machine: RunnerMachine) => {
  await machine.directory("home/app/.git/info");
  if (text !== undefined) await machine.write("home/app/.git/info/exclude", text);
};

const link = async (machine: RunnerMachine, target: string, file: string) => {
  await symlink(target, `${machine.root}/${file}`);
  if (process.getuid?.() === 0) await lchown(`${machine.root}/${file}`, 65534, 65534);
};

const cases: readonly Case[] = [
  { name: "a project without git gets the link", venv: "ours" },
  {
    name: "a clone gets the link and a line in its own ignore file",
    given: git(),
    venv: "ours",
    exclude: ".venv\n",
  },
  {
    name: "the line is added to what is there",
    given: git("# mine\n*.o\n"),
    venv: "ours",
    exclude: "# mine\n*.o\n.venv\n",
  },
  { name: "a last line without an end gets one", given: git("*.o"), venv: "ours", exclude: "*.o\n.venv\n" },
  {
    name: "a line that is there is not added again",
    given: git(".venv\n"),
    venv: "ours",
    exclude: ".venv\n",
  },
  { name: "... in its anchored form too", given: git("/.venv\n"), venv: "ours", exclude: "/.venv\n" },
  {
    name: "... nor one for directories and links alike",
    given: git("/.venv*\n"),
    venv: "ours",
    exclude: "/.venv*\n.venv\n",
  },
  {
    name: "the clone may be further up",
    given: async (machine) => {
      await machine.directory("home/.git/info");
    },
    venv: "ours",
  },
  {
    name: "a .venv that is there stays",
    given: (machine) => machine.write("home/app/.venv/pyvenv.cfg", "theirs"),
    venv: "theirs",
  },
  {
    name: "a link of theirs stays",
    given: async (machine) => {
      await machine.write("home/other/pyvenv.cfg", "theirs");
      await link(machine, "../other", "home/app/.venv");
    },
    venv: "theirs",
  },
  {
    name: "a worktree's .git file: no link, since it could not be ignored",
    given: (machine) => machine.write("home/app/.git", "gitdir: /somewhere\n"),
    venv: "absent",
  },
  {
    name: "a .git that is a link: no link",
    given: async (machine) => {
      await machine.directory("home/real-git/info");
      await link(machine, "../real-git", "home/app/.git");
    },
    venv: "absent",
  },
  {
    name: "an info that is a link: no link",
    given: async (machine) => {
      await machine.directory("home/app/.git");
      await machine.directory("home/real-info");
      await link(machine, "../../real-info", "home/app/.git/info");
    },
    venv: "absent",
  },
  {
    name: "an exclude that is a link: no link, and what it leads to is not written",
    given: async (machine) => {
      await git()(machine);
      await machine.write("home/precious", "mine\n");
      await link(machine, "../../../precious", "home/app/.git/info/exclude");
    },
    venv: "absent",
    exclude: "mine\n",
  },
  {
    name: "an exclude that is a pipe: no link, and nothing hangs",
    given: async (machine) => {
      await git()(machine);
      const { execFileSync } = await import("node:child_process");
      execFileSync("mkfifo", ["-m", "666", `${machine.root}/home/app/.git/info/exclude`]);
    },
    venv: "absent",
    exclude: null,
  },
  {
    name: "an exclude that may not be written: no link",
    given: async (machine) => {
      await git("*.o\n")(machine);
      await chmod(`${machine.root}/home/app/.git/info/exclude`, 0o444);
      if (process.getuid?.() === 0) await writeFile(`${machine.root}/home/app/.git/info/exclude`, "*.o\n");
    },
    venv: "absent",
    exclude: "*.o\n",
  },
];

for (const each of cases) {
  test(`.venv: ${each.name}`, { skip }, async (t) => {
    const machine = await makeRunnerMachine(index.url);
    t.after(() => machine.remove());
    await each.given?.(machine);
    const { exitCode } = await machine.pip("install demo-leaf", { step: { link: machine.project } });
    assert.equal(exitCode, 0);
    assert.equal(await venvOf(machine), each.venv);
    const exclude = `${machine.project}/.git/info/exclude`;
    const isFile = await lstat(exclude).then(
      (state) => !state.isFIFO(),
      () => false,
    );
    assert.equal(isFile ? await readFile(exclude, "utf8") : null, each.exclude ?? null);
  });
}

async function venvOf(machine: RunnerMachine): Promise<Case["venv"]> {
  const venv = `${machine.project}/.venv`;
  const text = await readFile(`${venv}/pyvenv.cfg`, "utf8").catch(() => null);
  if (text === null) return "absent";
  if (text === "theirs") return "theirs";
  assert.equal(await readlink(venv), `${machine.slot}/venv`);
  return "ours";
}

test(".venv: no link where none was asked for", { skip }, async (t) => {
  const machine = await makeRunnerMachine(index.url);
  t.after(() => machine.remove());
  await machine.pip("install demo-leaf");
  assert.equal(await venvOf(machine), "absent");
});

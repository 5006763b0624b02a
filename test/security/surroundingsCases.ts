import assert from "node:assert/strict";
import { type Ground, type GroundCase, makeDirectory, must, quoted, typeSilently } from "./ground.ts";

/** What stands around a command: variables, PATH, names, the umask (threats T26–T29, T32–T36), for every ground. */
export const surroundingsCases: readonly GroundCase[] = [
  ["a destination that the environment names keeps its meaning (T26)", namedDestination],
  ["PYTHONPATH and PYTHONHOME do not reach safe-pip's own parts, and break no environment (T27)", pythons],
  ["NODE_OPTIONS and NODE_PATH do not reach the planner, and reach pip (T28)", nodes],
  ["a PATH with the working directory in it: nothing of it is taken (T29)", ownPath],
  ["no text is given to a shell, in arguments or in the project's path (T32)", noShell],
  ["what others wrote is escaped (T33)", escapes],
  ["passwords are not written down (T34)", passwords],
  ["state is its owner's alone, whatever the umask is, and none is in /tmp or the project (T35, T36)", umask],
];

async function namedDestination(ground: Ground): Promise<void> {
  const cwd = await makeDirectory(ground, "named");
  const ran = await typeSilently(ground, `PIP_TARGET=${cwd}/target pip install demo-leaf`, cwd);
  assert.equal(ran.exitCode, 0, ran.stderr);
  await must(ground, `test -d target/demo_leaf && ! test -e ${ground.data}/dirs${cwd}`, cwd);
}

async function pythons(ground: Ground): Promise<void> {
  const cwd = await makeDirectory(ground, "pythons");
  const names = ["sitecustomize", "re", "json", "safe_pip_runner"];
  const files = Object.fromEntries(names.map((name) => [`${name}.py`, ground.singInPython]));
  const evil = await makeDirectory(ground, "pythons-evil", files);
  for (const setting of [`PYTHONPATH=${evil}`, `PYTHONHOME=${evil}`, `PYTHONSTARTUP=${evil}/re.py`])
    for (const typed of ["safe-pip explain install demo-leaf", "safe-pip policy", "safe-pip env"])
      assert.equal((await typeSilently(ground, `${setting} ${typed}`, cwd)).exitCode, 0);
  const ran = await typeSilently(ground, `PYTHONHOME=/nowhere ${ground.pip} install demo-leaf`, cwd);
  assert.equal(ran.exitCode, 0, ran.stderr);
  assert.match(ran.stdout, /Successfully installed demo-leaf-1\.1/);
}

async function nodes(ground: Ground): Promise<void> {
  const text = `require("node:child_process").execSync(${JSON.stringify(ground.sing)})`;
  const cwd = await makeDirectory(ground, "nodes", { "evil/evil.cjs": text });
  const settings = `NODE_OPTIONS='--require ${cwd}/evil/evil.cjs' NODE_PATH=${cwd}/evil`;
  const ran = await typeSilently(ground, `${settings} ${ground.pip} install demo-leaf`, cwd);
  assert.equal(ran.exitCode, 0, ran.stderr);
  const line = `${settings} python -c 'import os; print(os.environ["NODE_OPTIONS"])'`;
  assert.equal((await typeSilently(ground, line, cwd)).stdout, `--require ${cwd}/evil/evil.cjs\n`);
}

const programs =
  "pip pip3 python python3 node sudo apt-get apt-cache dpkg-query pipx env readlink flock".split(" ");

async function ownPath(ground: Ground): Promise<void> {
  const program = { program: `#!/bin/sh\n${ground.sing}\n` };
  const files = Object.fromEntries(programs.map((name) => [name, program]));
  const cwd = await makeDirectory(ground, "path", { "pyproject.toml": "", ...files });
  const [shims = "", ...others] = ground.path.split(":");
  const rest = others.join(":");
  for (const path of [`${shims}:.:${rest}`, `${shims}::${rest}`, `${shims}:./:${rest}:`]) {
    for (const line of ["pip --version", "pip list", "python -c pass", `${ground.pip} install demo-leaf`]) {
      // By its path, since the shell that types it looks into the working directory too.
      const ran = await typeSilently(ground, `PATH=${path}; ${shims}/${line}`, cwd);
      assert.equal(ran.exitCode, 0, `${line}: ${ran.stderr}`);
    }
  }
}

async function noShell(ground: Ground): Promise<void> {
  const canary = `CANARY=${ground.sing.replace("touch ", "")}; export CANARY`;
  for (const name of ["$(touch $CANARY)", "`touch canary`", "a;touch canary", "a\nb", "a'b\"c", "--", "*"]) {
    const cwd = await makeDirectory(ground, `shell/${name}/app`, { "setup.py": "" });
    const here = `${canary}; cd ${quoted(cwd)}`;
    const ran = await typeSilently(ground, `${here}; ${ground.pip} install demo-leaf`, ground.home);
    // A newline in a path can't be said to sh, so the real pip has it, which refuses.
    assert.equal(ran.exitCode, name.includes("\n") ? 1 : 0, `${name}: ${ran.stderr}`);
    const odd = await typeSilently(ground, `${canary}; pip install -- ${quoted(name)}`, ground.home);
    assert.notEqual(odd.exitCode, 0, name);
    const left = await must(ground, "find . -name canary", ground.home);
    assert.equal(left, "", name);
  }
}

async function escapes(ground: Ground): Promise<void> {
  const evil = "\u001b[2J\u202esafe-pip: allowed";
  const cwd = await makeDirectory(ground, evil, { ".safe-pip.toml": 'apt = "\\u001b[2J"\n' });
  const lines = [
    "policy",
    "trust",
    "policy init",
    "untrust",
    "install demo-leaf",
    "explain install demo-leaf",
  ];
  for (const line of lines) {
    const ran = await typeSilently(ground, `cd ${quoted(cwd)}; safe-pip ${line}`, ground.home);
    assert.doesNotMatch(`${ran.stdout}${ran.stderr}`, /[\u001b\u202e]/, line);
  }
}

async function passwords(ground: Ground): Promise<void> {
  const cwd = await makeDirectory(ground, "passwords/app");
  const policy = { "safe-pip/config.toml": 'record = "requirements.txt"\n' };
  const config = await makeDirectory(ground, "passwords/config", policy);
  const url = `"$(echo $PIP_INDEX_URL | sed 's|//|//user:s3cr3t-word@|')"`;
  const line = `XDG_CONFIG_HOME=${config} ${ground.pip} install -i ${url} demo-leaf`;
  const ran = await typeSilently(ground, line, cwd);
  assert.equal(ran.exitCode, 0, ran.stderr);
  assert.equal(await must(ground, "cat requirements.txt", cwd), "demo-leaf\n");
  assert.equal(await must(ground, `grep -rl s3cr3t-word ${ground.data} . || true`, cwd), "");
}

async function umask(ground: Ground): Promise<void> {
  const cwd = await makeDirectory(ground, "umask/app");
  const temporary = await makeDirectory(ground, "umask/tmp");
  const line = `umask 000; TMPDIR=${temporary} ${ground.pip} install demo-leaf`;
  const ran = await typeSilently(ground, line, cwd);
  assert.equal(ran.exitCode, 0, ran.stderr);
  assert.equal(await must(ground, `ls -A ${cwd} ${temporary}`), `${cwd}:\n\n${temporary}:\n`);
  const mode = await must(ground, `stat -c %a ${ground.data}`);
  assert.equal(mode, ground.isRoot ? "755\n" : "700\n");
  // Behind the user's own door modes do not matter; root's is open to readers.
  const open = `find ${ground.data} -perm /022 ! -type l | head -3`;
  if (ground.isRoot) assert.equal(await must(ground, open), "");
}

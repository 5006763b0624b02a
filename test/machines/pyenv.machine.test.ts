import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { noMachine } from "./machine.ts";
import { type OfflineMachine, startOffline } from "./offline.ts";

/*
 * Debian 13's own pyenv, with one version of its own (`own`, a venv: building a Python takes too long) and Debian's
 * Python as `system`. PATH in both orders: ours first, and pyenv's shims first.
 */

const ORDERS = {
  "our shims first": "/usr/local/bin:/home/dev/.pyenv/shims:/usr/bin:/bin",
  "pyenv's shims first": "/home/dev/.pyenv/shims:/usr/local/bin:/usr/bin:/bin",
} as const;

const PREFIX = `python3 -c 'import sys; print(sys.prefix)'`;
const OWN = "/home/dev/.pyenv/versions/own\n";

describe("pyenv", { skip: noMachine() }, () => {
  let offline: OfflineMachine;
  const run = (command: string, cwd: string, PATH: string, env: Readonly<Record<string, string>> = {}) =>
    offline.machine.run(command, {
      as: "dev",
      cwd: `/home/dev/${cwd}`,
      env: { PATH, PIP_INDEX_URL: offline.index, PIP_DISABLE_PIP_VERSION_CHECK: "1", ...env },
    });
  before(async () => {
    offline = await startOffline({
      release: "trixie",
      packages: ["nodejs", "python3", "python3-pip", "python3-venv", "pyenv"],
      users: [{ name: "dev", sudo: "no" }],
    });
    const prepared = await offline.machine.run(
      "python3 -m venv ~/.pyenv/versions/own && pyenv rehash && ls ~/.pyenv/shims/pip ~/.pyenv/shims/python3",
      { as: "dev", env: { PATH: "/usr/bin:/bin", PYENV_ROOT: "/home/dev/.pyenv" } },
    );
    assert.equal(prepared.exitCode, 0, prepared.stderr);
  });
  after(() => offline?.machine.stop());

  for (const [order, PATH] of Object.entries(ORDERS)) {
    const app = order.startsWith("our") ? "ours" : "theirs";
    test(`${order}: on system, an install lands in the project's environment, and python3 there imports it`, async () => {
      await run(`mkdir ${app} && touch ${app}/requirements.txt`, ".", PATH);
      const installed = await run("pip install -q demo-lib", app, PATH);
      assert.equal(installed.exitCode, 0, installed.stderr);
      const { stdout } = await run("python3 -c 'import demo_lib; print(demo_lib.VERSION)'", app, PATH);
      assert.equal(stdout, "1.2\n");
    });

    for (const [how, before, env] of [
      ["PYENV_VERSION", "true", { PYENV_VERSION: "own" }],
      ["pyenv local", "pyenv local own", {}],
    ] as const) {
      test(`${order}: a version chosen by ${how} is the python, and has its own pip`, async () => {
        const directory = `${app}-${how.replace(" ", "-")}`;
        await run(`cp -r ${app} ${directory}`, ".", PATH);
        const { stdout } = await run(`${before} && ${PREFIX}`, directory, PATH, env);
        assert.equal(stdout, OWN);
        const installed = await run("pip install -q demo-leaf && pip list", directory, PATH, env);
        assert.match(installed.stdout, /^demo-leaf /m, installed.stderr);
        const found = await run("ls -d ~/.pyenv/versions/own/lib/*/site-packages/demo_leaf", ".", PATH);
        assert.equal(found.exitCode, 0);
        await run("pip uninstall -q -y demo-leaf", directory, PATH, env);
      });
    }
  }
});

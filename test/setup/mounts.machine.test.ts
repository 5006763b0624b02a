import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Machine, noMachine, startMachine } from "../machines/machine.ts";
import { linkProduct, productBind } from "../machines/product.ts";

interface Told {
  readonly name: string;
  readonly verdict: string;
  readonly what: string;
}

describe("where the home is mounted noexec", { skip: noMachine() }, () => {
  let machine: Machine;
  const as = (name: string, command: string) => machine.run(command, { as: name });
  before(async () => {
    machine = await startMachine({
      packages: ["nodejs", "python3", "python3-pip"],
      users: [{ name: "alice", sudo: "no" }],
      binds: [await productBind()],
      network: false,
    });
    await linkProduct(machine);
    const mount = "mkdir -p /home/alice/.local/share && chown -R alice: /home/alice/.local";
    const done = await as(
      "root",
      `${mount} && mount -t tmpfs -o noexec,uid=$(id -u alice) none /home/alice/.local/share`,
    );
    assert.equal(done.exitCode, 0, done.stderr);
    assert.equal((await as("alice", "safe-pip setup")).exitCode, 0);
  });
  after(() => machine.stop());

  test("a new shell says nothing, and has the real pip", async () => {
    const { stdout, stderr } = await as("alice", "bash -lc 'command -v pip'");
    assert.deepEqual({ stdout, stderr }, { stdout: "/usr/bin/pip\n", stderr: "" });
  });

  test("doctor says why, and what to do", async () => {
    const { stdout } = await as("alice", "safe-pip doctor --json");
    const checks: Told[] = JSON.parse(stdout).data.checks;
    const told = checks.find(({ name }) => name === "noexec");
    assert.equal(told?.verdict, "problem");
    assert.match(told?.what ?? "", /^\/home\/alice\/\.local\/share is mounted noexec/);
  });
});

describe("root's own set-up", { skip: noMachine() }, () => {
  let machine: Machine;
  before(async () => {
    machine = await startMachine({
      packages: ["nodejs", "python3"],
      binds: [await productBind()],
      network: false,
    });
    await linkProduct(machine);
  });
  after(() => machine.stop());

  test("serves root's shells from /var/lib, which everybody may read, and is undone", async () => {
    const state = "find /root /var/lib/safe-pip -type f -exec md5sum {} + 2> /dev/null | sort";
    const before = await machine.run(state);
    assert.equal((await machine.run("safe-pip setup")).exitCode, 0);
    const { stdout } = await machine.run(
      "bash -lc 'command -v pip'; stat -c %a /var/lib/safe-pip /var/lib/safe-pip/shims/pip",
    );
    assert.equal(stdout, "/var/lib/safe-pip/shims/pip\n755\n755\n");
    assert.equal((await machine.run("safe-pip teardown")).exitCode, 0);
    assert.deepEqual(await machine.run(state), before);
  });

  test("does not touch the home of the user whose HOME sudo kept", async () => {
    const { exitCode, stdout, stderr } = await machine.run(
      "mkdir -p /home/a && chown 1234 /home/a && HOME=/home/a safe-pip setup",
    );
    assert.deepEqual(
      { exitCode, stdout, stderr },
      {
        exitCode: 1,
        stdout: "",
        stderr:
          "safe-pip: /home/a does not belong to you, so nothing in it is changed\nsafe-pip: type: safe-pip setup, as its owner\n",
      },
    );
  });
});

describe("sudo on the release after Debian 13", { skip: noMachine() }, () => {
  let machine: Machine;
  before(async () => {
    machine = await startMachine({
      release: "forky",
      packages: ["nodejs", "python3", "sudo"],
      users: [{ name: "alice", sudo: "without-password" }],
      binds: [await productBind()],
      network: false,
    });
  });
  after(() => machine.stop());

  test("does not see the links, which set-up and doctor say", async () => {
    const program = "/usr/local/lib/node_modules/safe-pip/shims/safe-pip";
    const { exitCode, stderr } = await machine.run(`sudo ${program} setup --system`);
    assert.equal(exitCode, 0, stderr);
    assert.match(stderr, /^safe-pip: sudo looks in \/usr\/sbin:\/usr\/bin:\/sbin:\/bin alone/m);
    const { stdout } = await machine.run("safe-pip doctor");
    assert.match(
      stdout,
      /^note {5}sudo .*Defaults secure_path="\/usr\/local\/sbin:\/usr\/local\/bin:.*\n +type: sudo visudo -f /m,
    );
  });
});

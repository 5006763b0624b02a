import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Machine, noMachine, startMachine } from "./machine.ts";
import { changesOutsideDpkg, readSystemPython } from "./system-python.ts";

const skip = noMachine();

describe("a fresh Debian", { skip }, () => {
  let machine: Machine;
  before(async () => {
    machine = await startMachine({
      packages: ["python3"],
      users: [{ name: "alice", sudo: "password" }],
      network: false,
      readOnly: ["/srv"],
      small: { "/home/alice/small": "1m" },
    });
  });
  after(() => machine.stop());

  test("runs a command as its first user, in a login's environment", async () => {
    const { stdout } = await machine.run('id -un; pwd; echo "$HOME $USER $PATH"');
    assert.equal(
      stdout,
      "alice\n/home/alice\n/home/alice alice /usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games\n",
    );
  });

  test("keeps exit code, stdout and stderr apart", async () => {
    const ended = await machine.run("cat; echo bad >&2; exit 7", { stdin: "good\n" });
    assert.deepEqual(ended, { exitCode: 7, stdout: "good\n", stderr: "bad\n" });
  });

  test("keeps what one command wrote for the next", async () => {
    await machine.run("echo kept > file");
    assert.equal((await machine.run(["cat", "file"])).stdout, "kept\n");
  });

  test("types answers on a terminal, and keeps stdout apart from it", async () => {
    const password = { question: /password for alice: $/, typed: "test\n" };
    const ended = await machine.run("test -t 0 && test -t 2 && sudo id -un", { terminal: [password] });
    assert.deepEqual(ended, { exitCode: 0, stdout: "root\n", stderr: "[sudo] password for alice: \n" });
  });

  test("has no network but loopback", async () => {
    assert.equal((await machine.run("tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '")).stdout, "lo\n");
  });

  test("has read-only directories and full disks", async () => {
    const { exitCode, stderr } = await machine.run("touch /srv/x; head -c 2000000 /dev/zero > small/x");
    assert.equal(exitCode, 1);
    assert.match(stderr, /Read-only file system[\s\S]*No space left on device/);
  });

  test("shows what is changed in the system's Python by anyone but dpkg", async () => {
    const before = await readSystemPython(machine);
    await machine.run(
      "rm /usr/lib/python3.11/EXTERNALLY-MANAGED; touch /usr/lib/python3/dist-packages/alien.py",
      {
        as: "root",
      },
    );
    assert.deepEqual(changesOutsideDpkg(before, await readSystemPython(machine)), [
      "/usr/lib/python3.11/EXTERNALLY-MANAGED",
      "/usr/lib/python3/dist-packages/alien.py",
    ]);
  });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { readAptUse } from "../../src/context/privilege.ts";
import { change } from "../../src/routes/apt/commands.ts";
import { doubleWorld } from "../routes/fixtures.ts";

/* How sudo is started (threat T30): whole command lines, so that no other option can come in unseen. */

const apt =
  "/usr/bin/apt-get install -y --no-install-recommends --no-remove --no-upgrade -o DPkg::Lock::Timeout=60 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold -- python3-six=1.16.0-4";
const settings = "DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l LC_ALL=C";

const lines = [
  ["without a terminal sudo never asks", false, `/usr/bin/sudo -n ${settings} ${apt}`],
  ["on a terminal it asks there itself", true, `/usr/bin/sudo ${settings} ${apt}`],
] as const;

for (const [name, mayAsk, line] of lines) {
  test(`${name}, and keeps nothing of the caller's environment (T30)`, () => {
    const env = { APT_CONFIG: "/tmp/evil", SUDO_ASKPASS: "/tmp/evil", LD_PRELOAD: "/tmp/evil", PATH: "/tmp" };
    const { world } = doubleWorld([], { uid: 1000, mayAsk, env });
    const command = change("install", ["python3-six=1.16.0-4"], "sudo", world);
    assert.deepEqual([command.argv.join(" "), command.terminal, command.cwd], [line, undefined, "/"]);
    assert.doesNotMatch(JSON.stringify(command.env), /evil|"\/tmp"/);
  });
}

test("what sudo would allow is asked without a password, and with nothing of the caller's (T30)", async () => {
  const recording = doubleWorld([[/./, [{ exitCode: 1 }]]], {
    uid: 1000,
    env: { SUDO_ASKPASS: "/tmp/evil" },
  });
  await readAptUse(recording.world, true);
  assert.deepEqual(
    recording.commands.map(({ argv, env }) => [argv.join(" "), env]),
    [["/usr/bin/sudo -n -v", { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C", LANGUAGE: "C" }]],
  );
});

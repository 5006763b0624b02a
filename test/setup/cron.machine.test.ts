import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Machine, noMachine, startMachine } from "../machines/machine.ts";
import { productBind, setUpProduct } from "../machines/product.ts";

/*
 * Debian's own cron, which runs what is due once a minute: what its jobs find after `safe-pip setup --system`. Each job
 * writes into a pipe of its own, so that nothing waits longer than the minute.
 */

const FIND = "{ command -v pip; command -v python3; }";

/** Whose job it is, where it stands, and the directory in which it finds both. */
const jobs: readonly (readonly [name: string, install: string, directory: string])[] = [
  [
    "a crontab without a PATH has the distribution's",
    `echo "* * * * * ${FIND} > /srv/jobs/0" | crontab -u bob -`,
    "/usr/bin",
  ],
  [
    "a crontab that begins with the line that doctor has",
    `line=$(runuser -u alice -- safe-pip doctor | sed -n 's/^note  *cron .* can be: \\(PATH=.*\\)$/\\1/p')
     printf '%s\\n' "$line" "* * * * * ${FIND} > /srv/jobs/1" | crontab -u alice -`,
    "/usr/local/bin",
  ],
  [
    "a job in /etc/cron.d with the PATH of Debian's /etc/crontab",
    `{ grep ^PATH= /etc/crontab; echo "* * * * * root ${FIND} > /srv/jobs/2"; } > /etc/cron.d/job`,
    "/usr/local/bin",
  ],
];

describe("cron on Debian trixie", { skip: noMachine() }, () => {
  let machine: Machine;
  const must = async (command: string) => {
    const { exitCode, stdout, stderr } = await machine.run(command, { as: "root" });
    assert.equal(exitCode, 0, stderr);
    return stdout;
  };
  before(async () => {
    machine = await startMachine({
      release: "trixie",
      packages: ["cron", "nodejs", "python3", "python3-pip"],
      users: [
        { name: "alice", sudo: "no" },
        { name: "bob", sudo: "no" },
      ],
      binds: [await productBind()],
      network: false,
    });
    await setUpProduct(machine);
    await must("mkdir /srv/jobs && chmod 755 /srv/jobs");
    for (const [number, [, install]] of jobs.entries()) {
      await must(`mkfifo -m 666 /srv/jobs/${number} && chmod 666 /srv/jobs/${number} && ${install}`);
    }
    await must("cron > /dev/null 2>&1");
  });
  after(() => machine.stop());

  for (const [number, [name, , directory]] of jobs.entries()) {
    test(name, async () => {
      assert.equal(await must(`cat /srv/jobs/${number}`), `${directory}/pip\n${directory}/python3\n`);
    });
  }
});

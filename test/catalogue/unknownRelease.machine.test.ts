import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Machine, noMachine } from "../machines/machine.ts";
import { startOffline } from "../machines/offline.ts";

/*
 * Releases and archives that the data was not made from, on a bookworm whose only archive is the tiny one: the
 * packages themselves are opened. Every start of apt-cache, and of apt-get that fetches to look into, is noted.
 */

const OS = (...lines: readonly string[]) => `printf '%s\\n' ${lines.join(" ")} > /etc/os-release`;
const BOARD = `cp -r /srv/archive /tmp/board && find /tmp/board -name Release -exec sed -i 's/^\\(Origin\\|Label\\): .*/\\1: Raspberry Pi Foundation/' {} + &&
  sed -i 's|/srv/archive|/tmp/board|' /etc/apt/sources.list.d/local-archive.list && apt-get update -qq`;
const NOTING = `for each in apt-cache apt-get; do mv /usr/bin/$each /usr/bin/$each.real && printf '#!/bin/sh\\necho "%s $*" >> /tmp/asked\\nexec /usr/bin/%s.real "$@"\\n' $each $each > /usr/bin/$each && chmod 755 /usr/bin/$each; done`;

interface Case {
  readonly name: string;
  readonly given?: string;
  /** Root without a terminal types it. */
  readonly type: string;
  readonly exitCode?: number;
  readonly stdout?: readonly string[];
  /** Lines that stderr has among its own. */
  readonly stderr?: readonly string[];
  /** The questions to apt, with packages alone. */
  readonly asked: readonly string[];
}

const opened = "because the package itself was opened and bears the name.";

const cases: readonly Case[] = [
  {
    name: "a derivative of Debian: packages are opened, all in one fetch, and hold what they hold",
    given: OS("ID=own", "ID_LIKE=debian", "VERSION_CODENAME=bookworm"),
    type: "safe-pip which-package six demo-lib demo-egg jwt",
    stdout: [
      `six: python3-six 1.16.0, ${opened}`,
      `demo-lib: python3-demo-lib 1.2, ${opened}`,
      `demo-egg: python3-demo-egg 0.9, ${opened}`,
      "jwt: there is none, because the distribution has no package that could be it.",
    ],
    asked: [
      "policy python3-six python3-demo-lib python3-demo-egg",
      "download python3-six=1.16.0-4 python3-demo-lib=1.2-1 python3-demo-egg=0.9-1",
    ],
  },
  {
    name: "... and serve pip install",
    type: "pip install demo-lib 'demo-egg<1'",
    stdout: ["Successfully installed demo-egg-0.9 demo-lib-1.2"],
    stderr: ["safe-pip: demo-lib 1.2 is the distribution's, which may not be the newest on the index"],
    asked: [
      "policy python3-demo-lib python3-demo-egg",
      "download python3-demo-lib=1.2-1 python3-demo-egg=0.9-1",
    ],
  },
  {
    name: "a version that the package does not have is not served",
    type: "pip install 'six>=99'",
    exitCode: 1,
    stderr: [
      "safe-pip: For root and without a terminal, what is installed will be imported by /usr/bin/python3.11, which only apt serves, and apt does not have all of it (six: python3-six 1.16.0-4 is 1.16.0: it does not satisfy >=99).",
    ],
    asked: ["policy python3-six", "download python3-six=1.16.0-4"],
  },
  {
    name: "Debian itself: the data serves, and nothing is opened",
    given: OS("ID=debian", "VERSION_CODENAME=bookworm"),
    type: "safe-pip which-package six",
    stdout: ["six: python3-six 1.16.0, because bookworm's package bears the name in its metadata."],
    asked: ["policy python3-six"],
  },
  {
    name: "another release of Debian's archive than the one that runs: opened",
    given: OS("ID=debian", "VERSION_CODENAME=trixie"),
    type: "safe-pip which-package six",
    stdout: [`six: python3-six 1.16.0, ${opened}`],
    asked: ["policy python3-six", "download python3-six=1.16.0-4"],
  },
  {
    name: "Raspberry Pi OS: the board's archive is its own, and opened (T22)",
    given: `${BOARD} && touch /etc/rpi-issue && ${OS("ID=debian", "VERSION_CODENAME=bookworm")}`,
    type: "safe-pip which-package six",
    stdout: [`six: python3-six 1.16.0, ${opened}`],
    asked: ["policy python3-six", "download python3-six=1.16.0-4"],
  },
  {
    name: "... and serves pip install",
    type: "pip install six",
    stdout: ["Successfully installed six-1.16.0"],
    asked: ["policy python3-six", "download python3-six=1.16.0-4"],
  },
  {
    name: "Debian with the board's archive added is no Raspberry Pi OS (T22)",
    given: "rm /etc/rpi-issue && apt-get remove -y -qq python3-six",
    type: "pip install six",
    exitCode: 1,
    stderr: [
      "safe-pip: For root and without a terminal, what is installed will be imported by /usr/bin/python3.11, which only apt serves, and apt does not have all of it (six: apt would take python3-six from an archive that is not the distribution's).",
    ],
    asked: ["policy python3-six"],
  },
  {
    name: "a package that can't be fetched is not known, in a plain line, with what to type",
    given: "touch /etc/rpi-issue && rm /tmp/board/pool/python3-six_*",
    type: "pip install six",
    exitCode: 1,
    stderr: [
      "safe-pip: For root and without a terminal, what is installed will be imported by /usr/bin/python3.11, which only apt serves, and apt could not be asked (six: python3-six could not be fetched to look into it: File not found - /tmp/board/pool/python3-six_1.16.0-4_all.deb (2: No such file or directory)).",
      "safe-pip: type: apt-get update",
    ],
    asked: ["policy python3-six", "download python3-six=1.16.0-4"],
  },
  {
    name: "no lists are not `not in the distribution`",
    given: "rm -f /var/lib/apt/lists/*Packages*",
    type: "pip install six",
    exitCode: 1,
    stderr: [
      "safe-pip: For root and without a terminal, what is installed will be imported by /usr/bin/python3.11, which only apt serves, and apt could not be asked (six: apt has no package lists; `apt-get update` (as root) fetches them).",
      "safe-pip: type: apt-get update",
    ],
    asked: [],
  },
];

describe("releases and archives that the data was not made from", { skip: noMachine() }, () => {
  let machine: Machine;
  before(async () => {
    ({ machine } = await startOffline({ release: "bookworm", packages: ["nodejs", "python3"] }));
    await must(machine, NOTING);
  });
  after(() => machine?.stop());
  for (const each of cases) test(each.name, () => check(each, machine));
});

async function check(each: Case, machine: Machine): Promise<void> {
  await must(machine, `${each.given ?? ":"}; : > /tmp/asked`);
  const { exitCode, stdout, stderr } = await machine.run(each.type, { as: "root", cwd: "/root" });
  const said = stderr.split("\n");
  const { stdout: asked } = await machine.run("cat /tmp/asked", { as: "root" });
  assert.deepEqual(
    {
      exitCode,
      stdout,
      missing: (each.stderr ?? []).filter((line) => !said.includes(line)),
      asked: asked
        .split("\n")
        .filter((line) => /^(?:apt-cache|apt-get download) /.test(line))
        .map((line) => line.replace(/^(?:apt-cache|apt-get) (\S+) .*?-- /, "$1 ")),
    },
    {
      exitCode: each.exitCode ?? 0,
      stdout: (each.stdout ?? []).map((line) => `${line}\n`).join(""),
      missing: [],
      asked: each.asked,
    },
    `stderr was:\n${stderr}`,
  );
}

async function must(machine: Machine, script: string): Promise<void> {
  const { exitCode, stderr } = await machine.run(script, { as: "root" });
  assert.equal(exitCode, 0, stderr);
}

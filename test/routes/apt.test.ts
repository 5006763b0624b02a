import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import type { NormalizedName } from "../../src/pip/requirement.ts";
import type { InstalledDistribution } from "../../src/plan/facts.ts";
import type { AptStep } from "../../src/plan/plan.ts";
import type { Disk } from "../../src/routes/apt/disk.ts";
import { carryOutApt } from "../../src/routes/apt.ts";
import type { StepResult } from "../../src/routes/route.ts";
import { type Double, doubleWorld, type Reply, type Row } from "./fixtures.ts";

const packages = "/usr/lib/python3/dist-packages";
// biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
const query = "dpkg-query -W -f=${Package}\\t${db:Status-Abbrev}\\t${Version}\\n -- python3-six";
const list = "dpkg-query -L -- python3-six";
const audit = "dpkg --audit";
const simulate = "apt-get -s install --no-install-recommends -- python3-six=1.16.0-4";
const sizes = "apt-get install --print-uris -y --no-install-recommends -- python3-six=1.16.0-4";
const install =
  "apt-get install -y --no-install-recommends --no-remove --no-upgrade -o DPkg::Lock::Timeout=60 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold -- python3-six=1.16.0-4";
const viaSudo = `DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l LC_ALL=C ${install}`;

const absent: Reply = { exitCode: 1, stderr: "dpkg-query: no packages found matching python3-six\n" };
const there: Reply = { stdout: "python3-six\tii \t1.16.0-4\n" };
const size =
  "After this operation, 59.4 kB of additional disk space will be used.\n'x' six.deb 17500 MD5Sum:0\n";

/** The answers of a machine on which all goes well; a case replaces some. */
const answers = {
  status: [absent, there] as readonly Reply[],
  files: [{ stdout: `${packages}/six-1.16.0.egg-info\n${packages}/six.py\n` }] as readonly Reply[],
  audit: [{}] as readonly Reply[],
  simulated: [{ stdout: "Inst python3-six (1.16.0-4 Debian:12.15/oldstable [all])\n" }] as readonly Reply[],
  sized: [{ stdout: size }] as readonly Reply[],
  done: [{}] as readonly Reply[],
};

interface Case {
  readonly name: string;
  readonly double?: Double;
  readonly step?: Partial<AptStep>;
  readonly answers?: Partial<typeof answers>;
  readonly disk?: Partial<Disk>;
  readonly ran: readonly string[];
  readonly asked?: readonly string[];
  readonly result: Partial<StepResult>;
}

const installed = [{ name: "Six", version: "1.16.0" }];
const question = "Install python3-six with apt (1 package, 18 kB to fetch, 60 kB on disk)?";
const before = [query, audit, simulate, sizes];
const afterwards = [query, list];

const cases: readonly Case[] = [
  {
    name: "root: at once, and read back",
    ran: [...before, install, ...afterwards],
    result: { installed },
  },
  {
    name: "there already: apt is not started",
    answers: { status: [there] },
    ran: [query, list],
    result: { satisfied: [{ requirement: "Six", version: "1.16.0", location: packages }] },
  },
  {
    name: "there at another version: apt is not started",
    answers: { status: [{ stdout: "python3-six\tii \t1.15.0-1\n" }] },
    ran: [query],
    result: {
      exitCode: 1,
      error: {
        code: "apt-upgrades",
        what: "apt would upgrade python3-six (1.15.0-1 to 1.16.0-4)",
        why: "updates are pending, and `pip install` changes nothing that is installed already",
        next: "apt-get install python3-six",
        or: "apt-get upgrade",
      },
    },
  },
  {
    name: "there, held, at another version: the hold is told of (T22)",
    answers: { status: [{ stdout: "python3-six\thi \t1.15.0-1\n" }] },
    ran: [query],
    result: {
      exitCode: 1,
      error: {
        code: "apt-held",
        what: "python3-six is held back",
        why: "it stays at 1.15.0-1, and 1.16.0-4 is asked for",
        next: "apt-mark unhold python3-six",
      },
    },
  },
  {
    name: "a name that is a pattern never reaches apt (T21)",
    step: { packages: [{ ...six(), name: "python3-*" }] },
    ran: [],
    result: {
      exitCode: 1,
      error: {
        code: "apt-bad-name",
        what: "python3-*=1.16.0-4 is not a package",
        why: "apt could take it for something else",
        next: null,
      },
    },
  },
  {
    name: "an interrupted dpkg is told before anything else",
    answers: { audit: [{ stdout: "The following packages are only half configured:\n foo  bar\n" }] },
    ran: [query, audit],
    result: {
      exitCode: 1,
      error: {
        code: "dpkg-interrupted",
        what: "an earlier installation was not finished",
        why: "dpkg has to finish foo first",
        next: "dpkg --configure -a",
      },
    },
  },
  {
    name: "... but a dpkg that is at work is waited for",
    answers: { audit: [{ stdout: "The following packages are only half configured:\n foo  bar\n" }] },
    disk: { dpkgIsAtWork: () => true },
    ran: [...before, install, ...afterwards],
    result: { installed },
  },
  {
    name: "a refused simulation: nothing is begun",
    answers: { simulated: [{ stdout: "Remv foo [1.0]\n" }] },
    ran: before,
    result: {
      exitCode: 1,
      error: {
        code: "apt-removes",
        what: "apt would remove foo",
        why: "pip install never removes a program",
        next: "apt-get install python3-six",
      },
    },
  },
  {
    name: "a pending update of what it needs: nothing is begun, and both ways are told",
    double: { uid: 1000, mayAsk: true },
    step: { by: "sudo", ask: true },
    answers: {
      simulated: [
        {
          stdout:
            "Inst libx [1.9] (2.0 Debian-Security:12/oldstable-security [amd64])\nInst python3-six (1.16.0-4 Debian:12.15/oldstable [all])\n",
        },
      ],
    },
    ran: before,
    result: {
      exitCode: 1,
      error: {
        code: "apt-upgrades",
        what: "apt would upgrade libx (1.9 to 2.0)",
        why: "updates are pending, and `pip install` changes nothing that is installed already",
        next: "sudo apt-get install python3-six",
        or: "sudo apt-get upgrade",
      },
    },
  },
  {
    name: "a user on a terminal is asked, and sudo after it",
    double: { uid: 1000, mayAsk: true, yes: true },
    step: { by: "sudo", ask: true },
    ran: [...before, `sudo ${viaSudo}`, ...afterwards],
    asked: [question],
    result: { installed },
  },
  {
    name: "No: nothing is begun",
    double: { uid: 1000, mayAsk: true, yes: false },
    step: { by: "sudo", ask: true },
    ran: before,
    asked: [question],
    result: {
      exitCode: 1,
      error: {
        code: "declined",
        what: "apt was declined",
        why: "nothing has been changed",
        next: "sudo apt-get install --no-install-recommends python3-six",
      },
    },
  },
  {
    name: "a question that nobody would see is a No",
    double: { uid: 1000 },
    step: { by: "sudo", ask: true },
    ran: before,
    result: {
      exitCode: 1,
      error: {
        code: "declined",
        what: "apt was declined",
        why: "nothing has been changed",
        next: "sudo apt-get install --no-install-recommends python3-six",
      },
    },
  },
  {
    name: "without a terminal sudo may not ask for a password",
    double: { uid: 1000 },
    step: { by: "sudo", ask: false },
    ran: [...before, `sudo -n ${viaSudo}`, ...afterwards],
    result: { installed },
  },
  {
    name: "more than anybody expects, and nobody to ask",
    answers: { sized: [{ stdout: "After this operation, 806 MB of additional disk space will be used.\n" }] },
    ran: before,
    result: {
      exitCode: 1,
      error: {
        code: "apt-too-much",
        what: "apt would install 1 package, 0 kB to fetch, 806 MB on disk",
        why: "more than 40 packages, 100 MB to fetch, 300 MB on disk is not installed unasked, and there is no terminal to ask on",
        next: "apt-get install --no-install-recommends python3-six",
      },
    },
  },
  {
    name: "more than anybody expects: root is asked too",
    double: { mayAsk: true, yes: true },
    answers: { sized: [{ stdout: "After this operation, 806 MB of additional disk space will be used.\n" }] },
    ran: [...before, install, ...afterwards],
    asked: ["Install python3-six with apt (1 package, 0 kB to fetch, 806 MB on disk)?"],
    result: { installed },
  },
  {
    name: "exit code 0 and nothing installed is a failure (T24)",
    answers: { status: [absent] },
    ran: [...before, install, query],
    result: {
      exitCode: 1,
      error: {
        code: "apt-failed",
        what: "apt-get did not install python3-six",
        why: "it reported no error",
        next: "apt-get install python3-six",
      },
    },
  },
  {
    name: "exit code 100 and all installed is a success, with a note",
    answers: {
      done: [{ exitCode: 100, stderr: "E: Sub-process /usr/bin/dpkg returned an error code (1)\n" }],
    },
    ran: [...before, install, ...afterwards],
    result: { installed, notes: ["apt-get reported a failure all the same: its own lines tell of what"] },
  },
  {
    name: "an older copy that goes before it is told of",
    disk: { seen: () => [distribution("1.12.0", "/home/alice/.local/lib/python3.11/site-packages")] },
    ran: [...before, install, ...afterwards],
    result: {
      installed,
      notes: [
        "python3 imports Six 1.12.0 from /home/alice/.local/lib/python3.11/site-packages, which goes before apt's; to take it away: /usr/bin/python3 -m pip uninstall --break-system-packages Six",
      ],
    },
  },
  {
    name: "files that are gone are no success",
    disk: { seen: () => [] },
    ran: [...before, install, ...afterwards],
    result: {
      exitCode: 1,
      error: {
        code: "apt-files-missing",
        what: "python3 does not find python3-six",
        why: "dpkg calls it installed, but its files are not all there",
        next: "apt-get install --reinstall python3-six",
      },
    },
  },
  {
    name: "a binding without metadata is what dpkg says it is",
    answers: { files: [{ stdout: `${packages}/six.py\n` }] },
    ran: [...before, install, ...afterwards],
    result: { installed },
  },
];

for (const each of cases) {
  test(each.name, async () => {
    const double = doubleWorld(rowsOf({ ...answers, ...each.answers }), each.double);
    const result = await carryOutApt({ ...step(), ...each.step }, double.world, { ...disk(), ...each.disk });
    assert.deepEqual(
      { ran: double.ran, asked: double.asked, result },
      { ran: each.ran, asked: each.asked ?? [], result: { ...nothing, ...each.result } },
    );
  });
}

const HOSTILE: readonly (readonly [name: string, version: string])[] = [
  ["-oDPkg::Pre-Invoke::=id>/tmp/x", "1.0-1"],
  ["-c=/tmp/evil.conf", "1.0-1"],
  ["python3-pip-", "1.0-1"],
  ["python3-pip+", "-1"],
  ["python3-y*", "1.0-1"],
  ["python3-.*yaml$", "1.0-1"],
  ["?name(python3-six)", "1.0-1"],
  ["~nsix", "1.0-1"],
  ["./python3-x/evil.deb", "1.0-1"],
  ["python3-six/sid", "1.0-1"],
  ["python3-six:amd64", "1.0-1"],
  ["python3-six^", "1.0-1"],
  ["python3-six", ""],
  ["python3-six", "1.0-1 -oDPkg::Pre-Invoke::=id"],
  ["python3-six", "1.0/sid"],
  ["python3-six", "*"],
];

for (const [name, version] of HOSTILE) {
  test(`what apt could take for anything else never reaches it (T20, T21): ${name}=${version}`, async () => {
    const double = doubleWorld(rowsOf(answers));
    const result = await carryOutApt(
      { ...step(), packages: [six(), { ...six(), name, version }] },
      double.world,
      disk(),
    );
    assert.deepEqual([double.ran, result.error?.code], [[], "apt-bad-name"]);
  });
}

test("a No is remembered, package by package", async () => {
  const data = await mkdtemp(path.join(tmpdir(), "safe-pip-apt-"));
  const double = doubleWorld(rowsOf(answers), { uid: 1000, mayAsk: true, data });
  await carryOutApt({ ...step(), by: "sudo", ask: true }, double.world, disk());
  assert.deepEqual(readdirSync(path.join(data, "declined")), ["python3-six"]);
  await rm(data, { recursive: true });
});

test("nothing of the caller's environment reaches apt but the way to the archive", async () => {
  const env = {
    APT_CONFIG: "/tmp/evil",
    LD_PRELOAD: "/tmp/evil.so",
    LANGUAGE: "de",
    http_proxy: "http://proxy",
  };
  const double = doubleWorld(rowsOf(answers), { env });
  await carryOutApt(step(), double.world, disk());
  const change = double.commands.find(({ argv }) => argv.includes("--no-remove"));
  assert.deepEqual(change?.env, {
    LC_ALL: "C",
    PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
    http_proxy: "http://proxy",
    DEBIAN_FRONTEND: "noninteractive",
    NEEDRESTART_MODE: "l",
    HOME: "/root",
  });
  assert.equal(change?.terminal, undefined);
  assert.equal(change?.output, "both", "its words are seen while it runs");
});

test("what will be done is shown before it is done", async () => {
  const double = doubleWorld(rowsOf(answers));
  await carryOutApt(step(), double.world, disk());
  assert.deepEqual(double.said, [
    "apt installs python3-six 1.16.0-4 (1 package, 18 kB to fetch, 60 kB on disk)",
  ]);
});

const nothing: StepResult = {
  exitCode: 0,
  installed: [],
  satisfied: [],
  commands: [],
  notes: [],
  error: null,
};

function rowsOf(given: typeof answers): readonly Row[] {
  return [
    [/^dpkg-query -W/, given.status],
    [/^dpkg-query -L/, given.files],
    [/^dpkg --audit/, given.audit],
    [/^apt-get -s/, given.simulated],
    [/--print-uris/, given.sized],
    [/apt-get install -y/, given.done],
  ];
}

function step(): AptStep {
  return { route: "apt", by: "root", ask: false, packages: [six()] };
}

function six() {
  const requirement = "six" as NormalizedName;
  return {
    name: "python3-six",
    version: "1.16.0-4",
    metadataVersion: "1.16.0",
    requirement,
    spelling: "Six",
  };
}

function disk(): Disk {
  return {
    seen: () => [distribution("1.16.0", packages)],
    labels: () => new Set(["Debian", "Debian-Security"]),
    dpkgIsAtWork: () => false,
  };
}

function distribution(version: string, location: string): InstalledDistribution {
  return { name: "six" as NormalizedName, spelling: "six", version, location, requires: () => [] };
}

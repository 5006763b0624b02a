import assert from "node:assert/strict";
import { test } from "node:test";
import type { AptRemoveStep } from "../../src/plan/plan.ts";
import type { Disk } from "../../src/routes/apt/disk.ts";
import { carryOutAptRemove } from "../../src/routes/aptRemove.ts";
import type { StepResult } from "../../src/routes/route.ts";
import { type Double, doubleWorld, type Reply } from "./fixtures.ts";

const there: Reply = { stdout: "python3-six\tii \t1.16.0-4\n" };
const simulate = "apt-get -s remove -- python3-six";
const remove =
  "apt-get remove -y -o DPkg::Lock::Timeout=60 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold -- python3-six";

interface Case {
  readonly name: string;
  readonly double?: Double;
  readonly step?: Partial<AptRemoveStep>;
  readonly status?: readonly Reply[];
  readonly simulated?: string;
  readonly done?: Reply;
  /** apt's own commands among those that ran. */
  readonly ran: readonly string[];
  readonly asked?: readonly string[];
  readonly result: Partial<StepResult>;
}

const cases: readonly Case[] = [
  {
    name: "what nobody else needs is taken away",
    ran: [simulate, remove],
    result: { installed: [{ name: "six", version: "1.16.0" }] },
  },
  { name: "what is not there is not taken away", status: [{ exitCode: 1 }], ran: [], result: {} },
  {
    name: "what another package needs stays",
    simulated: "Remv python3-foo [1.0]\nRemv python3-six [1.16.0-4]\n",
    ran: [simulate],
    result: {
      exitCode: 1,
      error: {
        code: "apt-removes",
        what: "apt would also change python3-foo",
        why: "other packages need python3-six",
        next: "apt-get remove python3-six",
      },
    },
  },
  {
    name: "No: nothing is begun",
    double: { uid: 1000, mayAsk: true },
    step: { by: "sudo", ask: true },
    ran: [simulate],
    asked: ["Remove python3-six with apt?"],
    result: {
      exitCode: 1,
      error: {
        code: "declined",
        what: "apt was declined",
        why: "nothing has been changed",
        next: "sudo apt-get remove python3-six",
      },
    },
  },
  {
    name: "what is still there afterwards was not taken away",
    status: [there],
    done: {
      exitCode: 100,
      stderr: "E: Held packages were changed and -y was used without --allow-change-held-packages.\n",
    },
    ran: [simulate, remove],
    result: {
      exitCode: 1,
      error: {
        code: "apt-held",
        what: "packages that are held back stand in the way",
        why: "Held packages were changed and -y was used without --allow-change-held-packages.",
        next: "apt-mark showhold",
      },
    },
  },
];

for (const each of cases) {
  test(each.name, async () => {
    const double = doubleWorld(
      [
        [/^dpkg-query -W/, each.status ?? [there, { stdout: "python3-six\trc \t1.16.0-4\n" }]],
        [/^dpkg-query -L/, [{ stdout: "/usr/lib/python3/dist-packages/six-1.16.0.egg-info\n" }]],
        [/^dpkg --audit/, [{}]],
        [/^apt-get -s/, [{ stdout: each.simulated ?? "Remv python3-six [1.16.0-4]\n" }]],
        [/apt-get remove -y/, [each.done ?? {}]],
      ],
      each.double,
    );
    const step: AptRemoveStep = {
      route: "apt-remove",
      packages: ["python3-six"],
      by: "root",
      ask: false,
      ...each.step,
    };
    const result = await carryOutAptRemove(step, double.world, disk);
    assert.deepEqual(
      { ran: double.ran.filter((line) => line.includes("apt-get")), asked: double.asked, result },
      { ran: each.ran, asked: each.asked ?? [], result: { ...nothing, ...each.result } },
    );
  });
}

const disk: Disk = { seen: () => [], labels: () => new Set(), dpkgIsAtWork: () => false };

const nothing: StepResult = {
  exitCode: 0,
  installed: [],
  satisfied: [],
  commands: [],
  notes: [],
  error: null,
};

import assert from "node:assert/strict";
import { test } from "node:test";
import { carryOut } from "../src/carryOut.ts";
import type { Way } from "../src/way.ts";
import { factsOf } from "./plan/facts.ts";
import { planOf } from "./plan/testRule.ts";
import { doubleWorld, type Reply, type Row } from "./routes/fixtures.ts";

/*
 * T24: an apt that fails, or that does not do what the simulation showed, ends the command. Nothing else is installed
 * in its place, from an index or anywhere.
 */

const six = "Inst python3-six (1.16.0-4 Debian:12.15/oldstable [all])\n";

/** What the simulation says, and how the real run ends. */
const failures: readonly (readonly [name: string, simulated: Reply, done: Reply])[] = [
  [
    "the archive does not answer",
    { stdout: six },
    { exitCode: 100, stderr: "E: Failed to fetch http://archive/six.deb  Could not resolve 'archive'\n" },
  ],
  [
    "the lock is held",
    { stdout: six },
    {
      exitCode: 100,
      stderr: "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1 (apt)\n",
    },
  ],
  ["nothing was installed, with exit code 0", { stdout: six }, {}],
  ["the simulation removes", { stdout: `Remv foo [1.0]\n${six}` }, {}],
  ["the simulation fails", { exitCode: 100, stderr: "E: Unable to locate package python3-six\n" }, {}],
];

for (const [name, simulated, done] of failures) {
  test(`apt that fails never falls to an index (T24): ${name}`, async () => {
    const rows: readonly Row[] = [
      [/^dpkg-query -W/, [{ exitCode: 1 }]],
      [/^dpkg --audit/, [{}]],
      [/^apt-get -s/, [simulated]],
      [/--print-uris/, [{}]],
      [/apt-get install -y/, [done]],
    ];
    const { world, ran } = doubleWorld(rows);
    const facts = factsOf({
      typed: "install -q six",
      invocation: { root: true },
      debianHas: { six: ["python3-six", "1.16.0-4", "1.16.0"] },
      dear: { aptUse: { kind: "root" } },
    });
    const plan = planOf(facts);
    assert.equal(plan.rule, "distro-libraries");
    const answer = await carryOut({ facts, plan }, wayOf(world));
    assert.deepEqual(answer, { kind: "exit", code: 1 });
    assert.deepEqual(
      ran.filter((line) => !/^(?:apt-get|dpkg|dpkg-query) /.test(line)),
      [],
    );
  });
}

/** A way that must not be gone a second time. */
function wayOf(world: Way["world"]): Way {
  const again = () => {
    throw new Error("it was planned again");
  };
  return {
    world,
    given: {} as Way["given"],
    package: "",
    dataDirectory: "",
    plan: again,
    requestInput: again,
    policyPlaces: again,
  };
}

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { testCase } from "../case.ts";
import { type CommandOptions, type Machine, noMachine, type Release, startMachine } from "../machine.ts";
import { normalisePip } from "../pip-output.ts";
import { productBind, setUpProduct } from "../product.ts";
import { changesOutsideDpkg, readSystemPython, type SystemPython } from "../system-python.ts";
import { type CaseForAll, caseFor, cases, consentCases } from "./cases.ts";
import { people, type Row, rowsOf, users, type Who } from "./rows.ts";

/** Every question that a person may be asked, and what he types. */
const answers: NonNullable<CommandOptions["terminal"]> = [
  { question: /\[Y\/n\] ?$/i, typed: "y\n" },
  { question: /password for alice: ?$/, typed: "test\n" },
];

/** Tests the main job on one release: one machine a row, one test a case. */
export function testRows(release: Release): void {
  for (const row of rowsOf(release)) {
    describe(`Debian ${release} with ${row.has}, ${titles[row.who]}`, { skip: noMachine() }, () =>
      testRow(row),
    );
  }
}

const titles: Readonly<Record<Who, string>> = {
  root: "root on a terminal",
  sudo: "a user with sudo on a terminal",
  plain: "a user without sudo and terminal",
};

function testRow(row: Row): void {
  let machine: Machine;
  let untouched: SystemPython;
  before(async () => {
    machine = await startMachine({ ...row, users, binds: [await productBind()] });
    await setUpProduct(machine);
  });
  after(() => machine.stop());
  const person = people[row.who];
  const typist = () => ({
    machine,
    ...person,
    env: {},
    ...(person.looksOn ? { terminal: answers } : {}),
    normalise: (text: string) => normalisePip(text, person),
  });
  const register = (each: CaseForAll) => {
    const own = caseFor(row.who, each);
    if (own !== null) testCase(own, typist);
  };
  consentCases.forEach(register);
  test("(the distribution's Python is looked at)", async () => {
    untouched = await readSystemPython(machine);
  });
  cases.forEach(register);
  test("the distribution's Python is as it was, but for what dpkg did", async () => {
    assert.deepEqual(changesOutsideDpkg(untouched, await readSystemPython(machine)), []);
  });
}

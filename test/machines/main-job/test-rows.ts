import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type CommandOptions, type Machine, noMachine, type Release, startMachine } from "../machine.ts";
import { normalisePip } from "../pip-output.ts";
import { linkProduct, pathWithShims, productBind } from "../product.ts";
import { changesOutsideDpkg, readSystemPython, type SystemPython } from "../system-python.ts";
import { type Case, cases, consentCases } from "./cases.ts";
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
    await linkProduct(machine);
  });
  after(() => machine.stop());
  const register = (each: Case) => {
    if (each.who === undefined || each.who.includes(row.who))
      test(each.name, () => check(machine, row, each));
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

/** Runs a case and compares exit code, stdout and what is true afterwards at once, so that a failure shows all. */
async function check(machine: Machine, row: Row, each: Case): Promise<void> {
  const person = people[row.who];
  const options: CommandOptions = { as: person.name, env: { PATH: pathWithShims(person.name) } };
  const mine = (text: Case["stdout"]) => (typeof text === "string" ? text : text[row.who]);
  if (each.given !== undefined) {
    const given = await machine.run(each.given, options);
    assert.equal(given.exitCode, 0, `the given state could not be made: ${given.stderr}`);
  }
  const here = { ...options, cwd: `${person.home}/${each.in}` };
  const typed = await machine.run(each.type, person.looksOn ? { ...here, terminal: answers } : here);
  const afterwards: string[] = [];
  for (const [command] of each.afterwards) {
    const { stdout, stderr } = await machine.run(command, here);
    afterwards.push(`${command}\n${normalisePip(stdout, person)}${stdout === "" ? stderr : ""}`);
  }
  assert.deepEqual(
    { exitCode: typed.exitCode, stdout: normalisePip(typed.stdout, person), afterwards },
    {
      exitCode: each.exitCode ?? 0,
      stdout: mine(each.stdout),
      afterwards: each.afterwards.map(([command, prints]) => `${command}\n${mine(prints)}`),
    },
    `stderr was:\n${typed.stderr}`,
  );
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { optionTable, TABLE_VERSIONS } from "../../../src/pip/options/table.ts";

const NEWEST = TABLE_VERSIONS.at(-1) ?? "";

/** Which pip's options a version is given, and whether they are its own. */
const rows: readonly (readonly [name: string, pip: string | null, version: string, exact: boolean])[] = [
  ["a version of the table has its own", "24.1.2", "24.1.2", true],
  ["Debian's patches change no grammar", "23.0.1+dfsg", "23.0.1", true],
  ["a missing patch release has the one's before", "25.1.9", "25.1.1", false],
  ["a preview has those of the release before", "26.0b1", "25.3", false],
  ["a newer pip has the newest known ones", "99.0", NEWEST, false],
  ["an unknown pip too", null, NEWEST, false],
  ["an older pip has the oldest known ones", "9.0.3", TABLE_VERSIONS[0] ?? "", false],
];

for (const [name, pip, version, exact] of rows) {
  test(name, () => {
    const table = optionTable(pip);
    assert.equal(table.exact, exact);
    assert.deepEqual(table.command("install"), optionTable(version).command("install"));
  });
}

/** Where an option is known: from the first to the last pip that has it. */
const spans: readonly (readonly [command: string, option: string, first: string, last: string])[] = [
  ["install", "--break-system-packages", "23.0.1", NEWEST],
  ["install", "--install-option", "23.0", "23.0.1"],
  ["install", "--keyring-provider", "23.1", NEWEST],
  ["install", "--group", "25.1", NEWEST],
  ["install", "--global-option", "23.0", "25.2"],
  ["install", "--requirements-from-script", "26.0", NEWEST],
  ["install", "--version", "23.0", "26.2.1"],
  ["uninstall", "--yes", "23.0", NEWEST],
  ["lock", "--output", "25.1", NEWEST],
];

for (const [command, option, first, last] of spans) {
  test(`${command} has ${option} from pip ${first} to ${last}`, () => {
    const having = TABLE_VERSIONS.filter((version) =>
      optionTable(version)
        .command(command)
        ?.some(({ names }) => names.includes(option)),
    );
    assert.deepEqual([having[0], having.at(-1)], [first, last]);
  });
}

test("no pip has a command of an empty name, or one that is a property of every object", () => {
  const table = optionTable("26.3");
  assert.deepEqual(
    ["", "-r", "toString", "__proto__"].map((name) => table.command(name)),
    [null, null, null, null],
  );
});

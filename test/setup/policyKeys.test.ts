import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { addContent } from "../../src/setup/editContent.ts";
import { policyEdit } from "../../src/setup/policyKeys.ts";

const keys = { project: "home", "without-terminal": "venv" };
const file = "/etc/safe-pip/policy.toml";
const head = "# >>> safe-pip setup >>> (`safe-pip teardown` takes these lines away)\n";
const foot = "# <<< safe-pip setup <<<\n";
const ours = `${head}project = "home"\nwithout-terminal = "venv"\n${foot}`;

/** The file before, and after: null where it stays. */
const rows: readonly [
  name: string,
  before: string | null,
  after: string | null,
  problems: readonly string[],
][] = [
  ["no file", null, ours, []],
  ["an empty file", "", ours, []],
  ["keys go above the first table", '[ban]\nx = "y"', `${ours}[ban]\nx = "y"`, []],
  [
    "a key that says it already is left out",
    'project = "home"\n',
    `${head}without-terminal = "venv"\n${foot}project = "home"\n`,
    [],
  ],
  ["all said already", 'project = "home"\nwithout-terminal = "venv"\n', null, []],
  ["our own keys are no author's", `${ours}apt = "never"\n`, `${ours}apt = "never"\n`, []],
  [
    "what the author says stays, and is told",
    'project = "directory"\n',
    `${head}without-terminal = "venv"\n${foot}project = "directory"\n`,
    [`${file} says project = "directory", and that stays; "home" was asked for`],
  ],
];

describe("the keys that set-up adds to a policy file", () => {
  for (const [name, before, after, problems] of rows) {
    test(name, () => {
      const found = policyEdit(file, before, keys, 0o755);
      assert.equal(found.kind, "edit");
      if (found.kind !== "edit") return;
      const stripped = before?.startsWith(ours) ? before.slice(ours.length) : (before ?? "");
      const text = found.edit === null ? null : addContent(stripped, found.edit.content).text;
      assert.deepEqual({ text, problems: found.problems }, { text: after, problems });
    });
  }

  test("a file that is no TOML stays as it is", () => {
    assert.deepEqual(policyEdit(file, "project = \n", keys, 0o755).kind, "impossible");
  });
});

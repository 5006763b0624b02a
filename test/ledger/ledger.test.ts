import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { test } from "node:test";
import type { LedgerEntry } from "../../src/ledger/entry.ts";
import { installedByApt, readEntries, recordEntry } from "../../src/ledger/ledger.ts";
import { makeEnvironment } from "../environment.ts";

const entry = (more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  version: 1,
  state: "done",
  route: "apt",
  rule: "distro-libraries",
  slot: null,
  exitCode: 0,
  installed: [],
  removed: [],
  ...more,
});
const six = { name: "six", version: "1.16.0", package: "python3-six" };
const yaml = { name: "PyYAML", version: "6.0", package: "python3-yaml" };

test("what was written is read again, in the order of its making", async (t) => {
  const { root, remove } = await makeEnvironment();
  t.after(remove);
  const data = `${root}/data`;
  const written = [entry({ rule: "a" }), entry({ rule: "b", route: "pipx" }), entry({ rule: "c" })];
  // A time with more digits comes later, though not by the alphabet.
  for (const [index, at] of [999, 1000, 20_000].entries())
    recordEntry(data, written[index] ?? entry(), new Date(at));
  assert.deepEqual(readEntries(data), written);
});

test("an entry is its user's alone, and no half of one is left", async (t) => {
  const { root, remove } = await makeEnvironment();
  t.after(remove);
  recordEntry(`${root}/data`, entry(), new Date(1));
  const [name = "", ...rest] = readdirSync(`${root}/data/ledger`);
  assert.deepEqual([rest, statSync(`${root}/data/ledger/${name}`).mode & 0o777], [[], 0o600]);
  assert.equal(statSync(`${root}/data/ledger`).mode & 0o777, 0o700);
});

test("what can't be read is not there", async (t) => {
  const environment = await makeEnvironment();
  t.after(() => environment.remove());
  const texts = ["", "{", "null", "[]", "3", '{"version":2,"installed":[],"removed":[]}', '{"version":1}'];
  for (const [index, text] of texts.entries()) await environment.write(`data/ledger/${index}.json`, text);
  await environment.write("data/ledger/9.json.new", JSON.stringify(entry()));
  await environment.directory("data/ledger/10.json");
  assert.deepEqual(readEntries(`${environment.root}/data`), []);
  assert.deepEqual(readEntries(`${environment.root}/none`), []);
});

const held: readonly (readonly [name: string, entries: readonly LedgerEntry[], finds: readonly string[]])[] =
  [
    ["nothing", [], []],
    ["what apt brought for us, by its normal name", [entry({ installed: [six, yaml] })], ["six", "pyyaml"]],
    ["not what was taken away since", [entry({ installed: [six] }), entry({ removed: [six] })], []],
    [
      "what came again",
      [entry({ installed: [six] }), entry({ removed: [six] }), entry({ installed: [six] })],
      ["six"],
    ],
    [
      "nothing of other routes",
      [entry({ route: "venv", installed: [six] }), entry({ route: "pipx", installed: [yaml] })],
      [],
    ],
    [
      "what a command that failed in the end had brought",
      [entry({ state: "failed", exitCode: 1, installed: [six] })],
      ["six"],
    ],
  ];

for (const [name, entries, finds] of held) {
  test(`held by apt: ${name}`, () => assert.deepEqual([...installedByApt(entries).keys()], finds));
}

import assert from "node:assert/strict";
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { readEditRecords } from "../../src/setup/editRecord.ts";
import { apply, both, editOf, end, place, textOf, undo } from "./editing.ts";
import { snapshot } from "./snapshot.ts";

/** What the user does to `a=1\n` or, where that is said, to a file without a final newline; and what is left. */
const edits: readonly [
  name: string,
  before: string | null,
  change: (file: string) => void,
  after: string | null,
][] = [
  ["a line behind ours", "a=1\n", (file) => appendFileSync(file, "b=2\n"), "a=1\nb=2\n"],
  [
    "a line behind ours, where the last line had no newline",
    "a=1",
    (file) => appendFileSync(file, "b=2\n"),
    "a=1\nb=2\n",
  ],
  [
    "a line in front, where the last line had no newline",
    "a=1",
    (file) => prepend(file, "b=2\n"),
    "b=2\na=1",
  ],
  ["a line between", "a=1\n", (file) => replace(file, "a=1\n", "a=1\nb=2\n"), "a=1\nb=2\n"],
  ["his own line gone", "a=1\nb=2\n", (file) => replace(file, "a=1\n", ""), "b=2\n"],
  ["our lines changed", "a=1\n", (file) => replace(file, "last=1", "last=2"), "a=1\n"],
  ["the newline behind our last mark gone", "a=1\n", (file) => replace(file, /\n$/, ""), "a=1\n"],
  ["our lines taken out by hand", "a=1\n", (file) => writeFileSync(file, "c=3"), "c=3"],
  ["the file gone", "a=1\n", (file) => rmSync(file), null],
  ["a line in the file that set-up made", null, (file) => appendFileSync(file, "b=2\n"), "b=2\n"],
  ["the file that set-up made emptied", null, (file) => writeFileSync(file, ""), ""],
];

describe("teardown takes only its own lines out of a file that was changed since", () => {
  for (const [name, before, change, after] of edits) {
    test(name, () => {
      const { home, records } = place();
      const edit = editOf(home, both);
      if (before !== null) writeFileSync(edit.path, before);
      apply(edit, records);
      change(edit.path);
      undo(records);
      assert.equal(textOf(edit.path), after);
      assert.deepEqual(readEditRecords(records), []);
    });
  }

  test("and keeps a mode that was changed since", () => {
    const { home, records } = place();
    const edit = editOf(home, both);
    writeFileSync(edit.path, "a=1\n");
    apply(edit, records);
    chmodSync(edit.path, 0o600);
    undo(records);
    assert.equal(statSync(edit.path).mode & 0o777, 0o600);
  });

  test("and nothing at all where a mark was cut, so that nobody can tell what is ours", () => {
    const { home, records } = place();
    const edit = editOf(home, both);
    apply(edit, records);
    replace(edit.path, "# <<< safe-pip setup <<<\n", "");
    const was = textOf(edit.path);
    assert.deepEqual(undo(records), [false]);
    assert.equal(apply(edit, records), "impossible");
    assert.equal(textOf(edit.path), was);
  });
});

describe("set-up", () => {
  test("replaces the lines of an older one, and teardown still restores the first file", () => {
    const { home, records } = place();
    writeFileSync(path.join(home, ".bashrc"), "a=1");
    apply(editOf(home, end), records);
    assert.equal(apply(editOf(home, both), records), "change");
    assert.equal(textOf(path.join(home, ".bashrc"))?.match(/>>> safe-pip setup >>>/g)?.length, 2);
    undo(records);
    assert.equal(textOf(path.join(home, ".bashrc")), "a=1");
  });

  test("moves its lines behind what another tool has added since, so that they count last", () => {
    const { home, records } = place();
    const edit = editOf(home, both);
    writeFileSync(edit.path, "a=1\n");
    apply(edit, records);
    appendFileSync(edit.path, "PATH=/other:$PATH\n");
    assert.equal(apply(edit, records), "change");
    assert.match(textOf(edit.path) ?? "", /\nlast=1\n# <<< safe-pip setup <<<\n$/);
    assert.equal(apply(edit, records), "unchanged");
    undo(records);
    assert.equal(textOf(edit.path), "a=1\nPATH=/other:$PATH\n");
  });

  test("knows its lines again where the record has gone", () => {
    const { home, records } = place();
    writeFileSync(path.join(home, ".bashrc"), "a=1\n");
    apply(editOf(home, both), records);
    const text = textOf(path.join(home, ".bashrc"));
    rmSync(records, { recursive: true });
    apply(editOf(home, both), records);
    assert.equal(textOf(path.join(home, ".bashrc")), text);
    undo(records);
    assert.equal(textOf(path.join(home, ".bashrc")), "a=1\n");
  });

  for (const [name, make] of [
    ["a directory", (file: string) => mkdirSync(file)],
    ["a link to nothing", (file: string) => symlinkSync("nowhere", file)],
    ["a device", (file: string) => symlinkSync("/dev/null", file)],
  ] as const) {
    test(`leaves ${name} as it is`, () => {
      const { root, home, records } = place();
      make(path.join(home, ".bashrc"));
      const before = snapshot(root);
      assert.equal(apply(editOf(home, both), records), "impossible");
      assert.deepEqual(snapshot(root), before);
    });
  }
});

function prepend(file: string, text: string): void {
  writeFileSync(file, text + readFileSync(file, "utf8"));
}

function replace(file: string, what: string | RegExp, by: string): void {
  writeFileSync(file, readFileSync(file, "utf8").replace(what, by));
}

import assert from "node:assert/strict";
import {
  appendFileSync,
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import type { Content } from "../../src/setup/editContent.ts";
import { readEditRecords } from "../../src/setup/editRecord.ts";
import { type FileEdit, prepareEdit, prepareUndo } from "../../src/setup/fileEdit.ts";
import { runDirectory } from "../run-directory.ts";
import { snapshot, strictSnapshot } from "./snapshot.ts";

const both: Content = { kind: "blocks", top: "first=1\n", end: "last=1\n" };
const end: Content = { kind: "blocks", top: null, end: "last=1\n" };
const line: Content = { kind: "line", line: "/a/directory" };

/** What stands there before: made in an empty home, whose file is `.bashrc`. */
const given: readonly [name: string, make: (home: string) => void][] = [
  ["no file", () => {}],
  ["no file, and no directory for it", (home) => rmSync(home, { recursive: true })],
  ["an empty file", write("")],
  ["a file that ends with a newline", write("a=1\nb=2\n")],
  ["a file without a final newline", write("a=1\nb=2")],
  ["a file that is one newline", write("\n")],
  ["a file that ends with two newlines", write("a=1\n\n")],
  ["lines that end as on Windows", write("a=1\r\nb=2\r\n")],
  ["lines that end as on Windows, the last without", write("a=1\r\nb=2")],
  ["bytes that are no UTF-8", write(Buffer.from([0x61, 0xe9, 0x00, 0xff, 0x0a, 0xfe]))],
  ["a file that nobody may write", write("a=1\n", 0o400)],
  ["a file that only its owner may read", write("a=1", 0o600)],
  ["a file that may be run", write("a=1\n", 0o755)],
  ["a link to a file elsewhere", linked("../dotfiles/bashrc", "a=1")],
  [
    "a link to a link",
    (home) => {
      linked("../dotfiles/bashrc", "a=1\n")(home);
      symlinkSync(".bashrc", path.join(home, ".other"));
      rmSync(path.join(home, ".bashrc"));
      symlinkSync("../dotfiles/bashrc", path.join(home, ".middle"));
      symlinkSync(".middle", path.join(home, ".bashrc"));
    },
  ],
  [
    "a file that has a second name",
    (home) => {
      write("a=1\n")(home);
      linkSync(path.join(home, ".bashrc"), path.join(home, "second"));
    },
  ],
];

for (const [kind, content] of [
  ["blocks at both ends", both],
  ["a block at the end", end],
  ["a bare line", line],
] as const) {
  describe(`set-up puts ${kind} into a file, once, and teardown restores every byte, mode and link`, () => {
    for (const [name, make] of given) test(name, () => restores(make, content));
  });
}

function restores(make: (home: string) => void, content: Content): void {
  const { root, home, records } = place();
  make(home);
  const before = snapshot(root);
  const edit = editOf(home, content);
  assert.equal(apply(edit, records), "change");
  assert.match(
    readFileSync(edit.path, "latin1"),
    content.kind === "line" ? /^\/a\/directory\n$/m : /^last=1\n/m,
  );
  const once = strictSnapshot(root);
  assert.equal(apply(edit, records), "unchanged");
  assert.deepEqual(strictSnapshot(root), once);
  assert.deepEqual(undo(records), [true]);
  assert.deepEqual(snapshot(root), before);
}

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

function place(): { root: string; home: string; records: string } {
  const root = mkdtempSync(path.join(runDirectory(), "edit."));
  const home = path.join(root, "home");
  mkdirSync(home);
  // Beside `root`, so that what is compared holds the home alone.
  return { root, home, records: `${root}.records` };
}

function editOf(home: string, content: Content): FileEdit {
  return { path: path.join(home, ".bashrc"), content, mode: 0o644, directoryMode: 0o755 };
}

function apply(edit: FileEdit, records: string): string {
  const prepared = prepareEdit(edit, records, process.getuid?.() ?? 0);
  if (prepared.kind === "change") prepared.act();
  return prepared.kind;
}

/** For each record, whether it could be undone. */
function undo(records: string): boolean[] {
  return readEditRecords(records).map((record) => {
    const prepared = prepareUndo(record, records, process.getuid?.() ?? 0);
    if (prepared.kind === "impossible") return false;
    prepared.act();
    return true;
  });
}

function write(bytes: string | Buffer, mode = 0o644): (home: string) => void {
  return (home) => {
    writeFileSync(path.join(home, ".bashrc"), bytes);
    chmodSync(path.join(home, ".bashrc"), mode);
  };
}

function linked(to: string, text: string): (home: string) => void {
  return (home) => {
    const target = path.join(home, to);
    mkdirSync(path.dirname(target));
    writeFileSync(target, text);
    symlinkSync(to, path.join(home, ".bashrc"));
  };
}

function prepend(file: string, text: string): void {
  writeFileSync(file, text + readFileSync(file, "utf8"));
}

function replace(file: string, what: string | RegExp, by: string): void {
  writeFileSync(file, readFileSync(file, "utf8").replace(what, by));
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

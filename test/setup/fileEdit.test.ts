import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import type { Content } from "../../src/setup/editContent.ts";
import { apply, both, editOf, end, place, undo } from "./editing.ts";
import { snapshot, strictSnapshot } from "./snapshot.ts";

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
  const existed = existsSync(edit.path) ? readFileSync(edit.path, "latin1") : null;
  assert.equal(apply(edit, records), "change");
  assert.match(
    readFileSync(edit.path, "latin1"),
    content.kind === "line" ? /^\/a\/directory\n$/m : /^last=1\n/m,
  );
  const once = strictSnapshot(root);
  assert.equal(apply(edit, records), "unchanged");
  assert.deepEqual(strictSnapshot(root), once);
  assert.deepEqual(copies(records), existed === null ? [] : [`600 ${existed}`]);
  assert.deepEqual(undo(records), [true]);
  assert.deepEqual(snapshot(root), before);
}

/** What is kept of the file as it was: mode and bytes, for nobody else to read. */
function copies(records: string): string[] {
  const kept = readdirSync(records).filter((name) => name.endsWith(".before"));
  return kept.map((name) => {
    const file = path.join(records, name);
    return `${(statSync(file).mode & 0o777).toString(8)} ${readFileSync(file, "latin1")}`;
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

import assert from "node:assert/strict";
import { closeSync, openSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { escaped, write } from "../../src/report/speaking.ts";
import { makeEnvironment } from "../environment.ts";

const cases: readonly (readonly [name: string, text: string, shown: string])[] = [
  ["letters of any script stay", "naïve 名前 ∑", "naïve 名前 ∑"],
  ["a picture stays, above U+FFFF as it is", "🐍", "🐍"],
  ["a newline can't forge a line", "a\nsafe-pip: b", "a\\u{a}safe-pip: b"],
  ["a carriage return can't overwrite", "a\rb", "a\\u{d}b"],
  ["an escape sequence can't colour or move", "\u001b[31mred", "\\u{1b}[31mred"],
  ["nor by its C1 form", "\u009b31m", "\\u{9b}31m"],
  ["backspace, NUL and DEL", "\b\u0000\u007f", "\\u{8}\\u{0}\\u{7f}"],
  ["a tab", "a\tb", "a\\u{9}b"],
  ["bidirectional marks can't turn words around", "\u202eevil\u2066", "\\u{202e}evil\\u{2066}"],
  ["zero-width characters can't hide", "re\u200bquests\ufeff", "re\\u{200b}quests\\u{feff}"],
  ["line and paragraph separators", "a\u2028b\u2029", "a\\u{2028}b\\u{2029}"],
  ["half a surrogate pair", "\ud800", "\\u{d800}"],
];

for (const [name, text, shown] of cases) {
  test(`escaped: ${name}`, () => assert.equal(escaped(text), shown));
}

test("a long text is written to the end", async (t) => {
  const environment = await makeEnvironment();
  t.after(() => environment.remove());
  const text = "é".repeat(300_000);
  const file = openSync(`${environment.root}/out`, "w");
  write(file, text);
  closeSync(file);
  assert.equal(readFileSync(`${environment.root}/out`, "utf8"), text);
});

test("a descriptor that is closed is no error", () => {
  assert.doesNotThrow(() => write(987, "nobody reads it"));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { keyLines } from "../../src/policy/keyLines.ts";

interface Case {
  readonly name: string;
  readonly text: string;
  /** Every key that is found, dotted, with its line. */
  readonly lines: Readonly<Record<string, number>>;
}

const cases: readonly Case[] = [
  {
    name: "keys, comments and empty lines",
    text: "# a = 1\na = 1\n\nb = 2 # c = 3\n",
    lines: { a: 2, b: 4 },
  },
  { name: "a table and its keys", text: "[t]\nx = 1\n[u]\nx = 2", lines: { t: 1, "t.x": 2, u: 3, "u.x": 4 } },
  {
    name: "dotted keys and headers",
    text: "a.b = 1\n[c.d]\ne.f = 2",
    lines: { a: 1, "a.b": 1, c: 2, "c.d": 2, "c.d.e": 3, "c.d.e.f": 3 },
  },
  {
    name: "quoted keys, with escapes",
    text: '"x y" = 1\n\'lit\' = 2\n"\\u0061" = 3',
    lines: { "x y": 1, lit: 2, a: 3 },
  },
  {
    name: "blanks around dots and brackets",
    text: " a . b = 1\n [ c ] # d\n\te = 1",
    lines: { a: 1, "a.b": 1, c: 2, "c.e": 3 },
  },
  {
    name: "an array over several lines",
    text: 'a = [\n  "x", # b = 1\n  "]",\n]\nc = 1',
    lines: { a: 1, c: 5 },
  },
  {
    name: "a text over several lines that looks like keys",
    text: 'a = """\nb = 1\n[t]\n\\""" x\n"""\nc = 1',
    lines: { a: 1, c: 6 },
  },
  { name: "a literal text over several lines", text: "a = '''\nb = 1\n'''\nc = 1", lines: { a: 1, c: 4 } },
  { name: "a text that ends in quotes of its own", text: 'a = """x"""""\nc = 1', lines: { a: 1, c: 2 } },
  {
    name: "quotes and signs within texts",
    text: 'a = "# \\" ="\nb = \'\\\'\nc = 1',
    lines: { a: 1, b: 2, c: 3 },
  },
  {
    name: "an inline table: the line of its key",
    text: "a = 1\nb = { c = 1, d = { e = 2 } }\nf = 1",
    lines: { a: 1, b: 2, f: 3 },
  },
  { name: "an array of tables: the first", text: "[[a]]\nx = 1\n[[a]]\nx = 2", lines: { a: 1, "a.x": 2 } },
  { name: "lines that end as on Windows", text: "a = 1\r\n\r\nb = 2\r\n", lines: { a: 1, b: 3 } },
  { name: "a byte order mark", text: "\ufeffa = 1", lines: { a: 1 } },
  { name: "nothing", text: "", lines: {} },
];

for (const { name, text, lines } of cases) {
  test(name, () => {
    const found = [...keyLines(text)].map(([path, line]) => [path.replaceAll("\u0000", "."), line]);
    assert.deepEqual(Object.fromEntries(found), lines);
  });
}

test("a text that is no TOML ends as well", () => {
  for (const text of ['a = "', "a = '''", "[", "[[", "a = [", "]]]", '"', "\\", "a.b.c", "=", "\u0000"]) {
    assert.doesNotThrow(() => keyLines(text));
  }
});

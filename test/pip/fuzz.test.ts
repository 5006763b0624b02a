import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TABLE_VERSIONS } from "../../src/pip/options/table.ts";
import { readRequest } from "../../src/pip/readRequest.ts";
import { requestToJson } from "../../src/pip/requestToJson.ts";
import { cases } from "./language/cases.ts";
import { inputOf } from "./language/world.ts";
import { garbage } from "./oracle/texts.ts";

const RUNS = process.env.SAFE_PIP_TEST_NIGHTLY === "1" ? 20_000 : 200;
/** Far above what any of these takes, far below a hang. */
const LIMIT_MILLISECONDS = 60_000;

const pip = fc.constantFrom(...TABLE_VERSIONS, "22.0", "99.1", "26.3.dev0", "x");
const anyText = fc.oneof(
  garbage,
  fc.string({ unit: "binary" }),
  fc.constantFrom("install", "-r", "r.txt", "-e", "--group"),
);
const anyBytes = fc
  .uint8Array({ maxLength: 200 })
  .map((bytes) => ({ base64: Buffer.from(bytes).toString("base64") }));

function understand(one: Parameters<typeof inputOf>[0], version: string): void {
  JSON.stringify(requestToJson(readRequest(inputOf(one, "/world", version, null)), one.argv));
}

test("no words, variables or bytes make the reader throw", () => {
  const anything = fc.record({
    argv: fc.array(anyText, { maxLength: 6 }).map((words) => ["install", ...words]),
    env: fc.dictionary(
      fc.oneof(
        anyText,
        anyText.map((text) => `PIP_${text}`),
      ),
      anyText,
      { maxKeys: 3 },
    ),
    files: fc.record({
      "work/r.txt": fc.oneof(anyText, anyBytes),
      "etc/pip.conf": fc.oneof(anyText, anyBytes),
      "work/pyproject.toml": anyText,
    }),
  });
  fc.assert(
    fc.property(anything, pip, (one, version) => understand(one, version)),
    { numRuns: RUNS, seed: 668 },
  );
});

test("no case of the differential test makes any pip's reader throw", () => {
  for (const [index, one] of cases(RUNS, 1).entries()) {
    understand(one, TABLE_VERSIONS[index % TABLE_VERSIONS.length] ?? "");
  }
});

/** The nightly form asks a million characters; a tenth of that shows a hang as well. */
const LENGTH = process.env.SAFE_PIP_TEST_NIGHTLY === "1" ? 1_000_000 : 100_000;
/** Linux takes no longer one on a command line. */
const LONGEST_WORD = 131_071;
const repeated = (part: string, before = "", after = "") =>
  before + part.repeat(Math.ceil(LENGTH / part.length)) + after;

const LONG_LINES: Readonly<Record<string, string>> = {
  letters: repeated("a"),
  blanks: repeated(" ", "a", "b"),
  "comment signs": repeated("#"),
  "blanks and comment signs": repeated(" #"),
  backslashes: repeated("\\"),
  "equal signs": repeated("="),
  "opening brackets": repeated("[", "a"),
  "brackets around letters": repeated("[x]"),
  extras: repeated("x,", "a[", "x]"),
  "opening parentheses": repeated("(", "a;"),
  "a version's numbers": repeated("1.", "a=="),
  "a version's digits": repeated("1", "a=="),
  specifiers: repeated(",>=1", "a>=1"),
  "at signs": repeated("a@"),
  colons: repeated(":"),
  slashes: repeated("/", "https://"),
  "percent signs": repeated("%"),
  "parent directories": repeated("../", "./"),
  "a wheel's dashes": repeated("a-", "", ".whl"),
  variables: repeated("${A}"),
  quotation: repeated("'", "-r "),
  "many options": repeated("-r x "),
  "many names": repeated("--no-binary a ", ""),
  "many hashes": repeated("--hash=sha256:ab ", "a "),
  "a marker": repeated("os_name=='a' and ", "a; ", "os_name=='a'"),
  fragments: repeated("&egg=", "https://e#egg="),
  semicolons: repeated(";"),
};

for (const [index, [name, text]] of Object.entries(LONG_LINES).entries()) {
  const version = index % 2 === 0 ? "23.0.1" : (TABLE_VERSIONS.at(-1) ?? "");
  test(`${LENGTH} characters: ${name}, to pip ${version}`, () => {
    const argv = ["install", text.slice(0, LONGEST_WORD), "-r", "r.txt"];
    const start = performance.now();
    understand({ argv, env: { A: "b" }, files: { "work/r.txt": text } }, version);
    understand(
      { argv: ["install", ...argv.slice(2)], env: { A: "b" }, files: { "work/r.txt": text } },
      version,
    );
    assert.ok(performance.now() - start < LIMIT_MILLISECONDS);
  });
}

test("files that include each other twice each are given up, not followed for ever", () => {
  const files = Object.fromEntries(
    Array.from({ length: 60 }, (_, level) => [
      `work/${level}.txt`,
      `-r ${level + 1}.txt\n-r ${level + 1}.txt\n`,
    ]),
  );
  const one = { argv: ["install", "-r", "0.txt"], env: {}, files: { ...files, "work/60.txt": "six\n" } };
  const request = readRequest(inputOf(one, "/world", "26.3", null));
  assert.equal(request.kind === "command" && request.problems.at(-1)?.code, "too-many-files");
  assert.equal(request.kind === "command" && request.certain, false);
});

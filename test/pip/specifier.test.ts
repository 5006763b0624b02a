import assert from "node:assert/strict";
import { test } from "node:test";
import { dialectOf } from "../../src/pip/dialect.ts";
import { parseSpecifiers, printSpecifiers } from "../../src/pip/specifier.ts";
import { assertByPip, type ByPip } from "./dialects.ts";

/** What each pip prints of a list of specifiers, null where it refuses it. */
const PRINTED: readonly (readonly [behaviour: string, text: string, printed: ByPip<string | null>])[] = [
  ["the list is sorted, blanks go", " >= 1.0 ,\t<2 ", { all: "<2,>=1.0" }],
  ["no specifier is a list, too", "", { all: "" }],
  ["empty items are left out", ",>1,,", { all: ">1" }],
  ["versions are printed as they were written", ">= v1.0-RC1", { all: ">=v1.0-RC1" }],
  ["code points are sorted, not UTF-16 units", "===\u{1f600},===\uf000", { all: "===\uf000,===\u{1f600}" }],
  ["a wildcard after == and !=", "==1.*,!=1.5.*", { all: "!=1.5.*,==1.*" }],
  ["a wildcard after another operator", ">=1.*", { "24.0": ">=1.*", "24.1": null }],
  ["a wildcard after a prerelease", "==1.0a1.*", { "24.0": "==1.0a1.*", "24.1": null }],
  ["a wildcard after a label that ends in a dot", "==1.0a..*", { "24.0": "==1.0a..*", "24.1": null }],
  ["two wildcards", "==1.0.*.*", { "24.0": "==1.0.*.*", "24.1": null }],
  ["a local version after ==", "==1.0+l", { all: "==1.0+l" }],
  ["a local version after >=", ">=1.0+l", { "24.0": ">=1.0+l", "24.1": null }],
  ["~= with one number", "~=1", { all: null }],
  ["~= with two", "~=1.0", { all: "~=1.0" }],
  ["~= with a wildcard", "~=1.0.*", { all: null }],
  ["=== takes any text", "=== any(thing", { all: "===any(thing" }],
  ["=== takes no text, too", "===", { all: "===" }],
  ["a fourth = belongs to the text", "====1", { all: "====1" }],
  ["=== and what ends a requirement's specifiers", "===a;b", { "24.0": "===a;b", "24.1": null }],
  ["=== and a blank inside", "===1 2", { all: null }],
  ["an operator alone", "==", { "24.0": "==", "24.1": null }],
  ["<> is < and a text", "<>1", { "24.0": "<>1", "24.1": null }],
  ["a word", "==x", { "24.0": "==x", "24.1": null }],
  ["a text that starts as a version does", "<=2004d", { "24.0": "<=2004d", "24.1": null }],
  ["a number without operator", "1.0", { all: null }],
  ["a single =", "=1.0", { all: null }],
  ["=>", "=>1.0", { all: null }],
  ["two specifiers without a comma", ">=1 <2", { all: null }],
  ["of equal ones, one is kept", "==1.0,==1", { "24.0": "==1.0", "26.1": "==1" }],
  ["=== tells by the version, later by the text", "===1.0,===1", { "24.0": "===1.0", "26.0": "===1,===1.0" }],
  ["~= tells trailing zeros apart", "~=1.0,~=1.0.0", { "24.0": "~=1.0", "24.1": "~=1.0,~=1.0.0" }],
  ["wildcards are told by their texts", "==1.0.*,==1.*", { all: "==1.*,==1.0.*" }],
];

for (const [behaviour, text, printed] of PRINTED) {
  test(`printed: ${behaviour}`, () => {
    assertByPip(printed, (dialect) => {
      const specifiers = parseSpecifiers(text, dialect);
      return specifiers.kind === "invalid" ? null : printSpecifiers(specifiers);
    });
  });
}

test("a refusal names the item at fault", () => {
  assert.deepEqual(parseSpecifiers(">=1, ~=2,<3", dialectOf("26.3")), {
    kind: "invalid",
    message: "Invalid version specifier",
    source: ">=1, ~=2,<3",
    span: { start: 4, end: 8 },
  });
});

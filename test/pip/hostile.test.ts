import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dialectOf } from "../../src/pip/dialect.ts";
import { showInvalid } from "../../src/pip/invalid.ts";
import { parseAnyVersion } from "../../src/pip/legacyVersion.ts";
import { parseMarker, printMarker } from "../../src/pip/marker.ts";
import { parseRequirement, printRequirement } from "../../src/pip/requirement.ts";
import { satisfies } from "../../src/pip/satisfies.ts";
import { parseSpecifiers, printSpecifiers } from "../../src/pip/specifier.ts";
import { PIPS } from "./dialects.ts";

const MEGABYTE = 1 << 20;
const long = (part: string) => part.repeat(Math.ceil(MEGABYTE / part.length));

/** What makes a careless pattern try again and again. */
const LONG: readonly (readonly [name: string, text: string])[] = [
  ["digits", long("1")],
  ["zeros", long("0")],
  ["a release", `1${long(".1")}`],
  ["an unfinished epoch", `==${long("1")}!`],
  ["a local version", `==1+${long("a.")}a`],
  ["an unfinished local version", `==1+${long("a-")}!`],
  ["a wildcard after many numbers", `a==1${long(".0")}.*`],
  ["~= with many numbers", `a~=1${long(".0")}`],
  ["a name", long("a")],
  ["a name of dashes", `a${long("-")}`],
  ["a name that ends in dashes", `${long("a-")}!`],
  ["extras", `a[${long("a,")}a]`],
  ["an extra of dashes", `a[${long("-")}`],
  ["extras that end in dashes", `a[${long("a-,")}`],
  ["specifiers", long(">=1,")],
  ["specifiers of a requirement", `a${long(">=1,")}`],
  ["legacy specifiers", long("==x,")],
  ["operators", long("=")],
  ["blanks", `a${long(" ")}b`],
  ["tabs", `a${long("\t")}b`],
  ["white space of a version", `${long("\u00a0")}1${long("\u2003")}x`],
  ["open parentheses", `a;${long("(")}`],
  ["a marker of many comparisons", `a;${long("os_name=='a' and ")}os_name=='a'`],
  ["a marker in many parentheses", `a;${"(".repeat(5000)}os_name=='a'${")".repeat(5000)}`],
  ["quotes", `a;os_name=='${long("a")}`],
  ["many quotes", `a;${long("'' == '' or ")}`],
  ["escapes", `a;os_name=='${long("\\x41")}'`],
  ["backslashes", `a;os_name=='${long("\\")}'`],
  ["lone surrogates", `a;os_name=='${long("\ud800")}'`],
  ["a URL", `a @ ${long("x")}`],
  ["a URL of question marks", `a @ file://${long("?")}`],
  ["a legacy version of dashes", `a==${long("-")}x`],
  ["a legacy version of words", `a==${long("0-a.")}x`],
];

/** Linear work takes a second, on a busy machine too; anything more takes minutes. */
const ENOUGH_MILLISECONDS = 20_000;

for (const [name, text] of LONG) {
  test(`a megabyte of ${name} is read in linear time by every dialect`, () => {
    for (const pip of ["24.0", "26.3"]) {
      const start = performance.now();
      readEverything(text, pip);
      assert.ok(performance.now() - start < ENOUGH_MILLISECONDS, `pip ${pip}`);
    }
  });
}

const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
  fc
    .array(fc.integer({ min: 0xd7ff, max: 0xe000 }), { maxLength: 8 })
    .map((units) => String.fromCharCode(...units)),
);

test("no text makes anything throw", () => {
  fc.assert(
    fc.property(texts, fc.constantFrom(...PIPS), (text, pip) => readEverything(text, pip)),
    { numRuns: 2000, seed: 508 },
  );
});

test("what is printed is read again as the same", () => {
  fc.assert(
    fc.property(texts, fc.constantFrom(...PIPS), (text, pip) => {
      const dialect = dialectOf(pip);
      const specifiers = parseSpecifiers(`==1.0,${text}`, dialect);
      if (specifiers.kind === "invalid") return;
      const printed = printSpecifiers(specifiers);
      const again = parseSpecifiers(printed, dialect);
      assert.equal(again.kind === "invalid" ? null : printSpecifiers(again), printed);
    }),
    { numRuns: 2000, seed: 508 },
  );
});

function readEverything(text: string, pip: string): void {
  const dialect = dialectOf(pip);
  const version = parseAnyVersion(text, dialect);
  const specifiers = parseSpecifiers(text, dialect);
  if (specifiers.kind === "specifiers" && version !== null)
    satisfies(specifiers, version, { prereleases: null });
  const marker = parseMarker(text, dialect);
  if (marker.kind === "marker") printMarker(marker);
  const requirement = parseRequirement(text, dialect);
  if (requirement.kind === "invalid") showInvalid(requirement);
  else printRequirement(requirement);
}

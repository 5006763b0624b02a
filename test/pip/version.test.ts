import assert from "node:assert/strict";
import { test } from "node:test";
import {
  compareVersions,
  isPrerelease,
  parseVersion,
  printShortest,
  printVersion,
} from "../../src/pip/version.ts";

/** The normal form of what is a version (PEP 440, normalization), null for what is none. */
const NORMAL_FORMS: readonly (readonly [behaviour: string, text: string, normal: string | null])[] = [
  ["a release of one number", "1", "1"],
  ["trailing zeros are kept", "1.0.0", "1.0.0"],
  ["leading zeros go", "01.002", "1.2"],
  [
    "a number beyond 2^53 is kept exactly",
    "9007199254740993.18446744073709551617",
    "9007199254740993.18446744073709551617",
  ],
  ["a leading v goes, in either case", "V1.0", "1.0"],
  ["white space around goes, Python's kinds too", "\x1c\t1.0\u00a0\n", "1.0"],
  ["a byte order mark is no white space", "\ufeff1.0", null],
  ["an epoch", "01!2", "1!2"],
  ["an epoch of 0 is not printed", "0!2", "2"],
  ["an epoch without a release is none", "1!", null],
  ["alpha, beta and their letters", "1.0Alpha2", "1.0a2"],
  ["c, pre and preview are rc", "1.0-preview_3", "1.0rc3"],
  ["a label without a number has 0", "1.0b", "1.0b0"],
  ["a separator may end a label", "1.0a.", "1.0a0"],
  ["a post-release by a dash", "1.0-1", "1.0.post1"],
  ["a post-release by rev or r", "1.0.rev2", "1.0.post2"],
  ["r after a release is no rc", "1.0r3", "1.0.post3"],
  ["a development release without a number", "1.0dev", "1.0.dev0"],
  ["all parts", "v1!1.0RC01-post02_DEV03+Ubuntu-01_a", "1!1.0rc1.post2.dev3+ubuntu.1.a"],
  ["a dash that a label took can't start a post-release", "1.0a-1", "1.0a1"],
  ["two dashes can", "1.0a--1", "1.0a0.post1"],
  ["a local part needs a character", "1.0+", null],
  ["a local part may not end in a separator", "1.0+a.", null],
  ["a local part is of letters and digits", "1.0+a!b", null],
  ["digits of other scripts are none", "\u0661.0", null],
  ["the empty text", "", null],
  ["a word", "dev", null],
  ["a wildcard is a specifier's", "1.0.*", null],
  ["two dots", "1..0", null],
  ["a dot at the end", "1.", null],
  ["two labels in the wrong order", "1.0.dev1a1", null],
  ["blanks inside", "1. 0", null],
];

for (const [behaviour, text, normal] of NORMAL_FORMS) {
  test(`normal form: ${behaviour}`, () => {
    const version = parseVersion(text);
    assert.equal(version === null ? null : printVersion(version), normal);
  });
}

/** PEP 440's order, each before the next; those in one row are equal. */
const ORDER: readonly (readonly string[])[] = [
  ["0.dev0"],
  ["0"],
  ["1.0.dev456", "1.dev456"],
  ["1.0a1.dev1"],
  ["1.0a1", "1a1", "1.0.0.alpha.1"],
  ["1.0a2.dev456"],
  ["1.0a12"],
  ["1.0b1.dev456"],
  ["1.0b2"],
  ["1.0b2.post345.dev456"],
  ["1.0b2.post345"],
  ["1.0rc1", "1.0c1"],
  ["1.0", "1", "1.0.0", "0!1"],
  ["1.0+abc.5"],
  ["1.0+abc.7"],
  ["1.0+abc.10"],
  ["1.0+abd"],
  ["1.0+5", "1.0+05"],
  ["1.0+5.a"],
  ["1.0+5.0"],
  ["1.0.post456.dev34"],
  ["1.0.post456", "1.0-456"],
  ["1.0.1"],
  ["1.1.dev1"],
  ["1.9"],
  ["1.10"],
  ["1.9007199254740992"],
  ["1.9007199254740993"],
  ["1!0.1"],
];

test("order: every version is before all later ones and equal to those of its row", () => {
  const places = ORDER.flatMap((row, place) => row.map((text) => ({ text, place })));
  for (const left of places) {
    for (const right of places) {
      const order = Math.sign(compareVersions(parsed(left.text), parsed(right.text)));
      assert.equal(order, Math.sign(left.place - right.place), `${left.text} and ${right.text}`);
    }
  }
});

const SHORTEST: readonly (readonly [text: string, shortest: string])[] = [
  ["1.0.0", "1"],
  ["0.0", "0"],
  ["1.10.0a1", "1.10a1"],
  ["1.0+1.0", "1+1.0"],
];

for (const [text, shortest] of SHORTEST) {
  test(`shortest form: ${text} is ${shortest}`, () => assert.equal(printShortest(parsed(text)), shortest));
}

const PRERELEASES: readonly (readonly [text: string, prerelease: boolean])[] = [
  ["1.0", false],
  ["1.0.post1", false],
  ["1.0+dev", false],
  ["1.0a1", true],
  ["1.0.dev1", true],
  ["1.0.post1.dev1", true],
];

for (const [text, prerelease] of PRERELEASES) {
  test(`${text} is ${prerelease ? "a" : "no"} prerelease`, () =>
    assert.equal(isPrerelease(parsed(text)), prerelease));
}

function parsed(text: string) {
  const version = parseVersion(text);
  assert.ok(version !== null, `${text} is a version`);
  return version;
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { dialectOf } from "../../src/pip/dialect.ts";
import { compareAnyVersions, parseAnyVersion } from "../../src/pip/legacyVersion.ts";

const LEGACY = dialectOf("24.0");
const MODERN = dialectOf("24.1");

/** Each before the next; those in one row are equal. setuptools' order, then PEP 440's. */
const ORDER: readonly (readonly string[])[] = [
  ["dev"],
  ["@x"],
  ["alpha"],
  ["rc", "pre", "PREVIEW"],
  [""],
  ["x", "00x"],
  ["x-"],
  ["\u0661"],
  ["1.0.0-rc.x", "1rc.x"],
  ["1.0-final-x"],
  ["1.0-x", "1-x"],
  ["1.x"],
  ["2004d"],
  ["100000000x"],
  ["0.dev0"],
  ["1!0"],
];

test("legacy versions have setuptools' order, before every PEP 440 version", () => {
  const places = ORDER.flatMap((row, place) => row.map((text) => ({ text, place })));
  for (const left of places) {
    for (const right of places) {
      const order = compareAnyVersions(parsed(left.text), parsed(right.text));
      assert.equal(Math.sign(order), Math.sign(left.place - right.place), `${left.text} and ${right.text}`);
    }
  }
});

const READ_AS: readonly (readonly [
  behaviour: string,
  text: string,
  legacy: string | null,
  modern: string | null,
])[] = [
  ["a PEP 440 version is one in every pip", "1.0", "version", "version"],
  ["a text is a version to pip 24.0 only", "2004d", "legacy", null],
  ["even an empty one", "", "legacy", null],
];

for (const [behaviour, text, legacy, modern] of READ_AS) {
  test(`read as: ${behaviour}`, () => {
    const kinds = [LEGACY, MODERN].map((dialect) => parseAnyVersion(text, dialect)?.kind ?? null);
    assert.deepEqual(kinds, [legacy, modern]);
  });
}

function parsed(text: string) {
  const version = parseAnyVersion(text, LEGACY);
  assert.ok(version !== null);
  return version;
}

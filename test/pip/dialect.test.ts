import assert from "node:assert/strict";
import { test } from "node:test";
import { dialectOf } from "../../src/pip/dialect.ts";

const PACKAGING_OF: readonly (readonly [behaviour: string, pip: string, packaging: string])[] = [
  ["a pip older than any that matters", "9.0.1", "21.3"],
  ["Debian 12's", "23.0.1+dfsg", "21.3"],
  ["the last with legacy versions", "24.0", "21.3"],
  ["the first without", "24.1", "24.1"],
  ["numbers are compared, not texts", "24.10", "24.1"],
  ["25.0", "25.0.1", "24.2"],
  ["Debian 13's", "25.1.1+dfsg", "25.0"],
  ["25.3", "25.3", "25.0"],
  ["a release without minor number", "26", "26.0"],
  ["26.1", "26.1", "26.2"],
  ["26.2", "26.2.1", "26.2"],
  ["a development version", "26.3.dev0", "26.3"],
  ["a pip newer than any known", "99.0", "26.3"],
  ["a number beyond 2^53", "9007199254740993.0", "26.3"],
  ["what is no version", "unknown", "26.3"],
];

for (const [behaviour, pip, packaging] of PACKAGING_OF) {
  test(`pip ${pip} reads as packaging ${packaging}: ${behaviour}`, () => {
    assert.equal(dialectOf(pip).packaging, packaging);
  });
}

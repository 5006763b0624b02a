import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { ownData } from "../../src/context/ownData.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const uid = process.getuid?.() ?? 0;
const missing = path.join(tmpdir(), "safe-pip-is-not-there");

const cases: readonly (readonly [name: string, directory: string, uid: number, own: string])[] = [
  ["one's own", here, uid, here],
  ["another's", "/", uid === 0 ? 1000 : uid, ""],
  ["one that is not there yet", missing, uid, missing],
  ["none", "", uid, ""],
];

for (const [name, directory, user, own] of cases) {
  test(`the data directory: ${name} (T35)`, () => assert.equal(ownData(directory, user), own));
}

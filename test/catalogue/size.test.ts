import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openCatalogue } from "../../src/catalogue/catalogue.ts";
import { normalizeName } from "../../src/pip/requirement.ts";
import { DATA } from "./data.ts";

test("the shipped data is compressed and below 100 kB", () => {
  const bytes = readdirSync(DATA).reduce((sum, name) => sum + statSync(join(DATA, name)).size, 0);
  assert.ok(bytes < 100_000, `${bytes} bytes`);
});

test("the data is opened and a name looked up in less than 5 ms, the best of fifteen times", (t) => {
  const times = Array.from({ length: 15 }, () => {
    const start = performance.now();
    openCatalogue(DATA, "bookworm").find(normalizeName("pyOpenSSL"));
    return performance.now() - start;
  }).sort((a, b) => a - b);
  t.diagnostic(`best ${times[0]?.toFixed(2)} ms, median ${times[7]?.toFixed(2)} ms`);
  // Other programs on the machine only ever make it slower: the best time is the program's own.
  assert.ok((times[0] ?? Number.POSITIVE_INFINITY) < 5, `${times[0]} ms`);
});

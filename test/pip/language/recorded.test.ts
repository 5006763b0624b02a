import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { MarkerEnvironment } from "../../../src/pip/evaluateMarker.ts";
import { TABLE_VERSIONS } from "../../../src/pip/options/table.ts";
import { readRequest } from "../../../src/pip/readRequest.ts";
import { type Answer, ourAnswer } from "./compare.ts";
import { corpus } from "./corpus.ts";
import { inputOf } from "./world.ts";

interface Recorded {
  readonly markers: MarkerEnvironment;
  readonly answers: Readonly<
    Record<string, readonly { readonly pips: readonly string[]; readonly answer: Answer }[]>
  >;
}

/** What real pips answered; written by record.ts. */
const recorded: Recorded = JSON.parse(readFileSync(new URL("./recorded.json", import.meta.url), "utf8"));

for (const one of corpus) {
  test(one.name, () => {
    const groups = recorded.answers[one.name] ?? [];
    assert.deepEqual(groups.flatMap(({ pips }) => pips).sort(), [...TABLE_VERSIONS].sort(), "run record.ts");
    for (const { pips, answer } of groups) {
      for (const pip of pips) {
        const request = readRequest(inputOf(one, "/world", pip, recorded.markers));
        const ours = JSON.parse(JSON.stringify(ourAnswer(request, one.argv, "/world/work")));
        const expected = ours.requirements === "some" ? { ...answer, requirements: "some" } : answer;
        assert.deepEqual(ours, expected, `pip ${pip}`);
      }
    }
  });
}

test("the corpus has no name twice, and nothing is recorded that is not in it", () => {
  assert.deepEqual(Object.keys(recorded.answers).sort(), corpus.map(({ name }) => name).sort());
});

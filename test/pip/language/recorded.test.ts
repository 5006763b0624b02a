import assert from "node:assert/strict";
import { test } from "node:test";
import { TABLE_VERSIONS } from "../../../src/pip/options/table.ts";
import { readRequest } from "../../../src/pip/readRequest.ts";
import { ourAnswer } from "./compare.ts";
import { corpus } from "./corpus.ts";
import { readRecorded } from "./recorded.ts";
import { inputOf } from "./world.ts";

/** What real pips answered, each of the option table's. */
const { markers, answers } = readRecorded();

for (const one of corpus) {
  test(one.name, () => {
    const groups = answers.get(one.name) ?? [];
    assert.deepEqual(groups.flatMap(({ pips }) => pips).sort(), [...TABLE_VERSIONS].sort(), "run record.ts");
    for (const { pips, answer } of groups) {
      for (const pip of pips) {
        const request = readRequest(inputOf(one, "/world", pip, markers));
        const ours = JSON.parse(JSON.stringify(ourAnswer(request, one.argv, "/world/work")));
        const expected = ours.requirements === "some" ? { ...answer, requirements: "some" } : answer;
        assert.deepEqual(ours, expected, `pip ${pip}`);
      }
    }
  });
}

test("the corpus has no name twice, and nothing is recorded that is not in it", () => {
  assert.deepEqual([...answers.keys()].sort(), corpus.map(({ name }) => name).sort());
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { recordOf } from "../src/recording.ts";
import { APP, byUser, described, factsOf, type Situation } from "./plan/facts.ts";

const files = { [`${APP}/r.txt`]: "six\n" };

/** What is typed in `~/app`, and the lines that are written down. */
const cases: readonly (readonly [
  name: string,
  typed: string,
  lines: readonly string[] | null,
  more?: Partial<Situation>,
])[] = [
  ["what was asked for, as it was typed", "install six requests>=2", ["six", "requests>=2"]],
  ["not what comes from a file", "install -r r.txt", null],
  ["... but what stands beside it", "install -r r.txt six", ["six"]],
  ["no path and no editable", "install -e . ./other", null],
  ["no pip", "install -U pip", null],
  ["a URL", "install six@https://a.example/six.whl", ["six@https://a.example/six.whl"]],
  ["no URL with a password", "install six@https://u:p@a.example/six.whl", null],
  ["nothing of a dry run", "install --dry-run six", null],
  ["nothing that is to be uninstalled", "uninstall six", null],
  ["nothing that is only downloaded", "download six", null],
  ["nothing outside a project", "install six", null, { project: { kind: "none", reason: "" } }],
  ["nothing without the policy", "install six", null, { policy: {} }],
];

for (const [name, typed, lines, more] of cases) {
  test(`record: ${name}`, () => {
    const facts = factsOf({
      typed,
      files,
      invocation: { cwd: APP },
      project: described(),
      policy: { record: byUser("requirements.txt") },
      ...more,
    });
    const file = `${APP}/requirements.txt`;
    assert.deepEqual(recordOf(facts), lines === null ? null : { file, requirements: lines });
  });
}

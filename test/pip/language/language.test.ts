import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { readRequest } from "../../../src/pip/readRequest.ts";
import { pipWheels } from "../oracle/wheels.ts";
import { cases } from "./cases.ts";
import { type Answer, ourAnswer, theirAnswer } from "./compare.ts";
import { ask } from "./oracle.ts";
import { inputOf, placeCase } from "./world.ts";

const NIGHTLY = process.env.SAFE_PIP_TEST_NIGHTLY === "1";
const COUNT = Number(process.env.SAFE_PIP_TEST_COUNT ?? (NIGHTLY ? 34_000 : 1_000));
const SEED = Number(process.env.SAFE_PIP_TEST_SEED ?? (NIGHTLY ? Math.floor(Date.now() / 86_400_000) : 668));

/** Debian 12's, Debian 13's and the newest that the table was made from. */
const PIPS = (process.env.SAFE_PIP_TEST_PIPS ?? "23.0.1 25.1.1 26.3").split(" ");

const wheels = pipWheels(PIPS);

for (const pip of PIPS) {
  test(`pip ${pip} understands ${COUNT} invocations as we do (seed ${SEED})`, (context) => {
    const wheel = wheels.get(pip);
    if (wheel?.kind !== "wheel") return context.skip(wheel?.reason ?? "no wheel");
    const root = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "safe-pip-language-"));
    try {
      const asked = cases(COUNT, SEED).map((one) => placeCase(one, root));
      const { markers, answers } = ask(wheel.path, root, asked);
      const mismatches = asked.flatMap((one, index) => {
        const cwd = `${root}/work`;
        const ours = ourAnswer(readRequest(inputOf(one, root, wheel.pip, markers)), one.argv, cwd);
        const theirs = theirAnswer(answers[index] ?? {}, cwd);
        return isSame(ours, theirs) ? [] : [{ one, ours, theirs }];
      });
      const shown = mismatches
        .slice(0, Number(process.env.SAFE_PIP_TEST_SHOWN ?? 5))
        .map((one) => JSON.stringify(one));
      assert.deepEqual(shown, [], `${mismatches.length} of ${asked.length} differ`);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
}

/** Equal, but for requirements where we say ourselves that only pip can read all of them. */
function isSame(ours: Answer, theirs: Answer): boolean {
  const expected = ours.requirements === "some" ? { ...theirs, requirements: "some" } : theirs;
  return isDeepStrictEqual(JSON.parse(JSON.stringify(ours)), expected);
}

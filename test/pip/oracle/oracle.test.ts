import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { dialectOf } from "../../../src/pip/dialect.ts";
import { answer } from "./answers.ts";
import { questions } from "./questions.ts";
import { pipWheels, type Wheel } from "./wheels.ts";

/*
 * A hundred thousand questions and more with SAFE_PIP_TEST_NIGHTLY=1, another set each day; a failure is asked
 * again by the SAFE_PIP_TEST_COUNT and SAFE_PIP_TEST_SEED of its name. Each difference that was found has become
 * a row of the tables beside this folder, which need no pip. Wheels are kept in SAFE_PIP_TEST_CACHE.
 */
const NIGHTLY = process.env.SAFE_PIP_TEST_NIGHTLY === "1";
const COUNT = Number(process.env.SAFE_PIP_TEST_COUNT ?? (NIGHTLY ? 20_000 : 1_000));
const SEED = Number(process.env.SAFE_PIP_TEST_SEED ?? (NIGHTLY ? Math.floor(Date.now() / 86_400_000) : 508));

/** One pip of every dialect, and the two of Debian 12's; the newest is a tripwire, not a test of this code. */
const PIPS = [
  "23.0.1",
  "24.0",
  "24.1",
  "25.0.1",
  "25.1.1",
  "26.0",
  "26.2",
  "26.3",
  ...(NIGHTLY ? ["newest"] : []),
];

const asked = questions(COUNT, SEED);

for (const [pip, wheel] of pipWheels(PIPS)) {
  test(`pip ${pip} gives the same answers to ${COUNT} questions (seed ${SEED})`, (context) => {
    if (wheel.kind === "missing") return context.skip(wheel.reason);
    const expected = answersOf(wheel);
    const dialect = dialectOf(wheel.pip);
    const mismatches = asked.flatMap((question, index) => {
      const ours = answer(question, dialect);
      const theirs = expected[index];
      return sameAnswer(ours, theirs) ? [] : [{ question, ours, theirs }];
    });
    assert.deepEqual(mismatches.slice(0, 20), [], `${mismatches.length} of ${asked.length} differ`);
  });
}

/** All answers of one pip, by a Python that has it first on its path: a wheel can be imported as it is. */
function answersOf(wheel: Extract<Wheel, { kind: "wheel" }>): readonly unknown[] {
  const script = fileURLToPath(new URL("./oracle.py", import.meta.url));
  const child = spawnSync("python3", ["-I", "-c", BOOT, wheel.path, script], {
    input: asked.map((question) => `${JSON.stringify(question)}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  assert.equal(child.stderr, "");
  return child.stdout
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}

/** Isolated from the environment and the user's packages; only the wheel is put in front. */
const BOOT = "import runpy, sys; sys.path.insert(0, sys.argv[1]); runpy.run_path(sys.argv[2])";

/** Where pip ends in a traceback instead of an answer, a plain "no" of ours is as good. */
function sameAnswer(ours: unknown, theirs: unknown): boolean {
  return isDeepStrictEqual(ours, theirs) || (theirs === "error" && ours === false);
}

import assert from "node:assert/strict";
import { readdirSync, realpathSync, utimesSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { compileSteps } from "../../src/setup/compiledRunner.ts";
import { layoutOf } from "../../src/setup/layout.ts";
import { carryOutSteps } from "../../src/setup/step.ts";
import { findProgram, hasProgram, makeEnvironment } from "../environment.ts";

/* When the runner is compiled and when not; test/setup/system.machine.test.ts has what it is for. */

const base = hasProgram("python3") ? realpathSync(findProgram("python3")) : "";
const version = /python(3\.\d+)$/.exec(base)?.[1];
const skip = version === undefined ? "this machine has no python3.x" : false;

test("the runner is compiled once, again where it was changed, and only by a python that root owns", {
  skip,
}, async (t) => {
  const made = await makeEnvironment();
  t.after(() => made.remove());
  const layout = layoutOf(path.join(made.root, "data"));
  const source = await made.write("data/shims/safe_pip_runner/start.py", "import os\n");
  const stepsOf = (directory: string) => compileSteps([version ?? ""], directory, layout);
  const due = () => stepsOf(path.dirname(base)).steps.length;

  assert.equal(due(), 1);
  assert.deepEqual(carryOutSteps(stepsOf(path.dirname(base))).problems, []);
  const cache = path.join(path.dirname(source), "__pycache__");
  assert.deepEqual(readdirSync(cache), [`start.cpython-${version?.replace(".", "")}.pyc`]);
  assert.equal(due(), 0);

  utimesSync(source, 1, 1);
  assert.equal(due(), 1);
  await made.write("data/shims/safe_pip_runner/new.py", "");
  carryOutSteps(stepsOf(path.dirname(base)));
  assert.equal(due(), 0);
  assert.equal(readdirSync(cache).length, 2);

  // A python in a user's own directory is never run.
  await made.write(`own/python${version}`, "#!/bin/sh\n", 0o755);
  utimesSync(source, 2, 2);
  assert.equal(stepsOf(path.join(made.root, "own")).steps.length, 0);
});

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { type Index, startIndex } from "../index/start-index.ts";
import { makeRunnerMachine, skip } from "./runnerMachine.ts";

/* The mark by which `pip list` finds the environment that the policy's Python made; entry.test.ts has its reader. */

let index: Index;
before(async () => {
  if (!skip) index = await startIndex();
});
after(() => index?.stop());

const preferred = { settings: { isPreferred: true } };

test("the last install that succeeds decides which environment of a directory is meant", {
  skip,
}, async (t) => {
  const machine = await makeRunnerMachine(index.url);
  t.after(() => machine.remove());
  const { slot } = machine;
  const other = path.join(path.dirname(slot), "3.1");
  const marks = () => [slot, other].map((each) => existsSync(path.join(each, "preferred")));
  await machine.write(`${path.relative(machine.root, other)}/preferred`, "");
  await machine.pip("install demo-does-not-exist", preferred);
  assert.deepEqual(marks(), [false, true]);
  await machine.pip("install demo-leaf", preferred);
  assert.deepEqual(marks(), [true, false]);
  await machine.pip("install demo-leaf", preferred);
  assert.deepEqual(marks(), [true, false]);
  // Without a policy that names it, python3's environment is what `pip` means again.
  await machine.pip("install demo-leaf");
  assert.deepEqual(marks(), [false, false]);
});

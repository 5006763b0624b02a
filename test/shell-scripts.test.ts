import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { findProgram, hasProgram } from "./environment.ts";
import { runProcess } from "./process.ts";

const checkout = fileURLToPath(new URL("..", import.meta.url));
const skip = hasProgram("shellcheck") ? false : "this machine has no shellcheck";

const scripts = [
  "shims/safe-pip",
  ".ci/run",
  "test/archive/local-archive",
  "test/machines/fresh-machine",
  "test/machines/inside.bash",
];

for (const script of scripts) {
  test(`shellcheck finds nothing in ${script}`, { skip }, async () => {
    const file = path.join(checkout, script);
    const ended = await runProcess([findProgram("shellcheck"), "--external-sources", file], {
      env: {},
      cwd: checkout,
    });
    assert.deepEqual(ended, { exitCode: 0, stdout: "", stderr: "" });
  });
}

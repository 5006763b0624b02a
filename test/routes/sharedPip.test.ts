import assert from "node:assert/strict";
import { test } from "node:test";
import { ensureSharedPip } from "../../src/routes/sharedPip.ts";
import type { World } from "../../src/world.ts";

/* Where the shared pip may be made: in the user's own place, and never in the current directory (env -i has no HOME). */

const cases: readonly (readonly [name: string, data: string, printed: string, expected: object])[] = [
  [
    "in the data directory, by the runner",
    "/data",
    "/data/pip/23.0.1\n",
    { program: "/data/pip/23.0.1/pip/__pip-runner__.py", ran: 1, said: [] },
  ],
  [
    "nowhere without one, and it says what to type",
    "",
    "pip/23.0.1\n",
    {
      program: null,
      ran: 0,
      said: [
        "no pip is on PATH, and there is no directory of your own to keep one in (HOME and XDG_DATA_HOME)",
        "type: sudo apt install python3-pip",
      ],
    },
  ],
];

for (const [name, data, printed, expected] of cases) {
  test(`the shared pip is made ${name}`, async () => {
    const said: string[] = [];
    let ran = 0;
    const world: World = {
      env: {},
      cwd: "/",
      uid: 1000,
      mayAsk: false,
      data,
      async run() {
        ran += 1;
        return { exitCode: 0, signal: null, failed: null, stdout: printed, stderr: "" };
      },
      ask: async () => false,
      say: (line) => said.push(line),
    };
    const settings = { data, runner: "/safe-pip/shims/runner.py", network: {} };
    const program = await ensureSharedPip("/usr/bin/python3", settings, world);
    assert.deepEqual({ program, ran, said }, expected);
  });
}

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { readRequest } from "../../src/pip/readRequest.ts";
import { inputOf } from "./language/world.ts";

const LINES = 10_000;
const LOCKED = Array.from({ length: LINES }, (_, index) => `package-${index}==1.${index}.0`).join("\n");
const HASHED = Array.from(
  { length: LINES },
  (_, index) =>
    `package-${index}==1.${index}.0 \\\n    --hash=sha256:${"ab".repeat(32)} \\\n    --hash=sha256:${"cd".repeat(32)}`,
).join("\n");

/** Processor time of this process in milliseconds: the time of the clock says more about other processes. */
function processorTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** That of `node -e 0`, the least of some. */
function emptyNode(): number {
  const times = Array.from({ length: 5 }, () => {
    const { stdout } = spawnSync(
      process.execPath,
      ["-p", "const u = process.cpuUsage(); (u.user + u.system) / 1000"],
      {
        encoding: "utf8",
      },
    );
    return Number(stdout);
  });
  return Math.min(...times);
}

for (const [name, text] of Object.entries({
  "ten thousand pinned lines": LOCKED,
  "ten thousand lines with hashes": HASHED,
})) {
  test(`${name} take no more than three times what an empty node takes`, () => {
    const one = { argv: ["install", "-r", "r.txt"], env: {}, files: { "work/r.txt": text } };
    const input = inputOf(one, "/world", "25.1.1", null);
    const times = Array.from({ length: 5 }, () => processorTime(() => readRequest(input)));
    const request = readRequest(input);
    assert.equal(request.kind === "command" && request.requirements.length, LINES);
    assert.ok(Math.min(...times) < 3 * emptyNode(), `${times.join(" ")} ms, against ${emptyNode()} ms`);
  });
}

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { MarkerEnvironment } from "../../../src/pip/evaluateMarker.ts";
import type { Case } from "./cases.ts";
import { placeCase } from "./world.ts";

/** What a real pip makes of the cases: first its marker environment, then an answer for each. */
export interface Answers {
  readonly markers: MarkerEnvironment;
  readonly answers: readonly Record<string, unknown>[];
}

/** Starts one Python with the pip of that wheel and asks it everything; `root` is made and removed again and again. */
export function ask(wheel: string, root: string, cases: readonly Case[]): Answers {
  const script = fileURLToPath(new URL("./language.py", import.meta.url));
  const input = cases.map((one) => `${JSON.stringify(placeCase(one, root))}\n`).join("");
  const child = spawnSync("python3", ["-I", "-c", BOOT, wheel, script, root], {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 30,
    env: { PATH: process.env.PATH, LANG: "C.UTF-8" },
  });
  const [markers, ...answers] = child.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(answers.length, cases.length, child.stderr.slice(-2000));
  return { markers, answers };
}

const BOOT = `
import sys
wheel, script, root = sys.argv[1:]
sys.path.insert(0, wheel)
sys.argv = ["pip", root]
exec(compile(open(script).read(), script, "exec"))
`;

import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { carryOut } from "./carryOut.ts";
import type { Surroundings } from "./context/facts.ts";
import { readHanded } from "./context/invocation.ts";
import { ownData } from "./context/ownData.ts";
import { readPlatform } from "./context/platform.ts";
import { realWorld } from "./realWorld.ts";
import { formatAnswer } from "./report/answer.ts";
import { say, write } from "./report/speaking.ts";
import type { Answer } from "./routes/answer.ts";
import { type Way, wayOf } from "./way.ts";

/** How long a plan may take before anything is shown; then the real pip runs. Milliseconds. */
const DEADLINE = 10_000;

/**
 * The one entry, started by shims/safe-pip with a verb, what sh has found out, `--`, and the caller's argv.
 * `plan`: answer sh with what is to run. `own`: one of safe-pip's own commands.
 */
async function main(words: readonly string[]): Promise<number> {
  const [verb, ...rest] = words;
  const { handed, argv } = readHanded(rest);
  const uid = process.getuid?.() ?? 0;
  const given: Surroundings = {
    handed: { ...handed, data: ownData(handed.data, uid) },
    argv,
    env: process.env,
    home: homeOf(),
    uid,
    platform: readPlatform(),
  };
  const way = wayOf(given, worldOf(given), packageDirectory());
  if (verb === "own") return (await import("./cli/run.ts")).runOwnCommand(way);
  write(1, formatAnswer(await answer(way)));
  return 0;
}

async function answer(way: Way): Promise<Answer> {
  // A name that is no UTF-8 would come back changed; it has reached us with U+FFFD in it (T38).
  if (way.given.argv.some((word) => word.includes("\uFFFD"))) return { kind: "pass" };
  const timer = setTimeout(() => {
    say("planning took too long, so the real pip runs");
    write(1, formatAnswer({ kind: "pass" }));
    process.exit(0);
  }, DEADLINE);
  const planned = await way.plan(way.given.argv);
  clearTimeout(timer);
  return carryOut(planned, way);
}

function worldOf(given: Surroundings) {
  const { handed, env, uid } = given;
  const mayAsk =
    handed.terminal &&
    env.CI === undefined &&
    env.PIP_NO_INPUT === undefined &&
    !given.argv.includes("--no-input");
  const quiet = given.argv.some((word) => /^-[a-zA-Z]*q/.test(word) || word === "--quiet");
  return realWorld({ env, cwd: handed.physical, uid, mayAsk, data: handed.data, quiet });
}

/** What `homedir()` says, which asks for HOME first. */
function homeOf(): string {
  try {
    return process.env.HOME ?? homedir();
  } catch {
    return "";
  }
}

/** The package's directory: beside `dist/` once bundled, above `src/` in development. */
function packageDirectory(): string {
  const own = dirname(process.argv[1] ?? "");
  return existsSync(join(own, "../shims")) ? join(own, "..") : own;
}

/** A fault of ours has no exit code of pip's: sh takes this one for "no answer", and the real pip runs. */
const OWN_FAULT = 70;

main(process.argv.slice(2)).then(
  // Everything has been written: to end at once spares V8 the taking apart of its heap, a twentieth of a plan.
  (code) => process.exit(code),
  (error: unknown) => {
    say(`a fault of its own: ${error instanceof Error ? error.message : error}`);
    if (process.env.SAFE_PIP_DEBUG !== undefined && error instanceof Error) write(2, `${error.stack}\n`);
    process.exitCode = OWN_FAULT;
  },
);

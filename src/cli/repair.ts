import { lstatSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { startVenv } from "../carryOut.ts";
import { namesIn } from "../directory.ts";
import type { VenvStep } from "../plan/plan.ts";
import { envelope, failure } from "../report/json.ts";
import type { Planned, Way } from "../way.ts";
import type { CommandInput, CommandResult, OwnCommand } from "./command.ts";
import { unknownWords } from "./unknownWords.ts";

/** Builds this directory's environment anew from what it holds; the old one stays until the new one is whole. */
export const repair: OwnCommand = {
  name: "repair",
  summary: "build this directory's environment anew, with the same versions",
  usage: "repair",
  examples: ["safe-pip repair"],
  async run({ argv, way }: CommandInput): Promise<CommandResult> {
    if (argv.length > 0) return unknownWords("repair", argv, "safe-pip repair");
    const { here, env, data } = way.given.handed;
    const halfDone = findHalfDone(way);
    if (halfDone) {
      await settle(halfDone, way);
      return refused("an earlier repair was cut short, and is taken back", "safe-pip repair");
    }
    const slot = dirname(env);
    if ((here !== "managed" && here !== "home") || isThere(join(slot, "adopted")))
      return refused("no environment of safe-pip's is used here, so there is nothing to repair", null);
    const held = await way.world.run({ argv: [join(env, "bin/pip"), ...listing(env)], output: "capture" });
    if (held.exitCode !== 0)
      return refused(`what it holds can't be listed: ${held.stderr.trim()}`, "safe-pip run pip freeze");
    const list = join(data, `repair-${process.pid}.txt`);
    writeFileSync(list, held.stdout, { mode: 0o600 });
    try {
      return await rebuild(slot, held.stdout, list, way);
    } finally {
      rmSync(list, { force: true });
    }
  },
};

/** The pip that all environments share is none of the distributions in this one. */
function listing(env: string): string[] {
  const own = namesIn(join(env, "lib")).flatMap((name) => namesIn(join(env, "lib", name, "site-packages")));
  const hasPip = own.some((name) => /^pip-.*\.dist-info$/.test(name));
  return ["freeze", "--all", ...(hasPip ? [] : ["--exclude", "pip"])];
}

/** By the plan of an install, so that index, policy and system packages are those of every install here. */
async function rebuild(slot: string, held: string, list: string, way: Way): Promise<CommandResult> {
  const line = ["install", "--force-reinstall", "--no-deps", "-r", list];
  const planned = await way.plan(line);
  const step = planned.plan.steps.find((each): each is VenvStep => each.route === "venv");
  if (step?.slot !== slot) {
    const why = `an install typed here would not land where python here looks: ${planned.plan.reasons[0]}`;
    return refused(why, way.given.handed.here === "home" ? "cd && safe-pip repair" : null);
  }
  const ended = await way.world.run(runnerOf(step, planned, line, way));
  if (ended.exitCode !== 0) {
    if (isThere(join(slot, "before"))) await settle(slot, way);
    return refused("it could not be built anew, and is as it was", "safe-pip run pip check");
  }
  const requirements = held.split("\n").filter((text) => text !== "" && !text.startsWith("#"));
  const text = `built anew, with ${requirements.length} ${requirements.length === 1 ? "distribution" : "distributions"}\n`;
  return { exitCode: 0, text, notes: [], envelope: envelope("repair", { slot, requirements }) };
}

/** What an install says and records at its end is not wanted here. */
function runnerOf(step: VenvStep, { plan, facts }: Planned, line: readonly string[], way: Way) {
  const answer = startVenv({ ...step, made: false, leaveOut: [] }, plan, facts, way);
  if (answer.kind !== "exec") throw new Error("the runner can't be told of this place");
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...way.world.env, ...answer.environment }))
    if (typeof value === "string") env[name] = value;
  const settings = (env.SAFE_PIP_RUN ?? "").split("\t");
  const kept = settings.filter((pair) => !/^(?:record|requirements|where|asked|rule)=/.test(pair));
  env.SAFE_PIP_RUN = [...kept, "rule=repair", "rebuild=1"].join("\t");
  const [program = "", ...words] = answer.words;
  return { argv: [program, ...words, ...line] as [string, ...string[]], env, output: "stderr" } as const;
}

/** The slot, from here upwards or at home, of a repair that was killed: nothing is published there. */
function findHalfDone({ given }: Way): string | null {
  const { data, physical } = given.handed;
  const places: string[] = [];
  for (let at = physical; at !== ""; at = at.slice(0, at.lastIndexOf("/")))
    places.push(join(data, "dirs", at));
  const slots = [...places, join(data, "home")].flatMap((place) => {
    const versions = namesIn(join(place, "@")).filter((name) => /^\d+\.\d+$/.test(name));
    return versions.map((name) => join(place, "@", name));
  });
  return slots.find((slot) => isThere(join(slot, "before"))) ?? null;
}

/** The runner puts back what was there, under the directory's lock. */
async function settle(slot: string, way: Way): Promise<void> {
  const { data, next } = way.given.handed;
  const env = { SAFE_PIP_RUN: ["verb=settle", `slot=${slot}`, `data=${data}`].join("\t") };
  const argv = [next, "-I", "-S", join(way.package, "shims/runner.py")] as [string, ...string[]];
  await way.world.run({ argv, env, output: "stderr" });
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function refused(message: string, next: string | null): CommandResult {
  const notes = next === null ? [message] : [message, `type: ${next}`];
  const errors = [{ code: "not-changed", message, next }];
  return { exitCode: 1, text: "", notes, envelope: failure("repair", 1, errors) };
}

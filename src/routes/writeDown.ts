import { definedOnly } from "../definedOnly.ts";
import type { World } from "../world.ts";
import type { Recording } from "./running.ts";

/** Where the runner is, and the data directory that it keeps its state in. */
export interface Recorder {
  readonly data: string;
  readonly runner: string;
  /** Any Python 3. */
  readonly python: string;
}

/**
 * Writes down what was asked for where no environment's pip has run: it was there already, or apt brought it. The
 * runner does it, as after an install, and says where it could not.
 */
export async function writeDown(recording: Recording, recorder: Recorder, world: World): Promise<void> {
  const pairs = {
    verb: "record",
    data: recorder.data,
    record: recording.file,
    requirements: recording.requirements.join("\u001f"),
  };
  // A tab is what parts the settings.
  if (Object.values(pairs).some((value) => value.includes("\t"))) return;
  const text = Object.entries(pairs)
    .map(([key, value]) => `${key}=${value}`)
    .join("\t");
  const env = { ...definedOnly(world.env), SAFE_PIP_RUN: text };
  const argv = [recorder.python, "-I", "-S", recorder.runner] as const;
  const ended = await world.run({ argv: [...argv], env, output: "capture" });
  for (const line of ended.stderr.split("\n")) if (line !== "") world.say(line.replace(/^safe-pip: /, ""));
}

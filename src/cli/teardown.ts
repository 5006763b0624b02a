import { existsSync } from "node:fs";
import { envelope } from "../report/json.ts";
import { placesOf } from "../setup/places.ts";
import { errorsOf, stepLines, stepsToJson } from "../setup/report.ts";
import { carryOutSteps, type Steps } from "../setup/step.ts";
import { teardownSteps } from "../setup/teardownSteps.ts";
import type { CommandInput, CommandResult, OwnCommand } from "./command.ts";
import { readOptions } from "./readOptions.ts";
import { unknownWords } from "./unknownWords.ts";

/** Undoes what set-up did, every byte of it. */
export const teardown: OwnCommand = {
  name: "teardown",
  summary: "undo setup: every file it changed gets its bytes back",
  usage: "teardown [--dry-run]",
  examples: ["safe-pip teardown --dry-run", "safe-pip teardown", "sudo safe-pip teardown"],
  async run({ argv, json, way }: CommandInput): Promise<CommandResult> {
    const options = readOptions(argv, ["dry-run"]);
    if (options === null) return unknownWords("teardown", argv, "safe-pip teardown --dry-run");
    const places = placesOf(way);
    const planned = teardownSteps(places);
    const dryRun = options.has("dry-run");
    if (!dryRun && !json)
      for (const line of stepLines(planned.steps, "before", places.home)) way.world.say(line);
    const done = dryRun ? planned : carryOutSteps(planned);
    const exitCode = done.problems.length > 0 ? 1 : 0;
    const lines = dryRun ? stepLines(done.steps, "before", places.home) : [summary(done, places.layout.data)];
    const answer = { ...envelope("teardown", stepsToJson(done, dryRun), exitCode), errors: errorsOf(done) };
    return {
      exitCode,
      text: `${lines.join("\n")}\n`,
      notes: [...done.notes, ...done.problems],
      envelope: answer,
    };
  },
};

function summary({ steps, problems }: Steps, data: string): string {
  if (problems.length > 0) return "set-up is not wholly undone";
  if (steps.length === 0) return "nothing is set up here";
  const kept = existsSync(data) ? ` Environments stay in ${data}.` : "";
  return `set-up is undone.${kept} In this shell type: hash -r`;
}

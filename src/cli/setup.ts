import { envelope, failure } from "../report/json.ts";
import { readSecurePath } from "../setup/doctor/securePath.ts";
import { placesOf, type Refusal, refusal } from "../setup/places.ts";
import { errorsOf, stepLines, stepsToJson } from "../setup/report.ts";
import { setupSteps } from "../setup/setupSteps.ts";
import { carryOutAll, type Steps } from "../setup/step.ts";
import type { Way } from "../way.ts";
import type { CommandInput, CommandResult, OwnCommand } from "./command.ts";
import { readOptions } from "./readOptions.ts";
import { unknownWords } from "./unknownWords.ts";

const OPTIONS = ["dry-run", "system", "container", "ci"] as const;

/** Puts a copy of safe-pip in the data directory and its shims first on PATH. */
export const setup: OwnCommand = {
  name: "setup",
  summary: "put pip and python of this directory first on PATH",
  usage: "setup [--dry-run] [--system [--container]] [--ci]",
  examples: ["safe-pip setup", "sudo safe-pip setup --system", 'eval "$(safe-pip setup --ci)"'],
  async run({ argv, json, way }: CommandInput): Promise<CommandResult> {
    const options = readOptions(argv, OPTIONS);
    if (options === null) return unknownWords("setup", argv, "safe-pip setup --dry-run");
    const [system, container, ci] = [options.has("system"), options.has("container"), options.has("ci")];
    const places = placesOf(way);
    const no = refusal(places, process.platform, { system, container, shells: !system && !ci });
    if (no !== null) return refused(no);
    const plan = () => setupSteps(places, { system, container, ci });
    const steps = plan();
    const planned = system
      ? { ...steps, notes: [...steps.notes, ...(await sudoNotes(way, places.systemBin))] }
      : steps;
    const dryRun = options.has("dry-run");
    if (!dryRun && !json)
      for (const line of stepLines(planned.steps, "before", places.home)) way.world.say(line);
    const done = dryRun ? planned : { ...carryOutAll(planned, plan), notes: planned.notes };
    const undo = way.given.env.SUDO_USER && places.uid === 0 ? "sudo safe-pip teardown" : "safe-pip teardown";
    const told = { done, line: planned.line, home: places.home, undo };
    return result(told, dryRun, { system, ci });
  },
};

/** The release after trixie leaves /usr/local/bin out of what sudo looks in. */
async function sudoNotes(way: Way, systemBin: string): Promise<string[]> {
  const securePath = await readSecurePath(way.world, way.given.platform.codename);
  if (securePath === null || securePath.split(":").includes(systemBin)) return [];
  return [
    `sudo looks in ${securePath} alone, so \`sudo pip\` is not led; what mends it says: safe-pip doctor`,
  ];
}

interface Told {
  readonly done: Steps;
  readonly line: string | null;
  readonly home: string;
  /** What to type, by whoever typed this. */
  readonly undo: string;
}

function result(
  { done, line, home, undo }: Told,
  dryRun: boolean,
  { system, ci }: { system: boolean; ci: boolean },
): CommandResult {
  const exitCode = done.problems.length > 0 ? 1 : 0;
  const lines = dryRun
    ? stepLines(done.steps, "before", home)
    : [summary(done, { isForAll: system || ci, undo })];
  // A job's shell runs what stands on stdout.
  const text = line === null || dryRun ? `${lines.join("\n")}\n` : `${line}\n`;
  const answer = envelope("setup", { ...stepsToJson(done, dryRun), line }, exitCode);
  const notes = [...done.notes, ...done.problems];
  return { exitCode, text, notes, envelope: { ...answer, errors: errorsOf(done) } };
}

function summary(
  { steps, problems }: Steps,
  { isForAll, undo }: { isForAll: boolean; undo: string },
): string {
  if (problems.length > 0) return "safe-pip is set up, but not everywhere";
  if (steps.length === 0) return "everything is set up already";
  if (isForAll) return `safe-pip is set up. Undo it with: ${undo}`;
  return `safe-pip is set up for new terminals; in this one type: exec $SHELL -l. Undo it with: ${undo}`;
}

function refused({ why, next }: Refusal): CommandResult {
  const errors = [{ code: "setup-refused", message: why, next }];
  return { exitCode: 1, text: "", notes: [why, `type: ${next}`], envelope: failure("setup", 1, errors) };
}

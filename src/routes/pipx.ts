import { dirname } from "node:path";
import type { PipxStep } from "../plan/plan.ts";
import type { World } from "../world.ts";
import { followCommands } from "./pipx/commandShims.ts";
import { type PipxDisk, pipxDiskOf } from "./pipx/disk.ts";
import { environmentFor } from "./pipx/environment.ts";
import { ownPipx } from "./pipx/own.ts";
import { type Outcome, serve } from "./pipx/serve.ts";
import type { RouteError, StepResult } from "./route.ts";
import type { SharedPipSettings } from "./sharedPip.ts";

/** What the route needs besides the world: how a pipx of our own would be made. */
export type PipxSettings = SharedPipSettings;

/**
 * Installs, upgrades, extends or removes applications, each by itself, with the machine's pipx or with our own copy.
 * The first failure stops; what was done before it stays and is told.
 */
export async function carryOutPipx(
  step: PipxStep,
  world: World,
  settings: PipxSettings,
  disk: PipxDisk = pipxDiskOf(world),
): Promise<StepResult> {
  const pipx = disk.find() ?? (await ownPipx(step.interpreter, settings, world, step.pipAtLeast));
  if (!pipx) return resultOf([], [], noPipx);
  const { pipArguments, interpreter } = step;
  const environment = environmentFor(step, pipx, world);
  const done: Outcome[] = [];
  let found = true;
  for (const application of step.applications) {
    const outcome = await serve(application, { pipx, environment, pipArguments, interpreter, disk, world });
    const shims = await followCommands(outcome.before, outcome.after, interpreter, settings, world);
    done.push(outcome);
    if (outcome.error) break;
    found &&= shims || isFound(outcome, world);
  }
  const isNew = done.filter((each) => each.installed.length > 0 && each.commands.length > 0);
  const notes = isNew.length > 0 ? [useLine(isNew, found, environment.HOME)] : [];
  const bringsPipx = isNew.some(({ commands }) => commands.some(({ name }) => name === "pipx"));
  if (bringsPipx && !disk.hasEnsurepip(interpreter)) notes.push(ENSUREPIP);
  return resultOf(done, notes, done.find((each) => each.error)?.error ?? null);
}

/** Ours needs none (own.ts); a pipx of the user's own is another program. */
const ENSUREPIP =
  "this pipx makes environments with ensurepip, which Debian ships in another package. Type: sudo apt-get install python3-venv";

const noPipx: RouteError = {
  code: "no-pipx",
  what: "this is an application, and there is no pipx for it",
  why: "none is installed, and none could be fetched",
  next: "sudo apt-get install pipx",
};

function isFound({ commands: [first] }: Outcome, world: World): boolean {
  return first === undefined || (world.env.PATH ?? "").split(":").includes(dirname(first.path));
}

/** The one line that uses them: the commands, or what is missing for them to be found. */
function useLine(done: readonly Outcome[], found: boolean, home: string | undefined): string {
  const commands = done.flatMap((each) => each.commands);
  const names = commands
    .slice(0, 5)
    .map(({ name }) => name)
    .join(", ");
  if (found) return `installed for every directory. Type: ${names}`;
  const directory = dirname(commands[0]?.path ?? "");
  const shown = home ? directory.replace(`${home}/`, "$HOME/") : directory;
  return `${names}: installed in ${directory}, which is not on PATH. Type: export PATH="${shown}:$PATH"`;
}

function resultOf(done: readonly Outcome[], notes: readonly string[], error: RouteError | null): StepResult {
  return {
    exitCode: error ? 1 : 0,
    installed: done.flatMap((each) => each.installed),
    satisfied: done.flatMap((each) => each.satisfied),
    commands: done.flatMap((each) => each.commands),
    notes,
    error,
  };
}

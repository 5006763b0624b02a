import { join } from "node:path";
import type { PipxApplication, PipxStep } from "../plan/plan.ts";
import type { Command, Ended, World } from "../world.ts";
import { followCommands } from "./pipx/commandShims.ts";
import { type Held, readHeld } from "./pipx/held.ts";
import { ownPipx } from "./pipx/own.ts";
import { findPipx, type Pipx } from "./pipx/program.ts";
import { wordsFor } from "./pipx/words.ts";
import type { Installed, RouteError, Satisfied, StepResult } from "./route.ts";
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
): Promise<StepResult> {
  const pipx = findPipx(world) ?? (await ownPipx(step.interpreter, settings, world));
  if (!pipx) return { ...nothingDone, exitCode: 1, error: noPipx };
  const environment = environmentFor(step, pipx, world);
  const done: Outcome[] = [];
  for (const application of step.applications) {
    const before = readHeld(application, environment, world);
    const ended = await world.run(commandFor(pipx, application, step, environment));
    const after = readHeld(application, environment, world);
    const outcome = outcomeOf(application, before, after, ended);
    const shims = await followCommands(before, after, step.interpreter, settings, world);
    done.push({ ...outcome, shims });
    if (outcome.error) break;
  }
  return resultOf(done, environment, world);
}

/** What became of one application. */
interface Outcome {
  readonly installed: readonly Installed[];
  readonly satisfied: readonly Satisfied[];
  readonly commands: readonly { readonly name: string; readonly path: string }[];
  readonly error: RouteError | null;
  /** Its commands have shims of ours, so that they can be typed. */
  readonly shims?: boolean;
}

const nothingDone: StepResult = {
  exitCode: 0,
  installed: [],
  satisfied: [],
  commands: [],
  notes: [],
  error: null,
};

const noPipx: RouteError = {
  code: "no-pipx",
  what: "this is an application, and there is no pipx for it",
  why: "none is installed, and none could be fetched",
  next: "sudo apt install pipx",
};

/** root's applications are for all: pipx's own global places, also for versions that have no --global. */
function environmentFor(step: PipxStep, pipx: Pipx, world: World): Record<string, string> {
  const given = Object.entries(world.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const kept = Object.fromEntries(given.filter(([name]) => !NEUTRALISED.has(name)));
  const global = step.global
    ? { PIPX_HOME: "/opt/pipx", PIPX_BIN_DIR: "/usr/local/bin", PIPX_MAN_DIR: "/usr/local/share/man" }
    : {};
  return {
    ...kept,
    ...global,
    ...pipx.environment,
    PIPX_DEFAULT_PYTHON: step.interpreter,
    USE_EMOJI: "0",
    PIP_USER: "0",
  };
}

/** Settings that would break the environments that pipx makes. */
const NEUTRALISED = new Set([
  "PYTHONHOME",
  "PYTHONPATH",
  "PIP_TARGET",
  "PIP_PREFIX",
  "PIP_USER",
  "VIRTUAL_ENV",
]);

function commandFor(
  pipx: Pipx,
  application: PipxApplication,
  step: PipxStep,
  env: Record<string, string>,
): Command {
  const [program = "", ...words] = [
    ...pipx.program,
    ...wordsFor(application, step.pipArguments, step.interpreter),
  ];
  return { argv: [program, ...words], env, output: "both" };
}

function outcomeOf(
  application: PipxApplication,
  before: Held | null,
  after: Held | null,
  ended: Ended,
): Outcome {
  const nothing = { installed: [], satisfied: [], commands: [] };
  if (application.action === "uninstall") {
    if (after) return { ...nothing, error: failureOf(application, ended) };
    return {
      ...nothing,
      installed: before ? [{ name: before.name, version: before.version }] : [],
      error: null,
    };
  }
  if (ended.exitCode !== 0 || !after) return { ...nothing, error: failureOf(application, ended) };
  const { name, version, location, commands } = after;
  const changed = before?.version !== version || before?.changed !== after.changed;
  if (!changed)
    return {
      ...nothing,
      satisfied: [{ requirement: application.spec, location, version }],
      commands,
      error: null,
    };
  return { installed: [{ name, version }], satisfied: [], commands, error: null };
}

/** pipx's own words, told apart: a library has no commands, and belongs elsewhere. */
function failureOf({ name, spec }: PipxApplication, ended: Ended): RouteError {
  const text = `${ended.stdout}\n${ended.stderr}`;
  if (/No apps associated with package/.test(text)) {
    const next = `safe-pip install --user ${spec}`;
    return {
      code: "no-application",
      what: `${name} brings no command`,
      why: "pipx takes applications alone",
      next,
    };
  }
  if (/No matching distribution found|Could not find a version/.test(text)) {
    const why = lastError(text) ?? "no index has it";
    return {
      code: "not-found",
      what: `${spec} could not be installed`,
      why,
      next: `pip index versions ${name}`,
    };
  }
  const why =
    ended.failed ?? lastError(text) ?? `pipx ended with ${ended.signal ?? `exit code ${ended.exitCode}`}`;
  return {
    code: "pipx-failed",
    what: `pipx could not serve ${spec}`,
    why,
    next: `pipx install --verbose ${spec}`,
  };
}

function lastError(text: string): string | null {
  const lines = text.split("\n").map((line) => line.trim());
  return (
    lines
      .filter((line) => /^(ERROR|error):/i.test(line))
      .at(-1)
      ?.replace(/^error:\s*/i, "") ??
    lines.filter((line) => line !== "").at(-1) ??
    null
  );
}

function resultOf(done: readonly Outcome[], environment: Record<string, string>, world: World): StepResult {
  const error = done.find((each) => each.error)?.error ?? null;
  const commands = done.flatMap((each) => each.commands);
  return {
    exitCode: error ? 1 : 0,
    installed: done.flatMap((each) => each.installed),
    satisfied: done.flatMap((each) => each.satisfied),
    commands,
    notes:
      error || commands.length === 0
        ? []
        : [
            useLine(
              commands,
              environment,
              world,
              done.some(({ shims }) => shims === true),
            ),
          ],
    error,
  };
}

/** The one line that uses it: the command, or what is missing for it to be found. */
function useLine(
  commands: Outcome["commands"],
  environment: Record<string, string>,
  world: World,
  shims: boolean,
): string {
  const [first] = commands;
  const directory = first ? join(first.path, "..") : "";
  const names = commands
    .slice(0, 5)
    .map(({ name }) => name)
    .join(", ");
  if (shims || (world.env.PATH ?? "").split(":").includes(directory))
    return `installed for every directory. Type: ${names}`;
  const shown = environment.HOME ? directory.replace(`${environment.HOME}/`, "$HOME/") : directory;
  return `installed as ${first?.path}, which is not on PATH. Type: export PATH="${shown}:$PATH"`;
}

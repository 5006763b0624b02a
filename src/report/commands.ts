import type { PipStep, PipxStep, Step, VenvStep } from "../plan/plan.ts";
import { NEUTRALISED, PIPX_FOR_ALL } from "../routes/pipx/settings.ts";
import { wordsFor } from "../routes/pipx/words.ts";

/** What was typed, and in which environment. */
export interface Typed {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** pip's configuration or environment asks for `--user`, which every environment refuses. */
  readonly userByDefault: boolean;
}

/**
 * The commands of a step as argv, for people and for `--json`: what would serve if it were typed. An environment that is
 * not there yet is made by safe-pip alone.
 */
export function commandsOf(step: Step, typed: Typed): readonly (readonly string[])[] {
  switch (step.route) {
    case "pip":
      return [[...settingsOf(step.environment, []), ...step.program, ...kept(step, typed)]];
    case "venv":
      return step.runsPip ? [inEnvironment(step, typed)] : [];
    case "apt":
      return [aptWords(step.by, ["install", ...step.packages.map((each) => `${each.name}=${each.version}`)])];
    case "apt-remove":
      return [aptWords(step.by, ["remove", ...step.packages])];
    case "pipx":
      return byPipx(step, typed);
  }
}

function inEnvironment(step: VenvStep, typed: Typed): readonly string[] {
  const user = typed.userByDefault ? { PIP_USER: "0" } : {};
  const unset = ["PYTHONHOME"].filter((name) => typed.env[name] !== undefined);
  const python = `${step.slot}/venv/bin/python`;
  return [...settingsOf({ ...user, ...step.environment }, unset), python, "-m", "pip", ...kept(step, typed)];
}

function byPipx(step: PipxStep, typed: Typed): readonly (readonly string[])[] {
  const { pipArguments, interpreter } = step;
  const forAll = step.global
    ? Object.fromEntries(Object.entries(PIPX_FOR_ALL).filter(([name]) => typed.env[name] === undefined))
    : {};
  const unset = NEUTRALISED.filter((name) => typed.env[name] !== undefined);
  const settings = settingsOf({ ...forAll, ...step.environment }, unset);
  return step.applications.map((application) => [
    ...settings,
    "pipx",
    ...wordsFor(application, { pipArguments, interpreter, isThere: false }),
  ]);
}

/** The caller's own words, without those that are left out. */
function kept(step: PipStep | VenvStep, { argv }: Typed): readonly string[] {
  return argv.filter((_, index) => !step.leaveOut.includes(index));
}

/** `env` with what is set and taken away for the program alone; nothing where nothing is. */
function settingsOf(
  environment: Readonly<Record<string, string | null>>,
  unset: readonly string[],
): readonly string[] {
  const entries = Object.entries(environment);
  const gone = [...unset, ...entries.flatMap(([name, value]) => (value === null ? [name] : []))];
  const set = entries.flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]));
  return gone.length + set.length === 0 ? [] : ["env", ...gone.flatMap((name) => ["-u", name]), ...set];
}

function aptWords(by: "root" | "sudo", words: readonly string[]): readonly string[] {
  return [...(by === "sudo" ? ["/usr/bin/sudo"] : []), "/usr/bin/apt-get", ...words];
}

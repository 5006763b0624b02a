import type { PipStep, VenvStep } from "../plan/plan.ts";
import type { Answer } from "./answer.ts";

/** What the runner is told besides the step itself. */
export interface RunnerSettings {
  /** The user's data directory. */
  readonly data: string;
  /** shims/runner.py of this package. */
  readonly runner: string;
  readonly rule: string;
  readonly quiet: boolean;
  /** False for `--dry-run`: nothing is published. */
  readonly publish: boolean;
  /** Where it lands, in words: `for /home/alice/app`, `in the home environment`. */
  readonly where: string;
  /** What comes before a command that uses it: `safe-pip run `, or nothing where `python` is our shim. */
  readonly use: string;
  /** What starts its python, where that is not `python`: `python3.12`, or a path. */
  readonly python?: string;
  /** The policy names another Python than `python3`, which made the environment: `pip list` is to find it here. */
  readonly isPreferred?: boolean;
  /** The policy closes an environment that has been opened to the system's packages. */
  readonly hidesSystem?: boolean;
  /** What is written down after success; null or left out for nothing. */
  readonly record?: Recording | null;
  /** The names that were asked for, normalised: only their commands are told of. */
  readonly asked: readonly string[];
  /** More directories for the environment's `.pth`: root's home environment. */
  readonly also: readonly string[];
  /** The user's index, proxy and certificates, should a pip have to be fetched. */
  readonly network: Readonly<Record<string, string>>;
}

/** What was asked for, and the project's file that is to hold it. */
export interface Recording {
  /** Absolute. */
  readonly file: string;
  /** Requirements as they are to stand there. */
  readonly requirements: readonly string[];
}

/** The pip route: sh becomes the pip. */
export function runPip(step: PipStep): Answer {
  return { kind: "exec", words: step.program, leaveOut: step.leaveOut, environment: step.environment };
}

/**
 * The venv route: sh becomes the runner. A published environment is entered through the mirror; one that has to
 * be made is made by its base interpreter, without site (6 ms rather than 11) and isolated from the directory.
 */
export function runVenv(step: VenvStep, settings: RunnerSettings): Answer {
  const pairs: Record<string, string> = {
    slot: step.slot,
    base: step.base,
    data: settings.data,
    rule: settings.rule,
    system: step.systemPackages,
    "leave-out": step.leaveOut.join(","),
    ...(step.link ? { link: step.link } : {}),
    ...(settings.quiet ? { quiet: "1" } : {}),
    ...(step.runsPip ? {} : { pip: "0" }),
    ...(settings.publish ? {} : { publish: "0" }),
    ...(settings.also.length > 0 ? { also: settings.also.join(":") } : {}),
    asked: settings.asked.join(","),
    where: settings.where,
    use: settings.use,
    ...(settings.python ? { python: settings.python } : {}),
    ...(settings.isPreferred ? { preferred: "1" } : {}),
    ...(settings.hidesSystem ? { "hide-system": "1" } : {}),
    ...(settings.record ? recordPairs(settings.record) : {}),
    ...settings.network,
  };
  // A tab is what parts the settings: with one in a path, the runner would be told of another place.
  if (Object.values(pairs).some((value) => value.includes("\t"))) return { kind: "pass" };
  const text = Object.entries(pairs)
    .map(([key, value]) => `${key}=${value}`)
    .join("\t");
  const words = step.made
    ? [`${step.slot}/venv/bin/python`, settings.runner]
    : [step.base, "-I", "-S", settings.runner];
  // The runner leaves words out itself, under its lock.
  const environment = { ...step.environment, SAFE_PIP_RUN: text, PYTHONHOME: null };
  return { kind: "exec", words, leaveOut: [], environment };
}

/** U+001F parts the requirements, which hold none. */
function recordPairs({ file, requirements }: Recording): Record<string, string> {
  return { record: file, requirements: requirements.join("\u001f") };
}

import type { PipxApplication } from "../../plan/plan.ts";
import type { Ended, World } from "../../world.ts";
import type { RouteError } from "../route.ts";
import { asRoot } from "../typing.ts";

/** What the words of a failing pipx are read with. */
export interface Reading {
  readonly world: World;
  /** pip's own log, which pipx names but does not show. */
  readonly log: (path: string) => string;
  /** The line that asks pipx itself. */
  readonly typed: string;
}

/** Why pipx failed: its exit code is 1 whatever happened, so its words tell; the first row that fits. */
export function failureOf(application: PipxApplication, ended: Ended, reading: Reading): RouteError {
  const said = `${ended.stdout}\n${ended.stderr}`.replaceAll("\r\n", "\n");
  const { name, spec } = application;
  const { world, typed } = reading;
  const failed = `${spec} could not be installed`;
  if (ended.failed !== null) {
    return { code: "pipx-not-started", what: "pipx could not be started", why: ended.failed, next: null };
  }
  if (isLibrary(said)) {
    const what = `${name} brings no command`;
    const next = `cd PROJECT && safe-pip install ${quoted(spec)}`;
    return { code: "no-application", what, why: "pipx takes applications alone", next };
  }
  if (/No matching distribution found/.test(said)) {
    const why = /^.*ERROR: (Could not find a version .*)$/m.exec(said)?.[1] ?? `no index has ${spec}`;
    if (UNREACHABLE.test(logOf(said, reading))) {
      return {
        code: "no-network",
        what: failed,
        why: "no package index could be reached",
        next: "pip config list",
      };
    }
    return { code: "not-found", what: failed, why, next: `pip index versions ${name}` };
  }
  if (/ensurepip is not available|python3[.\d]*-venv/.test(said)) {
    const why = "this machine's pipx needs python3-venv to make environments";
    return { code: "no-venv", what: failed, why, next: asRoot("apt-get install python3-venv", world) };
  }
  if (/No space left on device/.test(said)) {
    return { code: "no-space", what: failed, why: "the disk is full", next: "df -h ~ /tmp" };
  }
  const why = reasonIn(said) ?? `pipx ended with ${ended.signal ?? `exit code ${ended.exitCode}`}`;
  return { code: "pipx-failed", what: `pipx could not serve ${spec}`, why, next: typed };
}

/** Neither it nor what it needs has a command. Its words are broken over lines at 79 columns. */
function isLibrary(said: string): boolean {
  return /No apps associated with package/.test(oneLine(said));
}

/** Its commands are those of what it needs (ansible), and pipx wants to be told that they are meant. */
export function wantsDependencies({ stdout, stderr }: Ended): boolean {
  return `${stdout}\n${stderr}`.replace(/\s/g, "").includes("'--include-deps'");
}

/** From 1.5 on the first run of all fails where the index has no newer pip, and the second works. */
export function sharedLibrariesFailed({ stdout, stderr }: Ended): boolean {
  return /Failed to upgrade shared libraries/.test(oneLine(`${stdout}\n${stderr}`));
}

/** pip's words where it gave up on the network; to pipx it is then a name that no index has. */
const UNREACHABLE =
  /Failed to establish a new connection|NewConnectionError|Name or service not known|Connection refused|Network is unreachable|timed out/;

function logOf(said: string, { log }: Reading): string {
  const path = /Full pip output in file:\s+(\/\S+\.log)/.exec(said)?.[1];
  return path ? log(path) : "";
}

/** pip's last error, else the last thing that was said at all. */
function reasonIn(said: string): string | null {
  const lines = said
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const errors = lines.filter((line) => /^error:/i.test(line) && !/metadata-generation-failed/.test(line));
  return errors.at(-1)?.replace(/^error:\s*/i, "") ?? lines.at(-1) ?? null;
}

function oneLine(said: string): string {
  return said.replace(/\s+/g, " ");
}

function quoted(spec: string): string {
  return /^[\w.-]+$/.test(spec) ? spec : `'${spec}'`;
}

import { dialectOf } from "../../pip/dialect.ts";
import { isInvalid } from "../../pip/invalid.ts";
import { parseRequirement } from "../../pip/requirement.ts";
import { satisfies } from "../../pip/satisfies.ts";
import { parseVersion } from "../../pip/version.ts";
import type { PipxApplication } from "../../plan/plan.ts";
import type { Ended, World } from "../../world.ts";
import type { Installed, RouteError, Satisfied } from "../route.ts";
import type { PipxDisk } from "./disk.ts";
import { failureOf, sharedLibrariesFailed, wantsDependencies } from "./failure.ts";
import type { Held } from "./held.ts";
import type { Pipx } from "./program.ts";
import { wordsFor } from "./words.ts";

/** What serves one application. */
export interface Service {
  readonly pipx: Pipx;
  readonly environment: Readonly<Record<string, string>>;
  readonly pipArguments: readonly string[];
  readonly interpreter: string;
  readonly disk: PipxDisk;
  readonly world: World;
}

/** What became of one application. */
export interface Outcome {
  readonly before: Held | null;
  readonly after: Held | null;
  readonly installed: readonly Installed[];
  readonly satisfied: readonly Satisfied[];
  readonly commands: Held["commands"];
  readonly error: RouteError | null;
}

/**
 * Installs, upgrades, extends or removes one application. What is there and serves is left alone; one whose python
 * is gone (a new release of the distribution) is made anew. What is true afterwards is read from pipx's own notes.
 */
export async function serve(asked: PipxApplication, service: Service): Promise<Outcome> {
  const { disk, environment } = service;
  const before = disk.held(asked, environment);
  if (asked.action === "uninstall") return remove(asked, before, service);
  if (before?.works && serves(before, asked)) return outcome(before, before, "satisfied", asked);
  const application = await madeReady(asked, before, service);
  const ended = await runUntilSettled(application, service, before !== null);
  const after = disk.held(asked, environment);
  if (ended.exitCode !== 0 || !after?.works) return failed(asked, before, after, ended, service);
  const isSame = before?.works === true && before.version === after.version && asked.action !== "reinstall";
  return outcome(before, after, isSame ? "satisfied" : "installed", asked);
}

/** Without an upgrade being asked for, pip leaves alone what meets the requirement. */
function serves(held: Held, { action, spec }: PipxApplication): boolean {
  if (action === "upgrade") return false;
  const requirement = parseRequirement(spec, dialectOf("26.2"));
  const version = parseVersion(held.version);
  if (isInvalid(requirement) || version === null || requirement.url !== null) return false;
  return requirement.extras.length === 0 && satisfies(requirement.specifiers, version, { prereleases: true });
}

/** pipx 1.1 can't repair an application whose python is gone, not even by --force; it can take it away. */
async function madeReady(
  asked: PipxApplication,
  before: Held | null,
  service: Service,
): Promise<PipxApplication> {
  if (asked.action === "inject" || (asked.action !== "upgrade" && before?.works !== false)) return asked;
  if (before?.works) return asked;
  if (before) await run({ ...asked, action: "uninstall" }, service, false);
  return { ...asked, action: "install" };
}

/** At most one more time, for what pipx itself says would help. */
async function runUntilSettled(asked: PipxApplication, service: Service, isThere: boolean): Promise<Ended> {
  service.world.say(`pipx: ${asked.action} ${asked.spec}`);
  const ended = await run(asked, service, isThere);
  if (ended.exitCode === 0) return ended;
  if (wantsDependencies(ended)) return run({ ...asked, includeDependencies: true }, service, isThere);
  return sharedLibrariesFailed(ended) ? run(asked, service, isThere) : ended;
}

function run(application: PipxApplication, service: Service, isThere: boolean): Promise<Ended> {
  return service.world.run({
    argv: commandOf(application, service, isThere),
    env: service.environment,
    output: "both",
  });
}

function commandOf(application: PipxApplication, service: Service, isThere: boolean): [string, ...string[]] {
  const { pipx, pipArguments, interpreter } = service;
  const [program = "", ...words] = [
    ...pipx.program,
    ...wordsFor(application, { pipArguments, interpreter, isThere }),
  ];
  return [program, ...words];
}

async function remove(asked: PipxApplication, before: Held | null, service: Service): Promise<Outcome> {
  const nothing = { before, installed: [], satisfied: [], commands: [], error: null };
  if (!before) return { ...nothing, after: null };
  const ended = await run(asked, service, true);
  const after = service.disk.held(asked, service.environment);
  if (after) return failed(asked, before, after, ended, service);
  return { ...nothing, after, installed: [{ name: before.name, version: before.version }] };
}

function outcome(
  before: Held | null,
  after: Held,
  became: "installed" | "satisfied",
  asked: PipxApplication,
): Outcome {
  const { name, version, location, commands } = after;
  return {
    before,
    after,
    installed: became === "installed" ? [{ name, version }] : [],
    satisfied: became === "satisfied" ? [{ requirement: asked.spec, location, version }] : [],
    commands,
    error: null,
  };
}

function failed(
  asked: PipxApplication,
  before: Held | null,
  after: Held | null,
  ended: Ended,
  service: Service,
): Outcome {
  const typed = commandOf(asked, service, before !== null).join(" ");
  const error = failureOf(asked, ended, { world: service.world, log: service.disk.log, typed });
  return { before, after, installed: [], satisfied: [], commands: [], error };
}

import type { AptPackage, AptStep } from "../../plan/plan.ts";
import type { Ended, World } from "../../world.ts";
import type { RouteError, StepResult } from "../route.ts";
import { typed } from "./commands.ts";
import type { Disk } from "./disk.ts";
import { readStatus } from "./dpkg.ts";
import { failureOf } from "./failure.ts";
import { readImport } from "./imports.ts";

/** Where the truth is read from. */
export interface Truth {
  readonly disk: Disk;
  readonly world: World;
}

/** What an apt that has ended, however it ended, left behind: by dpkg's records, never by its exit code. */
export async function readOutcome(
  step: AptStep,
  missing: readonly AptPackage[],
  ended: Ended,
  truth: Truth,
): Promise<StepResult> {
  const { world } = truth;
  const status = await readStatus(missing.map(nameOf), world);
  const done = missing.filter(({ name, version }) => {
    const now = status.get(name);
    return now?.installed && now.version === version;
  });
  if (done.length === missing.length) {
    const result = await describe(step.packages, done, truth);
    const note = "apt-get reported a failure all the same: its own lines tell of what";
    return ended.exitCode === 0 ? result : { ...result, notes: [...result.notes, note] };
  }
  const names = missing.filter((each) => !done.includes(each)).map(nameOf);
  const silent: RouteError = {
    code: "apt-failed",
    what: `apt-get did not install ${names.join(", ")}`,
    why: "it reported no error",
    next: typed("install", names, world),
  };
  const error = ended.exitCode === 0 ? silent : failureOf(ended, { verb: "install", names, world });
  return { ...(await describe(done, done, truth)), exitCode: 1, error };
}

/** What is there: installed by this step (`done`), or satisfied before it; and what stands in front of it. */
export async function describe(
  packages: readonly AptPackage[],
  done: readonly AptPackage[],
  { disk, world }: Truth,
): Promise<StepResult> {
  const looked = packages.map(async (asked) => ({ asked, found: await readImport(asked, disk, world) }));
  const imports = await Promise.all(looked);
  const gone = imports.find(({ found }) => found.kind === "gone");
  const there = imports.flatMap(({ asked, found }) => (found.kind === "gone" ? [] : [{ ...found, asked }]));
  const isNew = ({ asked }: { asked: AptPackage }) => done.includes(asked);
  return {
    exitCode: gone ? 1 : 0,
    installed: there.filter(isNew).map(({ asked, version }) => ({ name: asked.spelling, version })),
    satisfied: there
      .filter((each) => !isNew(each))
      .map(({ asked, version, location }) => ({ requirement: asked.spelling, version, location })),
    commands: [],
    notes: there.flatMap((each) => (each.kind === "shadowed" ? [shadow(each.asked, each.by)] : [])),
    error: gone ? filesMissing(gone.asked.name, world) : null,
  };
}

function nameOf({ name }: AptPackage): string {
  return name;
}

function shadow({ spelling }: AptPackage, by: { version: string; location: string }): string {
  const removal = `/usr/bin/python3 -m pip uninstall --break-system-packages ${spelling}`;
  return `python3 imports ${spelling} ${by.version} from ${by.location}, which goes before apt's; to take it away: ${removal}`;
}

function filesMissing(name: string, world: World): RouteError {
  return {
    code: "apt-files-missing",
    what: `python3 does not find ${name}`,
    why: "dpkg calls it installed, but its files are not all there",
    next: typed("install", ["--reinstall", name], world),
  };
}

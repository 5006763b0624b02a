import type { AptPackage, AptStep } from "../plan/plan.ts";
import type { World } from "../world.ts";
import { change, isSafe, wordOf } from "./apt/commands.ts";
import { type Disk, diskOf } from "./apt/disk.ts";
import { readStatus } from "./apt/dpkg.ts";
import { heldAt } from "./apt/held.ts";
import { upgradesOf } from "./apt/judge.ts";
import { describe, readOutcome } from "./apt/outcome.ts";
import { refusalToInstall } from "./apt/permission.ts";
import type { RouteError, StepResult } from "./route.ts";

/**
 * Installs Debian packages: nothing where they are there; else simulated, judged, shown, asked where that is due, and
 * only then done. There is nothing to undo: a transaction is apt's and dpkg's, which finish it or tell how.
 */
export async function carryOutApt(
  step: AptStep,
  world: World,
  disk: Disk = diskOf(world),
): Promise<StepResult> {
  const unsafe = step.packages.find((each) => !isSafe(each));
  if (unsafe) return failed(badName(unsafe));
  const status = await readStatus(
    step.packages.map((each) => each.name),
    world,
  );
  const missing = step.packages.filter(({ name }) => !status.get(name)?.installed);
  const inTheWay = otherVersion(step, status, world);
  if (inTheWay) return failed(inTheWay);
  if (missing.length === 0) return describe(step.packages, [], { disk, world });
  const refused = await refusalToInstall(step, missing, { disk, world });
  if (refused) return failed(refused);
  const ended = await world.run(change("install", missing.map(wordOf), step.by, world));
  return readOutcome(step, missing, ended, { disk, world });
}

/** apt would upgrade what is installed at another version than the one that was proved. */
function otherVersion(
  step: AptStep,
  status: Awaited<ReturnType<typeof readStatus>>,
  world: World,
): RouteError | null {
  for (const { name, version } of step.packages) {
    const now = status.get(name);
    if (!now?.installed || now.version === version) continue;
    if (now.held) return heldAt(name, now.version, version, world);
    return upgradesOf([{ name, old: now.version, version }], [name], world);
  }
  return null;
}

function badName(each: AptPackage): RouteError {
  return {
    code: "apt-bad-name",
    what: `${wordOf(each)} is not a package`,
    why: "apt could take it for something else",
    next: null,
  };
}

function failed(error: RouteError): StepResult {
  return { exitCode: 1, installed: [], satisfied: [], commands: [], notes: [], error };
}

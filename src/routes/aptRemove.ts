import { isPackageName } from "../catalogue/candidates.ts";
import type { AptRemoveStep } from "../plan/plan.ts";
import type { World } from "../world.ts";
import { change, simulation, typed } from "./apt/commands.ts";
import { type Disk, diskOf } from "./apt/disk.ts";
import { readHeld, readStatus } from "./apt/dpkg.ts";
import { failureOf } from "./apt/failure.ts";
import { refusalOfDpkg } from "./apt/permission.ts";
import { parseTransaction } from "./apt/transaction.ts";
import type { Installed, RouteError, StepResult } from "./route.ts";

/**
 * Takes away packages that safe-pip installed, where the simulation takes away nothing else: another program may
 * have come to need them since. `installed` in the result is what was taken away.
 */
export async function carryOutAptRemove(
  step: AptRemoveStep,
  world: World,
  disk: Disk = diskOf(world),
): Promise<StepResult> {
  const names = step.packages.filter(isPackageName);
  const before = await readStatus(names, world);
  const present = names.filter((name) => before.get(name)?.installed);
  if (present.length === 0) return result([], null);
  const refused = (await refusalOfDpkg({ disk, world })) ?? (await refusalToRemove(step, present, world));
  if (refused) return result([], refused);
  const brought = new Map(
    await Promise.all(present.map(async (name) => [name, await nameForPip(name, world)] as const)),
  );
  const ended = await world.run(change("remove", present, step.by, world));
  const after = await readStatus(present, world);
  const left = present.filter((name) => after.get(name)?.installed);
  const taken = present.filter((name) => !left.includes(name)).flatMap((name) => brought.get(name) ?? []);
  return result(taken, left.length === 0 ? null : failureOf(ended, { verb: "remove", names: left, world }));
}

async function refusalToRemove(
  step: AptRemoveStep,
  names: readonly string[],
  world: World,
): Promise<RouteError | null> {
  const simulated = await world.run(simulation("remove", names, world));
  if (simulated.exitCode !== 0) return failureOf(simulated, { verb: "remove", names, world });
  const { removes, installs } = parseTransaction(simulated.stdout);
  const others = [...removes, ...installs].map((each) => each.name).filter((name) => !names.includes(name));
  const next = typed("remove", names, world);
  if (others.length > 0) {
    const what = `apt would also change ${others.slice(0, 5).join(", ")}`;
    return { code: "apt-removes", what, why: `other packages need ${names.join(", ")}`, next };
  }
  world.say(`apt removes ${removes.map((each) => `${each.name} ${each.version}`).join(", ")}`);
  if (!step.ask) return null;
  if (world.mayAsk && (await world.ask(`Remove ${names.join(" ")} with apt?`, false))) return null;
  return { code: "declined", what: "apt was declined", why: "nothing has been changed", next };
}

/** As pip would name it, by its metadata; a package without any by its own name. */
async function nameForPip(name: string, world: World): Promise<Installed> {
  const held = await readHeld(name, world);
  const named = held.find((each) => name.endsWith(each.name)) ?? held[0];
  return { name: named?.name ?? name, version: named?.version ?? "" };
}

function result(installed: readonly Installed[], error: RouteError | null): StepResult {
  return { exitCode: error ? 1 : 0, installed, satisfied: [], commands: [], notes: [], error };
}

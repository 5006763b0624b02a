import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rememberSeparate } from "../context/separate.ts";
import type { AdoptQuestion } from "../plan/plan.ts";
import type { World } from "../world.ts";

/** Asks, and makes the answer last; true where the environment was adopted. A No is not asked again. */
export async function settleAdoption(
  { slot, environment, text }: AdoptQuestion,
  world: World,
): Promise<boolean> {
  const yes = await world.ask(text, false);
  try {
    mkdirSync(world.data, { recursive: true, mode: world.uid === 0 ? 0o755 : 0o700 });
    if (yes) adoptEnvironment(slot, environment);
    else rememberSeparate(slot, environment);
  } catch (error) {
    world.say(`the answer could not be kept: ${(error as Error).message}`);
    return false;
  }
  return yes;
}

/**
 * The user's word that an environment may be run, in place of what the slot held. With `adopted` it counts; without
 * `base` the slot is no longer one of an environment that safe-pip made.
 */
export function adoptEnvironment(slot: string, environment: string): void {
  mkdirSync(slot, { recursive: true });
  const aside = join(slot, `.venv.${process.pid}`);
  symlinkSync(environment, aside);
  renameSync(aside, join(slot, "venv"));
  writeFileSync(join(slot, "adopted"), `${environment}\n`, { mode: 0o600 });
  rmSync(join(slot, "base"), { force: true });
}

import { machinePipx } from "../../context/machinePipx.ts";
import type { World } from "../../world.ts";

/** A pipx that can be started. */
export interface Pipx {
  readonly program: readonly string[];
  /** Settings of its own. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The machine's pipx; null where it has none. */
export function findPipx(world: World): Pipx | null {
  const path = machinePipx(world);
  return path === null ? null : { program: [path], environment: {} };
}

import type { World } from "../world.ts";

/** A line that changes the system, as this user would type it. */
export function asRoot(line: string, world: World): string {
  return world.uid === 0 ? line : `sudo ${line}`;
}

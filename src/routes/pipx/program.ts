import { accessSync, constants, statSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../../world.ts";

/** A pipx that can be started. */
export interface Pipx {
  readonly program: readonly string[];
  /** Settings of its own. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * The machine's pipx: the distribution's first, then PATH's absolute entries, ours left out. As root only what root
 * alone can have written.
 */
export function findPipx(world: World): Pipx | null {
  const directories = ["/usr/bin", "/usr/local/bin", ...(world.env.PATH ?? "").split(":")];
  for (const directory of directories) {
    const path = join(directory, "pipx");
    const isOurs = world.data !== "" && directory.startsWith(world.data);
    if (directory.startsWith("/") && !isOurs && isProgram(path, world.uid))
      return { program: [path], environment: {} };
  }
  return null;
}

function isProgram(path: string, uid: number): boolean {
  try {
    accessSync(path, constants.X_OK);
    const state = statSync(path);
    return state.isFile() && (uid !== 0 || (state.uid === 0 && (state.mode & 0o022) === 0));
  } catch {
    return false;
  }
}

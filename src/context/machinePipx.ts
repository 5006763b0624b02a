import { accessSync, constants, statSync } from "node:fs";
import { join } from "node:path";

/** Who looks for a pipx, and where. */
export interface Searcher {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly uid: number;
  /** The user's data directory; empty for none. */
  readonly data: string;
}

/**
 * The machine's pipx: the distribution's first, then PATH's absolute entries, ours left out. As root only what root
 * alone can have written. Null where there is none.
 */
export function machinePipx({ env, uid, data }: Searcher): string | null {
  const directories = ["/usr/bin", "/usr/local/bin", ...(env.PATH ?? "").split(":")];
  for (const directory of directories) {
    const path = join(directory, "pipx");
    const isOurs = data !== "" && directory.startsWith(data);
    if (directory.startsWith("/") && !isOurs && isProgram(path, uid)) return path;
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

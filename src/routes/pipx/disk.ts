import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { PipxApplication } from "../../plan/plan.ts";
import type { World } from "../../world.ts";
import { type Held, readHeld } from "./held.ts";
import { findPipx, type Pipx } from "./program.ts";

/** What the pipx route looks at on the machine besides what programs tell it. Tests hand in their own. */
export interface PipxDisk {
  /** The machine's pipx; null where it has none. */
  find(): Pipx | null;
  /** An application as pipx has noted it, or what is injected into one; null where it is not there. */
  held(application: PipxApplication, environment: Readonly<Record<string, string>>): Held | null;
  /** A log of pip's that pipx has named; empty where it can't be read. */
  log(path: string): string;
  /** Whether an interpreter can make an environment's pip: Debian's can't without python3-venv. */
  hasEnsurepip(interpreter: string): boolean;
}

/** The real one. */
export function pipxDiskOf(world: World): PipxDisk {
  return {
    find: () => findPipx(world),
    held: (application, environment) => readHeld(application, environment, world),
    log(path) {
      try {
        return readFileSync(path, "utf8");
      } catch {
        return "";
      }
    },
    hasEnsurepip: (interpreter) =>
      !interpreter.startsWith("/usr/bin/") ||
      existsSync(join(interpreter, "../../lib", basename(interpreter), "ensurepip/__init__.py")),
  };
}

import { dirname, join } from "node:path";
import { namesIn } from "../directory.ts";
import type { Interpreter, RealPip } from "../plan/facts.ts";
import { readPipOf } from "./interpreter.ts";
import type { Handed } from "./invocation.ts";

/** Stands for the shared pip's program until it has been made ready (`ensureSharedPip`). */
export const SHARED_PIP = "<shared pip>";

/** The pip that would run without us; where none is on PATH, our shared one, run by the python of that name. */
export function readRealPip(handed: Handed, interpreter: Interpreter | null): RealPip | null {
  const own = interpreter ? readPipOf(interpreter.path, interpreter.version) : null;
  const known = { version: own?.version ?? null, location: own?.location ?? null };
  if (handed.module && own) return { program: [handed.next, "-m", "pip"], ...known, shared: false };
  if (handed.real !== "" && !handed.module) {
    const environment = interpreter ? known : environmentPip(handed.real);
    return { program: [handed.real], ...environment, shared: false };
  }
  if (handed.next === "") return null;
  const shared = newestShared(["/var/lib/safe-pip/pip", ...(handed.data ? [join(handed.data, "pip")] : [])]);
  const program = shared ? join(shared.location, "pip/__pip-runner__.py") : SHARED_PIP;
  return {
    program: [handed.next, program],
    version: shared?.version ?? null,
    location: shared?.location ?? null,
    shared: true,
  };
}

/** A pip whose interpreter we do not know the layout of: its version may stand beside it. */
function environmentPip(real: string): { version: string | null; location: string | null } {
  const library = join(dirname(dirname(real)), "lib");
  for (const name of namesIn(library)) {
    const found = /^python(\d+\.\d+)$/.exec(name)?.[1];
    const pip = found ? readPipOf(join(dirname(real), `python${found}`), found) : null;
    if (pip) return pip;
  }
  return { version: null, location: null };
}

function newestShared(parents: readonly string[]): { version: string; location: string } | null {
  const found = parents.flatMap((parent) =>
    namesIn(parent)
      .filter((name) => /^\d/.test(name))
      .map((version) => ({ version, location: join(parent, version) })),
  );
  found.sort((a, b) => a.version.localeCompare(b.version, "en", { numeric: true }));
  return found.at(-1) ?? null;
}

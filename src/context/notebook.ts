import { readFileSync } from "node:fs";

/** How far up a cell's shell may be from its kernel. */
const GENERATIONS = 12;

/**
 * The environment of the kernel that a notebook's cell runs under, where that is one of ours: the nearest
 * ancestor that was started as `PYTHON -m ipykernel_launcher`. Null where there is none, or it is another's.
 */
export function readKernelEnvironment(data: string): string | null {
  let process: number | null = globalThis.process.ppid;
  for (let generation = 0; process && process > 1 && generation < GENERATIONS; generation += 1) {
    const [python, flag, module] = readWords(`/proc/${process}/cmdline`);
    if (python && flag === "-m" && module === "ipykernel_launcher") return environmentOf(python, data);
    process = parentOf(process);
  }
  return null;
}

function environmentOf(python: string, data: string): string | null {
  const environment = /^(.*\/venv)\/bin\/python[\d.]*$/.exec(python)?.[1];
  const ours = [data, "/var/lib/safe-pip"].some((root) => root !== "" && environment?.startsWith(`${root}/`));
  return ours && environment ? environment : null;
}

function readWords(path: string): string[] {
  try {
    return readFileSync(path, "utf8").split("\0");
  } catch {
    return [];
  }
}

function parentOf(process: number): number | null {
  try {
    const parent = /\) \S (\d+)/.exec(readFileSync(`/proc/${process}/stat`, "utf8"))?.[1];
    return parent ? Number(parent) : null;
  } catch {
    return null;
  }
}

import { execFileSync } from "node:child_process";
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { isShim } from "../context/invocation.ts";
import { namesIn } from "../directory.ts";
import { makeDirectories } from "./atomicFile.ts";
import type { Layout } from "./layout.ts";
import { absoluteEntries, isProgram } from "./pythons.ts";
import { noSteps, type Step, type Steps } from "./step.ts";

/**
 * The runner compiled for each Python, where only root can write beside it: else every install of every other user
 * compiles it again (25 to 50 ms). Teardown takes it away with the runner.
 *
 * @param versions as `3.11`
 * @param path a PATH; as root only a python that root owns is run
 */
export function compileSteps(versions: readonly string[], path: string, layout: Layout): Steps {
  const runner = join(layout.shims, "safe_pip_runner");
  const steps = versions.flatMap((version): Step[] => {
    const python = rootsPython(version, path);
    if (python === null || isCompiled(runner, version)) return [];
    const act = () => compile(python, layout.shims, runner);
    return [{ what: "make", path: join(runner, CACHE), says: `the runner, compiled for ${python}`, act }];
  });
  return { ...noSteps, steps };
}

const CACHE = "__pycache__";

/** To import a module compiles it; compileall is no part of a minimal Python. */
const PROGRAM = `import os, sys
sys.path.insert(0, sys.argv[1])
for name in os.listdir(os.path.join(sys.argv[1], "safe_pip_runner")):
    if name.endswith(".py"):
        __import__("safe_pip_runner." + name[:-3])
`;

function compile(python: string, shims: string, runner: string): void {
  makeDirectories(join(runner, CACHE), 0o755);
  execFileSync(python, ["-I", "-S", "-c", PROGRAM, shims], { env: {}, stdio: "ignore" });
}

function rootsPython(version: string, path: string): string | null {
  const candidates = absoluteEntries(path).map((directory) => join(directory, `python${version}`));
  const python = candidates.find((candidate) => isProgram(candidate) && !isShim(candidate));
  return python !== undefined && statSync(python).uid === 0 ? python : null;
}

/** By Python's own rule (PEP 552): the source's time in seconds and its size stand in the compiled file. */
function isCompiled(runner: string, version: string): boolean {
  const names = namesIn(runner).filter((name) => name.endsWith(".py"));
  const tag = `cpython-${version.replace(".", "")}`;
  return (
    names.length > 0 &&
    names.every((name) => {
      const source = statSync(join(runner, name));
      const head = headOf(join(runner, CACHE, `${name.slice(0, -3)}.${tag}.pyc`));
      return head?.time === Math.floor(source.mtimeMs / 1000) && head.size === source.size;
    })
  );
}

function headOf(file: string): { time: number; size: number } | null {
  try {
    const head = Buffer.alloc(16);
    const opened = openSync(file, "r");
    try {
      readSync(opened, head, 0, 16, 0);
    } finally {
      closeSync(opened);
    }
    return { time: head.readUInt32LE(8), size: head.readUInt32LE(12) };
  } catch {
    return null;
  }
}

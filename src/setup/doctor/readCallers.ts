import { spawn } from "node:child_process";
import { isShim } from "../../context/invocation.ts";
import { firstProgram } from "../pythons.ts";
import type { Reached } from "./check.ts";
import { parseSpoken, type ShellProbe, type Spoken } from "./shellProbes.ts";

/** What one kind of caller reaches. */
export interface Caller {
  readonly name: string;
  readonly pip: Reached;
  readonly python: Reached;
}

/** A shell that was asked; `silent` where it did not answer in time or not at all. */
export type AskedShell = Caller | { readonly name: string; readonly silent: string };

/** How long a shell's start-up files may take. Milliseconds. */
const LIMIT = 10_000;

/** Starts a shell as a new terminal would, without a terminal and in a session of its own, and asks it. */
export async function askShell(
  { name, program, argv }: ShellProbe,
  env: Readonly<Record<string, string>>,
  home: string,
): Promise<AskedShell> {
  const path = firstProgram(program, `${env.PATH}`);
  if (path === null) return { name, silent: `there is no ${program}` };
  const output = await outputOf(path, argv, env, home);
  if (output === null) return { name, silent: `its start-up files took longer than ${LIMIT / 1000} seconds` };
  const spoken = parseSpoken(output);
  const of = (word: string) => spoken.find((each) => each.name === word);
  const [pip, python] = [of("pip"), of("python3")];
  if (!pip || !python) return { name, silent: `it did not answer` };
  return { name, pip: reached(pip), python: reached(python) };
}

/** What a program reaches that is started with this PATH and looks there itself. */
export function callerOf(name: string, path: string): Caller {
  return { name, pip: reachedOn("pip", path), python: reachedOn("python3", path) };
}

function reachedOn(name: string, path: string): Reached {
  const found = firstProgram(name, path);
  return found === null ? { kind: "nothing" } : shimOrOther(found);
}

function reached({ type, path }: Spoken): Reached {
  if (["alias", "function", "builtin"].includes(type)) return { kind: "covered", by: type };
  return path.startsWith("/") ? shimOrOther(path) : { kind: "nothing" };
}

function shimOrOther(path: string): Reached {
  return { kind: isShim(path) ? "shim" : "other", path };
}

function outputOf(
  program: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
): Promise<string | null> {
  // Detached: an interactive shell would else take the terminal that doctor was typed in.
  const child = spawn(program, argv, { env, cwd, detached: true, stdio: ["ignore", "pipe", "ignore"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      child.stdout.destroy();
      resolve(null);
    }, LIMIT);
    const end = () => {
      clearTimeout(timer);
      resolve(output);
    };
    child.on("error", end);
    child.on("close", end);
  });
}

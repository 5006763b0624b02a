import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readSync } from "node:fs";
import { definedOnly } from "./definedOnly.ts";
import { say, write } from "./report/speaking.ts";
import type { Command, Ended, World } from "./world.ts";

/** What the real world is made of. */
export interface WorldFacts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly uid: number;
  readonly mayAsk: boolean;
  readonly data: string;
  readonly quiet: boolean;
}

/** The world of `src/world.ts`, with real programs, the real terminal and the real stderr. */
export function realWorld(facts: WorldFacts): World {
  return {
    env: facts.env,
    cwd: facts.cwd,
    uid: facts.uid,
    mayAsk: facts.mayAsk,
    data: facts.data,
    run: (command) => run(command, facts),
    ask: async (question, byDefault) => ask(question, byDefault),
    say: (line) => {
      if (!facts.quiet) say(line);
    },
  };
}

async function run(command: Command, facts: WorldFacts): Promise<Ended> {
  const [program, ...args] = command.argv;
  const env = command.env ?? definedOnly(facts.env);
  const stdin = command.terminal ? "inherit" : "ignore";
  const stdio = command.output === "stderr" ? ([stdin, 2, 2] as const) : ([stdin, "pipe", "pipe"] as const);
  const options = { env, cwd: command.cwd ?? facts.cwd, stdio: [...stdio] };
  // Only Windows needs help to start what is no .exe.
  const start = process.platform === "win32" ? (await import("cross-spawn")).default : spawn;
  const shown = command.output === "both" && !facts.quiet;
  return ended(start(program, args, options), shown);
}

/** Ctrl-C reaches the child by the terminal; we stay to report how it ended. */
function ended(child: ChildProcess, shown: boolean): Promise<Ended> {
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.setEncoding("utf8").on("data", (text: string) => {
      output[stream] += text;
      if (shown) write(2, text);
    });
  }
  const stay = () => {};
  process.on("SIGINT", stay);
  return new Promise((resolve) => {
    const end = (exitCode: number | null, signal: string | null, failed: string | null) => {
      process.off("SIGINT", stay);
      resolve({ exitCode, signal, failed, ...output });
    };
    child.on("error", (error) => end(null, null, error.message));
    child.on("close", (code, signal) => end(code, signal, null));
  });
}

/** On the terminal itself, so that neither stdin nor stdout is touched. */
function ask(question: string, byDefault: boolean): boolean {
  let terminal: number;
  try {
    terminal = openSync("/dev/tty", "r+");
  } catch {
    // A terminal that is nobody's controlling one (setsid): the question would not be seen.
    return byDefault;
  }
  try {
    write(terminal, `safe-pip: ${question} ${byDefault ? "[Y/n]" : "[y/N]"} `);
    const line = Buffer.alloc(256);
    const length = readSync(terminal, line, 0, line.length, null);
    const answer = line.toString("utf8", 0, length).trim().toLowerCase();
    return answer === "" ? byDefault : answer === "y" || answer === "yes";
  } finally {
    closeSync(terminal);
  }
}

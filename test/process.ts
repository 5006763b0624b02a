import { spawn } from "node:child_process";

/** How a program that a test ran has ended, and all that it said. */
export interface Finished {
  /** The exit code; 128 + the signal's number where a signal ended it, as a shell counts. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a program gets. */
export interface ProcessOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Its whole stdin; left out: none (/dev/null). */
  readonly stdin?: string;
  readonly uid?: number;
  readonly gid?: number;
  /**
   * For programs that ask on a terminal: each answer is typed once its question has been seen in what the
   * program has printed since the answer before it.
   */
  readonly answers?: readonly Answer[];
}

/** What is typed when a question is seen. */
export interface Answer {
  readonly question: RegExp;
  readonly typed: string;
}

const signals: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/** Runs a program to its end. Throws only where it could not be started. */
export function runProcess(argv: readonly [string, ...string[]], options: ProcessOptions): Promise<Finished> {
  const [file, ...args] = argv;
  const asked = options.answers ?? [];
  const child = spawn(file, args, {
    env: options.env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
    stdio: [options.stdin === undefined && asked.length === 0 ? "ignore" : "pipe", "pipe", "pipe"],
  });
  // A program that ends without reading its stdin is no failure of the test.
  child.stdin?.on("error", () => {});
  if (asked.length === 0) child.stdin?.end(options.stdin);
  const text = { stdout: "", stderr: "" };
  const answer = answerer(asked, (typed) => child.stdin?.write(typed));
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.setEncoding("utf8").on("data", (chunk: string) => {
      text[stream] += chunk;
      answer(chunk);
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) =>
      resolve({ exitCode: code ?? 128 + (signals[signal ?? ""] ?? 0), ...text }),
    );
  });
}

function answerer(asked: readonly Answer[], type: (text: string) => void): (chunk: string) => void {
  const waiting = [...asked];
  let seen = "";
  return (chunk) => {
    seen += chunk;
    const next = waiting[0];
    if (next === undefined || !next.question.test(seen)) return;
    waiting.shift();
    seen = "";
    type(next.typed);
  };
}

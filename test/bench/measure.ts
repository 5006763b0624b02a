import { spawnSync } from "node:child_process";

/** One thing to be timed: a program with its environment, started `times` times by one sh loop. */
export interface Subject {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Brings back what a run changes; not timed. */
  readonly before?: () => void;
}

/** Two subjects in turn, A B A B …: the medians in milliseconds a start, and the median of the ratios pair by pair. */
export interface Comparison {
  readonly subject: number;
  readonly yardstick: number;
  readonly ratio: number;
}

/** Times a subject against a yardstick in one run, so that a change of the machine's speed meets both. */
export function compare(subject: Subject, yardstick: Subject, rounds: number, times: number): Comparison {
  time(subject, 1);
  time(yardstick, 1);
  const pairs = Array.from({ length: rounds }, () => [time(subject, times), time(yardstick, times)] as const);
  return {
    subject: median(pairs.map(([a]) => a)),
    yardstick: median(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => a / b)),
  };
}

/** Milliseconds of one start; many starts share one loop, so that starting them from Node does not count. */
function time(subject: Subject, times: number): number {
  subject.before?.();
  const once = '"$@" > /dev/null 2>&1';
  const loop = `n=${times}; while [ $n -gt 0 ]; do ${once} || exit 1; n=$((n - 1)); done`;
  const started = process.hrtime.bigint();
  const ended = runAsUser(["/bin/sh", "-c", times === 1 ? once : loop, "sh", ...subject.argv], subject);
  const taken = Number(process.hrtime.bigint() - started) / 1e6;
  if (ended.status !== 0) {
    const { stdout, stderr } = runAsUser(subject.argv, subject);
    throw new Error(`${subject.argv.join(" ")} failed: ${stdout}${stderr}`);
  }
  return taken / times;
}

/** Root measures as an ordinary user, since root's state is the machine's own (`/var/lib/safe-pip`). */
export function runAsUser(argv: readonly string[], { env, cwd }: Pick<Subject, "env" | "cwd">) {
  const down = ["/usr/bin/setpriv", `--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups", "--"];
  const [program = "", ...args] = process.getuid?.() === 0 ? [...down, ...argv] : argv;
  return spawnSync(program, args, { env: { ...env }, cwd, encoding: "utf8" });
}

/** Debian's user without rights. */
export const nobody = 65534;

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** A program to start: argv without a shell, the whole environment spelled out. */
export interface Command {
  /** argv; the first element is an absolute path, never looked up on PATH (threat: a writable PATH entry). */
  readonly argv: readonly [string, ...string[]];
  /** The child's whole environment. Left out: that of the invocation. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /**
   * Where its output goes. `capture`: into the result. `stderr`: both streams to our stderr, as they come
   * (a long step shows that it lives, and stdout stays pip's). `both`: to our stderr (not under -q) and into the
   * result, for a long step whose words tell why it failed. stdin is never inherited, but for `terminal`.
   */
  readonly output: "capture" | "stderr" | "both";
  /** True where the program may ask on the terminal (sudo's password): stdin is then inherited. */
  readonly terminal?: boolean;
}

/** How a program ended. A signal is told apart from an exit code; `failed` means that it could not be started. */
export interface Ended {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly failed: string | null;
  /** Empty unless `capture` or `both`. */
  readonly stdout: string;
  readonly stderr: string;
}

/** What routes may do to the world. Tests hand in their own; the real one is `src/main.ts`'s. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly uid: number;
  /** stdin and stderr are terminals, no `CI`, no `--no-input`: a question would be seen. */
  readonly mayAsk: boolean;
  /** The user's data directory (`~/.local/share/safe-pip`; root: `/var/lib/safe-pip`). */
  readonly data: string;
  /** Runs a program to its end. Called a handful of times a step. Never throws for a failing program. */
  run(command: Command): Promise<Ended>;
  /** Asks yes or no on the terminal; only where `mayAsk`. The default answers a bare Enter. */
  ask(question: string, byDefault: boolean): Promise<boolean>;
  /** Says one line of ours on stderr (escaped; silent under -q). */
  say(line: string): void;
}

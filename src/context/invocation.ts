import { closeSync, openSync, readSync } from "node:fs";

/** The caller's own stdout: the sh entry keeps it at 9, since 1 carries the planner's answer. */
export const CALLERS_STDOUT = 9;

/** What the sh entry found out on the way here, as `key=value` words before `--`. */
export interface Handed {
  readonly name: string;
  readonly self: string;
  readonly real: string;
  readonly module: boolean;
  readonly interpreter: string;
  readonly next: string;
  readonly here: string;
  readonly env: string;
  readonly data: string;
  readonly physical: string;
  readonly terminal: boolean;
}

/** The words that the sh entry hands over, and the caller's own argv behind `--`. */
export function readHanded(words: readonly string[]): { handed: Handed; argv: readonly string[] } {
  const end = words.indexOf("--");
  const values = new Map<string, string>();
  for (const word of words.slice(0, end)) {
    const at = word.indexOf("=");
    values.set(word.slice(0, at), word.slice(at + 1));
  }
  const text = (key: string) => values.get(key) ?? "";
  const handed: Handed = {
    name: text("name"),
    self: text("self"),
    real: text("real"),
    module: text("module") === "yes",
    interpreter: text("interpreter"),
    next: text("next"),
    here: text("here"),
    env: text("env"),
    data: text("data"),
    physical: text("physical"),
    terminal: text("terminal") === "yes",
  };
  return { handed, argv: words.slice(end + 1) };
}

/** The line by which a shim is known, wherever it was copied to. */
const TAG = "# safe-pip shim";

/** Whether the first `python3` on PATH is a shim of ours, so that `python3` typed here follows the mirror. */
export function isShim(path: string): boolean {
  try {
    const file = openSync(path, "r");
    try {
      const head = Buffer.alloc(64);
      readSync(file, head, 0, head.length, 0);
      return head.toString("latin1").split("\n")[1]?.startsWith(TAG) ?? false;
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

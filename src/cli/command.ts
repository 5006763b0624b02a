import type { Envelope } from "../report/json.ts";
import type { Way } from "../way.ts";

/** One of safe-pip's own commands: a row of the table in commands.ts, with one skeleton each. */
export interface OwnCommand {
  readonly name: string;
  /** One line, for `safe-pip --help`. */
  readonly summary: string;
  /** Without the leading `safe-pip `. */
  readonly usage: string;
  /** Whole lines that work; docs and tests use them too. */
  readonly examples: readonly string[];
  /** Hands back what it has to say; prints nothing and ends nothing. */
  run(input: CommandInput): Promise<CommandResult>;
}

/** What a command is given. */
export interface CommandInput {
  /** Behind the command's own name. */
  readonly argv: readonly string[];
  /** The answer is for programs. */
  readonly json: boolean;
  /** Facts, the planner and the world, each read when asked for. */
  readonly way: Way;
  /** All of stdin, for commands that read from it. */
  readonly stdin: () => Promise<string>;
}

/** What a command hands back: either it fits on stdout for people, or in the envelope for programs. */
export interface CommandResult {
  readonly exitCode: number;
  /** For stdout. */
  readonly text: string;
  /** For stderr, a line each. */
  readonly notes: readonly string[];
  /** Printed in place of `text` under --json. */
  readonly envelope: Envelope | null;
}

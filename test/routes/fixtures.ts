import type { Command, Ended, World } from "../../src/world.ts";

/** What a program of the double answers; what is left out is empty, and the exit code 0. */
export type Reply = Partial<Ended>;

/** The world's double: programs answer from a table, and all that was done is kept. */
export interface Recording {
  readonly world: World;
  /** argv of what was run, as one text, in order; a program of the machine without its /usr/bin/. */
  readonly ran: string[];
  readonly commands: Command[];
  readonly said: string[];
  readonly asked: string[];
}

/** What the double is like. */
export interface Double {
  readonly uid?: number;
  readonly mayAsk?: boolean;
  /** The answer to every question. */
  readonly yes?: boolean;
  readonly data?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A world in which each program answers what the first fitting row says; one that no row fits is a failure. */
export function doubleWorld(rows: readonly Row[], double: Double = {}): Recording {
  const recording = {
    ran: [] as string[],
    commands: [] as Command[],
    said: [] as string[],
    asked: [] as string[],
  };
  const left = new Map(rows.map((row) => [row, [...row[1]]]));
  const world: World = {
    env: double.env ?? {},
    cwd: "/home/alice",
    uid: double.uid ?? 0,
    mayAsk: double.mayAsk ?? false,
    data: double.data ?? "",
    async run(command) {
      const line = command.argv.join(" ").replace(PROGRAM, "$1$2 ");
      recording.ran.push(line);
      recording.commands.push(command);
      const row = rows.find(([pattern]) => pattern.test(line));
      if (!row) return { exitCode: null, signal: null, failed: `no row for ${line}`, stdout: "", stderr: "" };
      const replies = left.get(row) ?? [];
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      return { exitCode: 0, signal: null, failed: null, stdout: "", stderr: "", ...reply };
    },
    async ask(question) {
      recording.asked.push(question);
      return double.yes ?? false;
    },
    say: (line) => {
      recording.said.push(line);
    },
  };
  return { world, ...recording };
}

/** Which commands, and their answers one after another; the last one stays. */
export type Row = readonly [pattern: RegExp, replies: readonly Reply[]];

const PROGRAM = /(^| )\/usr\/bin\/(apt-get|dpkg|dpkg-query|sudo|pipx) /g;

import assert from "node:assert/strict";
import { test } from "node:test";
import type { CommandOptions, Machine } from "./machine.ts";

/** One thing that is typed in a machine, and all that is to come of it. */
export interface Case {
  /** What is to happen, as a sentence. */
  readonly name: string;
  /** Run in the home before, by the same user. */
  readonly given?: string;
  /** The directory below the home that it is typed in. */
  readonly in: string;
  readonly type: string;
  /** 0 unless given. */
  readonly exitCode?: number;
  /** The whole stdout, normalised. */
  readonly stdout: string;
  /** What stderr must say, where that is not pip's or apt's alone. */
  readonly stderr?: RegExp;
  /** What is true afterwards: commands typed in the same directory, and what they print. */
  readonly afterwards: readonly Afterwards[];
}

/** A command and the whole of what it prints, normalised. */
export type Afterwards = readonly [command: string, prints: string];

/** Who types, where, and how what is printed is made comparable. */
export interface Typist {
  readonly machine: Machine;
  readonly name: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  /** Looks on: commands run on a terminal, and these answers are typed. */
  readonly terminal?: NonNullable<CommandOptions["terminal"]>;
  normalise(text: string): string;
}

/** Registers a test for a case. The typist is asked for when it runs. */
export function testCase(each: Case, typist: () => Typist): void {
  test(each.name, () => check(each, typist()));
}

// Exit code, stdout and what is true afterwards are compared at once, so that a failure shows all of them.
async function check(each: Case, { machine, name, home, env, terminal, normalise }: Typist): Promise<void> {
  const options: CommandOptions = { as: name, env };
  if (each.given !== undefined) {
    const given = await machine.run(each.given, options);
    assert.equal(given.exitCode, 0, `the given state could not be made: ${given.stderr}`);
  }
  const here = { ...options, cwd: `${home}/${each.in}` };
  const typed = await machine.run(each.type, terminal === undefined ? here : { ...here, terminal });
  const afterwards: Afterwards[] = [];
  for (const [command] of each.afterwards) {
    const { stdout, stderr } = await machine.run(command, here);
    afterwards.push([command, normalise(stdout === "" ? stderr : stdout)]);
  }
  assert.deepEqual(
    { exitCode: typed.exitCode, stdout: normalise(typed.stdout), afterwards },
    { exitCode: each.exitCode ?? 0, stdout: each.stdout, afterwards: each.afterwards },
    `stderr was:\n${typed.stderr}`,
  );
  if (each.stderr !== undefined) assert.match(typed.stderr, each.stderr);
}

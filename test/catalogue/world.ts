import type { Command, Ended, World } from "../../src/world.ts";

/** What a stand-in answers: text on stdout, or a failure. */
export type Answer = string | { readonly exitCode: number; readonly stderr: string };

/** A `run` that answers by the program's name and notes what was started. */
export function standIn(answers: (command: Command) => Answer): { run: World["run"]; started: Command[] } {
  const started: Command[] = [];
  const run = async (command: Command): Promise<Ended> => {
    started.push(command);
    const answer = answers(command);
    return typeof answer === "string"
      ? { exitCode: 0, signal: null, failed: null, stdout: answer, stderr: "" }
      : { exitCode: answer.exitCode, signal: null, failed: null, stdout: "", stderr: answer.stderr };
  };
  return { run, started };
}

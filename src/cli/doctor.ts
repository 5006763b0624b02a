import { envelope, type JsonError } from "../report/json.ts";
import { escaped } from "../report/speaking.ts";
import type { Check } from "../setup/doctor/check.ts";
import { examine } from "../setup/doctor/examine.ts";
import type { CommandInput, CommandResult, OwnCommand } from "./command.ts";
import { readOptions } from "./readOptions.ts";
import { unknownWords } from "./unknownWords.ts";

/** Says which callers reach safe-pip, what leads past it and why, and what to type against it. */
export const doctor: OwnCommand = {
  name: "doctor",
  summary: "say who reaches safe-pip, what leads past it, and what to do",
  usage: "doctor [--json]",
  examples: ["safe-pip doctor", "safe-pip doctor --json"],
  async run({ argv, way }: CommandInput): Promise<CommandResult> {
    if (readOptions(argv, []) === null) return unknownWords("doctor", argv, "safe-pip doctor");
    const checks = await examine(way);
    const exitCode = checks.some(({ verdict }) => verdict === "problem") ? 1 : 0;
    const answer = { ...envelope("doctor", { checks }, exitCode), errors: errorsOf(checks) };
    return { exitCode, text: table(checks), notes: [], envelope: answer };
  },
};

function errorsOf(checks: readonly Check[]): JsonError[] {
  const problems = checks.filter(({ verdict }) => verdict === "problem");
  return problems.map(({ name, what, next }) => ({ code: `doctor-${name}`, message: what, next }));
}

/** A line a check, and below it what to type. */
function table(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.flatMap(({ name, verdict, what, next }) => {
    const head = `${verdict.padEnd(7)}  ${name.padEnd(width)}  ${escaped(what)}`;
    return next === null ? [head] : [head, `${" ".repeat(width + 11)}type: ${escaped(next)}`];
  });
  return `${lines.join("\n")}\n`;
}

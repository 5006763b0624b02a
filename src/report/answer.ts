import type { Answer } from "../routes/answer.ts";

/**
 * The answer as lines for sh: nothing in them is ever evaluated. The words come last first, since sh puts each
 * before its arguments; `end` tells a whole answer from one that was cut. A value with a newline can't be said,
 * so the real pip runs.
 */
export function formatAnswer(answer: Answer): string {
  const lines = ["safe-pip 1", ...linesOf(answer), "end"];
  return lines.some((line) => line.includes("\n")) ? formatAnswer({ kind: "pass" }) : lines.join("\n");
}

function linesOf(answer: Answer): string[] {
  switch (answer.kind) {
    case "pass":
      return ["pass"];
    case "exit":
      return [`exit ${answer.code}`];
    case "exec":
      return [
        ...(answer.leaveOut.length > 0 ? [`leave ,${answer.leaveOut.join(",")},`] : []),
        ...Object.entries(answer.environment).map(([name, value]) =>
          value === null ? `unset ${name}` : `set ${name} ${value}`,
        ),
        ...[...answer.words].reverse().map((word) => `word ${word}`),
      ];
  }
}

import { failure } from "../report/json.ts";
import type { CommandResult } from "./command.ts";

/** A command line that a command does not know: exit 2, with the line to type. */
export function unknownWords(name: string, argv: readonly string[], next: string): CommandResult {
  const message = `${name} does not know: ${argv.join(" ")}`;
  const errors = [{ code: "usage", message, next }];
  return { exitCode: 2, text: "", notes: [message, `type: ${next}`], envelope: failure(name, 2, errors) };
}

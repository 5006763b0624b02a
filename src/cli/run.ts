import { readFileSync } from "node:fs";
import { join } from "node:path";
import { failure, formatEnvelope } from "../report/json.ts";
import { say, write } from "../report/speaking.ts";
import type { Way } from "../way.ts";
import type { CommandResult } from "./command.ts";
import { commands } from "./commands.ts";
import { asksForHelp, commandHelp, helpText, shellCommands } from "./help.ts";

/** Runs one of safe-pip's own commands and prints its result; the exit code is the command's. */
export async function runOwnCommand(way: Way): Promise<number> {
  const [name = "--help", ...argv] = way.given.argv;
  if (name === "--help" || name === "-h") return print(plain(helpText(commands)), false);
  if (name === "--version" || name === "-V") return print(plain(`safe-pip ${versionOf(way)}\n`), false);
  const helped = [...commands, ...shellCommands].find((each) => each.name === name);
  if (helped && asksForHelp(name, argv)) return print(plain(commandHelp(helped)), false);
  const command = commands.find((each) => each.name === name);
  const json = argv.includes("--json");
  if (!command) return print(unknown(name), json);
  const result = await command.run({
    argv: argv.filter((word) => word !== "--json"),
    json,
    way,
    stdin: readStdin,
  });
  return print(result, json);
}

function plain(text: string): CommandResult {
  return { exitCode: 0, text, notes: [], envelope: null };
}

function print(result: CommandResult, json: boolean): number {
  write(1, json && result.envelope ? formatEnvelope(result.envelope) : result.text);
  if (!json) for (const note of result.notes) say(note);
  return result.exitCode;
}

function unknown(name: string): CommandResult {
  const message = `safe-pip has no command ${name}`;
  const envelope = failure(name, 2, [{ code: "unknown-command", message, next: "safe-pip --help" }]);
  return { exitCode: 2, text: "", notes: [message, "type: safe-pip --help"], envelope };
}

function versionOf(way: Way): string {
  const { version } = JSON.parse(readFileSync(join(way.package, "package.json"), "utf8"));
  return String(version);
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

import { applyConfiguration } from "./config/applyConfiguration.ts";
import type { ConfigPlaces } from "./config/locations.ts";
import { readConfiguration } from "./config/readConfiguration.ts";
import { pipIsAtLeast } from "./options/pipVersion.ts";
import type { OptionDefinition, OptionTable } from "./options/table.ts";
import { type Parser, parse, type Word } from "./optparse/parse.ts";
import type { Held, Refusal, Values } from "./optparse/values.ts";
import { joinPath } from "./paths.ts";
import { parseBoolean } from "./pythonText.ts";
import type { RequestProblem } from "./request.ts";

/** What pip's two parsers make of a command line. */
export type CommandLine =
  | { readonly kind: "information"; readonly what: "help" | "version" | "completion" | "no-command" }
  | { readonly kind: "refused"; readonly exitCode: number; readonly reason: string }
  | UnderstoodCommand;

/** A command with its options' values and its arguments. */
export interface UnderstoodCommand {
  readonly kind: "command";
  readonly command: string;
  readonly commandIndex: number;
  /** The command's own and the general options. */
  readonly options: readonly OptionDefinition[];
  readonly values: Values;
  readonly positionals: readonly Word[];
  readonly problems: readonly RequestProblem[];
}

/**
 * Reads argv as pip does: the general options up to the command's name, then all the rest, options and arguments
 * mixed, by the command's parser. The first parser is never isolated, so that a bad variable ends every command.
 */
export function readCommandLine(
  argv: readonly string[],
  table: OptionTable,
  places: ConfigPlaces,
): CommandLine {
  if (isCompletion(places)) return { kind: "information", what: "completion" };
  const words = argv.map((text, index) => ({ text, index }));
  const general = parserFor(table.general, false, table, places);
  const first = runParser(general, "global", words, places, false, null);
  if (first.kind !== "parsed") return first;
  const python = textOf(first.values.get("python"));
  const restarted = places.env._PIP_RUNNING_IN_SUBPROCESS !== undefined;
  if (python && !restarted && !isInterpreter(python, places)) {
    return { kind: "refused", exitCode: 1, reason: `Could not locate Python interpreter ${python}` };
  }
  if (first.values.get("version")?.value === true) return { kind: "information", what: "version" };
  const [name] = first.positionals;
  if (name === undefined) return { kind: "information", what: "no-command" };
  if (name.text === "help" && first.positionals.length === 1) return { kind: "information", what: "help" };
  const options = table.command(name.text);
  if (options === null) return { kind: "refused", exitCode: 1, reason: `unknown command "${name.text}"` };

  // pip takes out the first word that equals the command's name, even where that is an option's value.
  const removed = argv.indexOf(name.text);
  const rest = words.filter(({ index }) => index !== removed);
  const isolated = rest.some(({ text }) => text === "--isolated");
  const second = runParser(
    parserFor(options, true, table, places),
    name.text,
    rest,
    places,
    isolated,
    first.values,
  );
  if (second.kind !== "parsed") return second;
  const refusal = refusalAfterParsing(second.values, Boolean(python) || restarted, table);
  if (refusal !== null) return { kind: "refused", ...refusal };
  const { values, positionals, problems } = second;
  return {
    kind: "command",
    command: name.text,
    commandIndex: name.index,
    options,
    values,
    positionals,
    problems,
  };
}

/** From pip 24.1 on the shell must have said what is to be completed. */
function isCompletion({ env, version }: ConfigPlaces): boolean {
  if (env.PIP_AUTO_COMPLETE === undefined) return false;
  return !pipIsAtLeast(version, 24, 1) || Boolean(env.COMP_WORDS && env.COMP_CWORD);
}

function parserFor(
  options: readonly OptionDefinition[],
  interspersed: boolean,
  table: OptionTable,
  places: ConfigPlaces,
): Parser {
  const context = { version: table.version, cwd: places.cwd, homes: places.homes };
  return { options, interspersed, lenient: !table.exact, context };
}

type Run =
  | {
      readonly kind: "parsed";
      readonly values: Values;
      readonly positionals: readonly Word[];
      readonly problems: readonly RequestProblem[];
    }
  | { readonly kind: "information"; readonly what: "help" }
  | { readonly kind: "refused"; readonly exitCode: number; readonly reason: string };

function runParser(
  parser: Parser,
  section: string,
  words: readonly Word[],
  places: ConfigPlaces,
  isolated: boolean,
  firstPass: Values | null,
): Run {
  const configuration = readConfiguration(places, isolated);
  if ("refusal" in configuration) return { kind: "refused", ...configuration.refusal };
  const defaults = applyConfiguration(parser, section, configuration.settings);
  if ("refusal" in defaults) return { kind: "refused", ...withUsage(defaults.refusal, words, places) };
  if (firstPass !== null) inheritSharedLists(parser, defaults.values, firstPass);
  const parsed = parse(parser, words, defaults.values);
  if (parsed.kind === "help") return { kind: "information", what: "help" };
  if (parsed.kind === "refused") return { kind: "refused", ...parsed.refusal };
  return {
    kind: "parsed",
    values: defaults.values,
    positionals: parsed.positionals,
    problems: parsed.problems,
  };
}

/** From pip 26.2 on the usage is printed in colour, and a PIP_NO_COLOR that is no boolean makes that a traceback. */
function withUsage(refusal: Refusal, words: readonly Word[], { env, version }: ConfigPlaces): Refusal {
  const colour = env.PIP_NO_COLOR || "no";
  const fails = pipIsAtLeast(version, 26, 2) && parseBoolean(colour) === null;
  if (refusal.exitCode !== 2 || !fails || words.some(({ text }) => text === "--no-color")) return refusal;
  return { ...refusal, exitCode: 1 };
}

/** Lists that both parsers hold as one object: what was appended before the command is there already. */
function inheritSharedLists(parser: Parser, values: Values, firstPass: Values): void {
  for (const { dest, shared } of parser.options) {
    if (!shared || values.get(dest)?.origins.length !== 0) continue;
    const held = firstPass.get(dest);
    if (held?.origins.every(({ kind }) => kind === "argv")) {
      values.set(dest, { value: [...(held.value as readonly string[])], origins: [...held.origins] });
    }
  }
}

/** `--python` must stand before the command; pip 23.0 and 23.1 overlooked it. */
function refusalAfterParsing(values: Values, restarted: boolean, table: OptionTable): Refusal | null {
  if (!textOf(values.get("python")) || restarted || !pipIsAtLeast(table.version, 23, 2)) return null;
  return { exitCode: 1, reason: "The --python option must be placed before the pip subcommand name" };
}

/** A file, or a directory with an interpreter in its `bin`. */
function isInterpreter(path: string, { cwd, files }: ConfigPlaces): boolean {
  const full = joinPath(cwd, path);
  const kind = files.kind(full);
  return kind === "directory" ? files.kind(joinPath(full, "bin/python")) !== "absent" : kind !== "absent";
}

function textOf(held: Held | undefined): string {
  return typeof held?.value === "string" ? held.value : "";
}

import type { OptionDefinition } from "../options/table.ts";
import type { RequestProblem } from "../request.ts";
import { act } from "./act.ts";
import type { OptionContext } from "./context.ts";
import { findLong, findShort } from "./names.ts";
import { type Refusal, usage, type Values } from "./values.ts";

/** A word of the command line with its place in argv. */
export interface Word {
  readonly text: string;
  readonly index: number;
}

/** A parser: its options, and how it treats words that are no options. */
export interface Parser {
  readonly options: readonly OptionDefinition[];
  /** False: the first word that is no option ends the parse. */
  readonly interspersed: boolean;
  /** True: an option that is not in the table may exist all the same (another pip's table had to do). */
  readonly lenient: boolean;
  readonly context: OptionContext;
}

/** What became of a command line. */
export type Parsed =
  | { readonly kind: "help" }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | {
      readonly kind: "parsed";
      readonly positionals: readonly Word[];
      /** Options that the table does not know; only where the parser is lenient. */
      readonly problems: readonly RequestProblem[];
    };

/** The state of one parse: the words still to be read are those from `next` on. */
interface State {
  readonly parser: Parser;
  readonly words: readonly Word[];
  readonly values: Values;
  readonly problems: RequestProblem[];
  next: number;
}

/** What an option word came to: null to go on, else the end of the parse. */
type Step = { readonly kind: "help" } | { readonly kind: "refused"; readonly refusal: Refusal } | null;

/**
 * Reads words as Python's optparse does, and changes `values` (which hold the defaults) on the way.
 * `--` ends the options, and the first one is dropped; an option's value may be any word.
 */
export function parse(parser: Parser, words: readonly Word[], values: Values): Parsed {
  const state: State = { parser, words, values, problems: [], next: 0 };
  const positionals: Word[] = [];
  while (state.next < words.length) {
    const word = words[state.next];
    if (word === undefined || word.text === "--") {
      state.next++;
      break;
    }
    if (word.text.startsWith("-") && word.text.length > 1) {
      state.next++;
      const end = word.text.startsWith("--") ? longOption(state, word) : shortOptions(state, word);
      if (end !== null) return end;
    } else if (parser.interspersed) {
      positionals.push(word);
      state.next++;
    } else break;
  }
  for (const word of words.slice(state.next)) positionals.push(word);
  return { kind: "parsed", positionals, problems: state.problems };
}

/** `--name`, `--name=value`, `--name value`, or the beginning of a name that only one name has. */
function longOption(state: State, word: Word): Step {
  const equals = word.text.indexOf("=");
  const written = equals < 0 ? word.text : word.text.slice(0, equals);
  const found = findLong(state.parser.options, written);
  if ("refusal" in found) {
    if (!state.parser.lenient) return { kind: "refused", refusal: found.refusal };
    unknown(state, word, written, equals >= 0);
    return null;
  }
  const { option, name } = found;
  if (option.type === null) {
    if (equals >= 0) return refuse(`${name} option does not take a value`);
    return process(state, option, name, null, word);
  }
  if (equals >= 0) return process(state, option, name, word.text.slice(equals + 1), word);
  return processWithNext(state, option, name, word);
}

/** `-qvU`, `-rfile`, `-r file`: letters, until one of them takes the rest or the next word. */
function shortOptions(state: State, word: Word): Step {
  const letters = [...word.text].slice(1);
  for (const [position, letter] of letters.entries()) {
    const name = `-${letter}`;
    const option = findShort(state.parser.options, name);
    const rest = letters.slice(position + 1).join("");
    if (option === null) {
      if (!state.parser.lenient) return refuse(`no such option: ${name}`);
      unknown(state, word, name, rest !== "");
      return null;
    }
    if (option.type !== null) {
      return rest === ""
        ? processWithNext(state, option, name, word)
        : process(state, option, name, rest, word);
    }
    const end = process(state, option, name, null, word);
    if (end !== null) return end;
  }
  return null;
}

function processWithNext(state: State, option: OptionDefinition, name: string, word: Word): Step {
  const value = state.words[state.next++];
  if (value === undefined) return refuse(`${name} option requires 1 argument`);
  return process(state, option, name, value.text, word);
}

function process(
  state: State,
  option: OptionDefinition,
  name: string,
  text: string | null,
  word: Word,
): Step {
  if (option.action === "help") return { kind: "help" };
  const occurrence = { option, spelling: name, text, origin: { kind: "argv", index: word.index } } as const;
  const refusal = act(state.values, occurrence, state.parser.context);
  return refusal === null ? null : { kind: "refused", refusal };
}

/** Notes an option that a newer pip may have. The next word may be its value, so it must not become a package. */
function unknown(state: State, word: Word, name: string, hasValue: boolean): void {
  state.problems.push({
    code: "unknown-option",
    message: `${name} is no option of the pips that are known here`,
    origin: { kind: "argv", index: word.index },
  });
  if (!hasValue && state.words[state.next]?.text.startsWith("-") === false) state.next++;
}

function refuse(reason: string): Step {
  return { kind: "refused", refusal: usage(reason) };
}

import type { Dialect } from "../dialect.ts";
import { type Invalid, invalid } from "../invalid.ts";
import { readStringLiteral } from "./stringLiteral.ts";

/** How a marker's smallest parts are told apart; each reads at one place and says where it ends. */
export interface MarkerLexicon {
  /** The place after white space. */
  readonly afterSpace: (source: string, at: number) => number;
  /** A word that stands at a place, or null. */
  readonly word: (source: string, at: number, words: WordKind) => string | null;
  /** A text in quotes that starts at a place where a quote is. */
  readonly quoted: (source: string, at: number) => Quoted | Invalid;
}

/** The words that a marker is made of. */
export type WordKind = "variable" | "operator" | "logical";

/** What a text in quotes stands for, and the place after its closing quote. */
export interface Quoted {
  readonly kind: "quoted";
  readonly value: string;
  readonly end: number;
}

/** The lexicon of a dialect. */
export function markerLexicon(dialect: Dialect): MarkerLexicon {
  if (dialect.legacy) return LEGACY;
  return dialect.hasSetVariables ? MODERN_WITH_SETS : MODERN;
}

/** The place after blanks and tabs: all that newer grammars take for white space. */
export function afterBlanks(source: string, at: number): number {
  let end = at;
  while (source.charAt(end) === " " || source.charAt(end) === "\t") end++;
  return end;
}

/** The place after what pyparsing skips before every part. */
export function afterLegacySpace(source: string, at: number): number {
  let end = at;
  while (end < source.length && " \n\t\r".includes(source.charAt(end))) end++;
  return end;
}

const VARIABLES = [
  "python_version",
  "python_full_version",
  "os[._]name",
  "sys[._]platform",
  "platform_(?:release|system)",
  "platform[._](?:version|machine|python_implementation)",
  "python_implementation",
  "implementation_(?:name|version)",
  "extra",
];

const MODERN = modern(VARIABLES);
const MODERN_WITH_SETS = modern([...VARIABLES, "extras", "dependency_groups"]);

function modern(variables: readonly string[]): MarkerLexicon {
  const patterns: Readonly<Record<WordKind, RegExp>> = {
    variable: wholeWord(variables.join("|")),
    operator: wholeWord("in|not[ \\t]+in"),
    logical: wholeWord("and|or"),
  };
  return {
    afterSpace: afterBlanks,
    word(source, at, words) {
      const comparison = words === "operator" ? matchAt(/===|==|~=|!=|<=|>=|<|>/y, source, at) : null;
      return comparison ?? wordAt(patterns[words], source, at);
    },
    quoted: readStringLiteral,
  };
}

/** A word that no ASCII letter, digit or underscore follows. */
function wholeWord(alternatives: string): RegExp {
  return new RegExp(`(?:${alternatives})(?![0-9A-Za-z_])`, "y");
}

/**
 * Matches where Python's `\b` holds on both sides; its word characters are all letters and numbers. They are not in
 * the pattern: to read Unicode's classes takes a millisecond, and what stands beside a word is a blank or ASCII.
 */
function wordAt(pattern: RegExp, source: string, at: number): string | null {
  if (endsInWord(source.slice(Math.max(0, at - 2), at))) return null;
  const word = matchAt(pattern, source, at);
  return word === null || startsWithWord(source.slice(at + word.length, at + word.length + 2)) ? null : word;
}

function endsInWord(text: string): boolean {
  return /[0-9A-Za-z_]$/.test(text) || (/[^\0-\x7f]$/.test(text) && /[\p{L}\p{N}]$/u.test(text));
}

function startsWithWord(text: string): boolean {
  return /^[0-9A-Za-z_]/.test(text) || (/^[^\0-\x7f]/.test(text) && /^[\p{L}\p{N}]/u.test(text));
}

function matchAt(pattern: RegExp, source: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? null;
}

/** Literals in the order that pyparsing tries them; no word boundary is looked at, `'a'inos_name` is read. */
const LEGACY_WORDS: Readonly<Record<WordKind, readonly string[]>> = {
  variable: [
    "implementation_version",
    "platform_python_implementation",
    "implementation_name",
    "python_full_version",
    "platform_release",
    "platform_version",
    "platform_machine",
    "platform_system",
    "python_version",
    "sys_platform",
    "os_name",
    "os.name",
    "sys.platform",
    "platform.version",
    "platform.machine",
    "platform.python_implementation",
    "python_implementation",
    "extra",
  ],
  operator: ["===", "==", ">=", "<=", "!=", "~=", ">", "<", "not in", "in"],
  logical: ["and", "or"],
};

const LEGACY: MarkerLexicon = {
  afterSpace: afterLegacySpace,
  word: (source, at, words) => LEGACY_WORDS[words].find((word) => source.startsWith(word, at)) ?? null,
  quoted: readLegacyQuoted,
};

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\\t", "\t"],
  ["\\n", "\n"],
  ["\\f", "\f"],
  ["\\r", "\r"],
]);

/** pyparsing's QuotedString: one line, no escape but those of white space. */
function readLegacyQuoted(source: string, at: number): Quoted | Invalid {
  const end = source.indexOf(source.charAt(at), at + 1);
  const value = source.slice(at + 1, end);
  if (end === -1 || /[\n\r]/.test(value)) return invalid("Expected a closing quote", source, at);
  return {
    kind: "quoted",
    value: value.replace(/\\[tnfr]/g, (sequence) => ESCAPES.get(sequence) ?? ""),
    end: end + 1,
  };
}

import type { Dialect } from "../dialect.ts";
import { type Invalid, invalid, isInvalid } from "../invalid.ts";
import { type MarkerLexicon, markerLexicon } from "./markerLexicon.ts";

/** One side of a comparison: a variable by its PEP 508 name, or a text. */
export interface MarkerOperand {
  readonly kind: "variable" | "value";
  readonly text: string;
}

/** `python_version >= "3.8"`. */
export interface MarkerComparison {
  readonly kind: "comparison";
  readonly left: MarkerOperand;
  readonly operator: string;
  readonly right: MarkerOperand;
}

/** Comparisons and groups in a row, as they were written; `and` binds tighter than `or`. */
export interface MarkerGroup {
  readonly kind: "group";
  /** At least one. */
  readonly items: readonly MarkerItem[];
  /** What stands between the items: one less than there are. */
  readonly logicals: readonly ("and" | "or")[];
}

/** A part of a marker. */
export type MarkerItem = MarkerComparison | MarkerGroup;

/** A marker inside a text, and the place after it and the white space that follows. */
export interface ScannedMarker {
  readonly kind: "scanned";
  readonly group: MarkerGroup;
  readonly end: number;
}

/** Reads the marker that starts at `start`. */
export function scanMarker(source: string, start: number, dialect: Dialect): ScannedMarker | Invalid {
  const reader: Reader = { source, lexicon: markerLexicon(dialect), at: start, depth: 0 };
  const group = readGroup(reader);
  return isInvalid(group) ? group : { kind: "scanned", group, end: reader.at };
}

/** Parentheses nested deeper are refused: pip itself dies of a recursion error near 480, older ones sooner. */
const DEEPEST = 400;

interface Reader {
  readonly source: string;
  readonly lexicon: MarkerLexicon;
  at: number;
  depth: number;
}

/** `group = item (("and" | "or") item)*` */
function readGroup(reader: Reader): MarkerGroup | Invalid {
  const items: MarkerItem[] = [];
  const logicals: ("and" | "or")[] = [];
  for (;;) {
    const item = readItem(reader);
    if (isInvalid(item)) return item;
    items.push(item);
    const word = reader.lexicon.word(reader.source, reader.at, "logical");
    if (word === null) return { kind: "group", items, logicals };
    logicals.push(word === "and" ? "and" : "or");
    reader.at += word.length;
  }
}

/** `item = "(" group ")" | comparison`, white space around it. */
function readItem(reader: Reader): MarkerItem | Invalid {
  skip(reader);
  const item = reader.source.charAt(reader.at) === "(" ? readParentheses(reader) : readComparison(reader);
  skip(reader);
  return item;
}

function readParentheses(reader: Reader): MarkerGroup | Invalid {
  const open = reader.at;
  if (reader.depth === DEEPEST) return invalid("Too many nested parentheses", reader.source, open);
  reader.at++;
  reader.depth++;
  const group = readGroup(reader);
  reader.depth--;
  if (isInvalid(group)) return group;
  if (reader.source.charAt(reader.at) !== ")") {
    return invalid(
      "Expected a closing parenthesis after the marker expression",
      reader.source,
      open,
      reader.at,
    );
  }
  reader.at++;
  return group;
}

/** `comparison = operand operator operand` */
function readComparison(reader: Reader): MarkerComparison | Invalid {
  const left = readOperand(reader);
  if (isInvalid(left)) return left;
  skip(reader);
  const operator = reader.lexicon.word(reader.source, reader.at, "operator");
  if (operator === null) {
    const known = "<=, <, !=, ==, >=, >, ~=, ===, in, not in";
    return invalid(`Expected a marker operator, one of ${known}`, reader.source, reader.at);
  }
  reader.at += operator.length;
  skip(reader);
  const right = readOperand(reader);
  if (isInvalid(right)) return right;
  return { kind: "comparison", left, operator: operator.startsWith("not") ? "not in" : operator, right };
}

/** `operand = variable | quoted text` */
function readOperand(reader: Reader): MarkerOperand | Invalid {
  const { source, lexicon, at } = reader;
  const name = lexicon.word(source, at, "variable");
  if (name !== null) {
    reader.at += name.length;
    return { kind: "variable", text: variableName(name) };
  }
  const quote = source.charAt(at);
  if (quote !== "'" && quote !== '"')
    return invalid("Expected a marker variable or a quoted string", source, at);
  const quoted = lexicon.quoted(source, at);
  if (isInvalid(quoted)) return quoted;
  reader.at = quoted.end;
  return { kind: "value", text: quoted.value };
}

/** PEP 345's spellings (`os.name`) and setuptools' `python_implementation` by their names in PEP 508. */
function variableName(written: string): string {
  const name = written.replace(".", "_");
  return name === "python_implementation" ? "platform_python_implementation" : name;
}

function skip(reader: Reader): void {
  reader.at = reader.lexicon.afterSpace(reader.source, reader.at);
}

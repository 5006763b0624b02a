import { isSpaceCode, splitLines, stripSpace } from "../pythonText.ts";

/** A line as the grammar sees it: joined, without its comment, variables filled in. */
export interface LogicalLine {
  readonly text: string;
  /** Where it begins, counted from 1. */
  readonly number: number;
}

/** Joins continued lines, takes comments and blank lines away, fills in `${VARIABLES}` that are set and not empty. */
export function* logicalLines(
  content: string,
  env: Readonly<Record<string, string | undefined>>,
): Generator<LogicalLine> {
  for (const { text, number } of joinLines(splitLines(content))) {
    const bare = stripSpace(withoutComment(text));
    if (bare !== "") yield { text: bare.includes("${") ? fillIn(bare, env) : bare, number };
  }
}

/** A `\` at the end joins the next line, but for comments; these also end the joining. */
function* joinLines(lines: readonly string[]): Generator<LogicalLine> {
  let parts: string[] = [];
  let first = 0;
  for (const [index, line] of lines.entries()) {
    const isComment = line.includes("#") && stripSpace(line).startsWith("#");
    if (line.endsWith("\\") && !isComment) {
      if (parts.length === 0) first = index + 1;
      parts.push(withoutBackslashes(line));
      continue;
    }
    const text = isComment ? ` ${line}` : line;
    if (parts.length === 0) yield { text, number: index + 1 };
    else yield { text: parts.join("") + text, number: first };
    parts = [];
  }
  if (parts.length > 0) yield { text: parts.join(""), number: first };
}

function withoutBackslashes(line: string): string {
  let start = 0;
  let end = line.length;
  while (start < end && line[start] === "\\") start++;
  while (end > start && line[end - 1] === "\\") end--;
  return line.slice(start, end);
}

/** A comment begins at a `#` that is the line's first character or follows a blank. */
function withoutComment(line: string): string {
  const start = line.includes("#") ? startOfComment(line) : -1;
  return start < 0 ? line : line.slice(0, start);
}

function startOfComment(line: string): number {
  for (let at = line.indexOf("#"); at >= 0; at = line.indexOf("#", at + 1)) {
    if (at === 0 || isSpaceCode(line.charCodeAt(at - 1))) return at;
  }
  return -1;
}

/**
 * pip looks for the variables once and then replaces each in turn, so that one variable's value may name another.
 * Only then does it matter how often one is written; such a line may grow to no more than two million characters.
 */
function fillIn(line: string, env: Readonly<Record<string, string | undefined>>): string {
  const found = [...line.matchAll(/\$\{([A-Z0-9_]+)\}/g)].flatMap(([whole, name = ""]) => {
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    return value ? [{ whole, value }] : [];
  });
  const nested = found.some(({ value }) => value.includes("${"));
  const replacements = nested ? found : new Map(found.map((one) => [one.whole, one])).values();
  let filled = line;
  for (const { whole, value } of replacements) {
    if (filled.length < LONGEST_LINE) filled = filled.replaceAll(whole, () => value);
  }
  return filled;
}

const LONGEST_LINE = 2_000_000;

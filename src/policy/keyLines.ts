/** A path of keys as one string; U+0000 can't stand in a key of TOML. */
export function keyPath(...keys: readonly string[]): string {
  return keys.join("\u0000");
}

/**
 * The line (from 1) of every key and table header of a TOML text, by `keyPath`, the first one where a table is
 * opened twice. Keys inside an inline table or an array are not listed: their line is that of the key before.
 *
 * The parser tells no places. This scan knows strings, comments and brackets alone: it is right for what the
 * parser has accepted, and must not be used to find out whether a text is valid.
 */
export function keyLines(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const note = (keys: readonly string[], line: number) => {
    for (let depth = 1; depth <= Math.min(keys.length, 4); depth++) {
      const path = keyPath(...keys.slice(0, depth));
      if (!found.has(path)) found.set(path, line);
    }
  };
  let table: readonly string[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const start = skipBlanks(text, at);
    const end = endOfStatement(text, start);
    const header = /^\[\[?/.exec(text.slice(start, start + 2));
    if (header !== null) {
      table = readKey(text, start + header[0].length);
      note(table, line);
    } else if (start < end && text[start] !== "#") {
      note([...table, ...readKey(text, start)], line);
    }
    line += newlines(text, at, end + 1);
    at = end + 1;
  }
  return found;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t" || text[at] === "\ufeff") at++;
  return at;
}

/** Where the newline stands that ends the statement: outside strings, comments, and a value's brackets. */
function endOfStatement(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const character = text[at];
    if (character === "\n" && depth <= 0) return at;
    if (character === "#") {
      const newline = text.indexOf("\n", at);
      at = newline === -1 ? text.length : newline;
      continue;
    }
    if (character === '"' || character === "'") {
      at = endOfString(text, at);
      continue;
    }
    if (character === "[" || character === "{") depth++;
    if (character === "]" || character === "}") depth--;
    at++;
  }
  return at;
}

/** The place after the string that starts at `from`. */
function endOfString(text: string, from: number): number {
  const quote = text[from] ?? "";
  const fence = text.startsWith(quote.repeat(3), from) ? quote.repeat(3) : quote;
  let at = from + fence.length;
  while (at < text.length) {
    if (quote === '"' && text[at] === "\\") at += 2;
    else if (text.startsWith(fence, at)) {
      at += fence.length;
      // A multi-line string may end in up to two quotes of its own, before the fence.
      while (fence.length === 3 && text[at] === quote) at++;
      return at;
    } else at++;
  }
  return at;
}

/** The parts of the dotted key that starts at `from`. Escapes in quoted parts are read as JSON reads them. */
function readKey(text: string, from: number): string[] {
  const parts: string[] = [];
  const bareKey = /[A-Za-z0-9_-]+/y;
  let at = skipBlanks(text, from);
  while (at < text.length) {
    if (text[at] === '"' || text[at] === "'") {
      const end = endOfString(text, at);
      parts.push(text[at] === '"' ? unquote(text.slice(at, end)) : text.slice(at + 1, end - 1));
      at = end;
    } else {
      bareKey.lastIndex = at;
      const bare = bareKey.exec(text)?.[0] ?? "";
      if (bare === "") break;
      parts.push(bare);
      at += bare.length;
    }
    at = skipBlanks(text, at);
    if (text[at] !== ".") break;
    at = skipBlanks(text, at + 1);
  }
  return parts;
}

function unquote(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1);
  }
}

function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

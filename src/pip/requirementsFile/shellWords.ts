/**
 * Splits words as Python's `shlex.split` does: blanks, `'…'`, `"…"` and `\`. Null for a quotation or an escape
 * that is not ended.
 */
export function shellWords(text: string): string[] | null {
  const words: string[] = [];
  let at = 0;
  while (at < text.length) {
    while (at < text.length && isBlank(text[at])) at++;
    if (at >= text.length) break;
    const word = readWord(text, at);
    if (word === null) return null;
    words.push(word.text);
    at = word.end;
  }
  return words;
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t" || character === "\r" || character === "\n";
}

function readWord(text: string, start: number): { text: string; end: number } | null {
  const parts: string[] = [];
  let at = start;
  while (at < text.length && !isBlank(text[at])) {
    const character = text[at] ?? "";
    if (character === "\\") {
      if (at + 1 >= text.length) return null;
      parts.push(text[at + 1] ?? "");
      at += 2;
    } else if (character === "'" || character === '"') {
      const quoted = readQuoted(text, at + 1, character);
      if (quoted === null) return null;
      parts.push(quoted.text);
      at = quoted.end;
    } else {
      parts.push(character);
      at++;
    }
  }
  return { text: parts.join(""), end: at };
}

/** Inside double quotes a backslash escapes a double quote or itself, and else stays. */
function readQuoted(text: string, start: number, quote: string): { text: string; end: number } | null {
  const parts: string[] = [];
  for (let at = start; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === quote) return { text: parts.join(""), end: at + 1 };
    const next = text[at + 1];
    if (quote === '"' && character === "\\" && (next === '"' || next === "\\")) at++;
    parts.push(text[at] ?? "");
  }
  return null;
}

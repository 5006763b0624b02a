/**
 * What Python calls white space beyond ASCII: `str.strip()`, `\s`. Unlike JavaScript's, it holds U+0085 and
 * not U+FEFF, and within ASCII the separators U+001C to U+001F.
 */
const SPACE_BEYOND_ASCII = /[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** Takes the white space off both ends, as Python's `str.strip()` does. */
export function strip(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text, start)) start++;
  while (end > start && isSpace(text, end - 1)) end--;
  return text.slice(start, end);
}

/** The place of the first character at or after `at` that is no white space. */
export function afterSpace(text: string, at: number): number {
  let end = at;
  while (end < text.length && isSpace(text, end)) end++;
  return end;
}

/** Whether the character at `at` is white space to Python. */
export function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code >= 0x80) return SPACE_BEYOND_ASCII.test(text.charAt(at));
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f);
}

/** Whether the character at `at` is an ASCII digit. */
export function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

/** The place after the run of ASCII digits that starts at `at`. */
export function afterDigits(text: string, at: number): number {
  let end = at;
  while (isDigit(text, end)) end++;
  return end;
}

/** Whether the character at `at` is an ASCII letter or digit. */
export function isAlphanumeric(text: string, at: number): boolean {
  const code = text.charCodeAt(at) | 0x20;
  return isDigit(text, at) || (code >= 0x61 && code <= 0x7a && text.charCodeAt(at) < 0x80);
}

/**
 * Compares as Python compares texts, by code points. JavaScript's `<` compares UTF-16 units, which puts
 * U+E000 to U+FFFF after the characters beyond them.
 */
export function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  if (at === length) return Math.sign(a.length - b.length);
  return Math.sign(rank(a.charCodeAt(at)) - rank(b.charCodeAt(at)));
}

/** Puts the halves of a surrogate pair behind every other unit. A lone one is misplaced; no matter here. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

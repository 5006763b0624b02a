/** What Python's `str.isspace` calls blank; JavaScript's `\s` has U+FEFF too many and lacks the separators. For a class of a pattern. */
export const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const ANY_SPACE = new RegExp(`[${SPACE}]+`);
const ONE_SPACE = new RegExp(`[${SPACE}]`);

/** Whether Python's `str.isspace` holds for that UTF-16 unit. */
export function isSpaceCode(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f);
  return ONE_SPACE.test(String.fromCharCode(code));
}

/** Python's `str.strip()`. */
export function stripSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpaceCode(text.charCodeAt(start))) start++;
  while (end > start && isSpaceCode(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Python's `str.split()`. */
export function splitSpace(text: string): string[] {
  return stripSpace(text).split(ANY_SPACE).filter(Boolean);
}

/** Python's `str.splitlines()`: it also ends lines at `\v`, `\f`, the separators, U+0085 and U+2028/9. */
export function splitLines(text: string): string[] {
  const lines = text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** pip's `strtobool`; null where it raises. */
export function parseBoolean(text: string): boolean | null {
  const lower = text.toLowerCase();
  if (["y", "yes", "t", "true", "on", "1"].includes(lower)) return true;
  return ["n", "no", "f", "false", "off", "0"].includes(lower) ? false : null;
}

import { stripSpace } from "../pythonText.ts";

/** Python's `int(text, radix)` as optparse calls it: `0x10`, `0b1`, a leading zero for octal, else decimal. */
export function parseInteger(text: string): number | null {
  const head = text.slice(0, 2).toLowerCase();
  if (head === "0x") return pythonInteger(text, 16);
  if (head === "0b") return pythonInteger(text.slice(2) || "0", 2);
  return pythonInteger(text, text.startsWith("0") ? 8 : 10);
}

/** Python's `float(text)`. */
export function parseFloating(text: string): number | null {
  const plain = asciiDigits(stripSpace(text));
  if (/^[+-]?nan$/i.test(plain)) return Number.NaN;
  const infinity = /^([+-]?)inf(?:inity)?$/i.exec(plain);
  if (infinity !== null) return infinity[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (!/^[+-]?(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:e[+-]?\d(?:_?\d)*)?$/i.test(plain))
    return null;
  return Number(plain.replaceAll("_", ""));
}

const PREFIX: Readonly<Record<number, string>> = { 16: "0x", 8: "0o", 2: "0b" };
const DIGITS: Readonly<Record<number, string>> = { 16: "[0-9a-f]", 10: "[0-9]", 8: "[0-7]", 2: "[01]" };

/** Python's `int(text, radix)`: blanks around, a sign, the radix's prefix, single underscores between digits. */
export function pythonInteger(text: string, radix: 2 | 8 | 10 | 16): number | null {
  const match = /^([+-]?)(.*)$/s.exec(asciiDigits(stripSpace(text)).toLowerCase());
  let digits = match?.[2] ?? "";
  const prefix = PREFIX[radix];
  if (prefix !== undefined && digits.startsWith(prefix)) digits = digits.slice(2).replace(/^_/, "");
  if (!new RegExp(`^${DIGITS[radix]}(?:_?${DIGITS[radix]})*$`).test(digits)) return null;
  const value = Number.parseInt(digits.replaceAll("_", ""), radix);
  return match?.[1] === "-" && value !== 0 ? -value : value;
}

/** Any script's decimal digits as ASCII's: Python takes `١٢` for 12. Runs of ten begin with their zero. */
function asciiDigits(text: string): string {
  if (!/[^\x00-\x7f]/.test(text)) return text;
  return text.replace(/\p{Nd}/gu, (digit) => {
    let zero = digit.codePointAt(0) ?? 0;
    const value = zero;
    while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--;
    return String((value - zero) % 10);
  });
}

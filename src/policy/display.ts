/**
 * Makes a text that others wrote safe to show: one line, nothing that moves a cursor, hides or reorders letters
 * (control characters, U+2028, bidirectional and zero-width characters, tags), each shown as `\u{…}`.
 */
export function escapeText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{DI}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

/**
 * A value of a policy file as TOML would write it, escaped and cut to a length that leaves the line readable. What stands
 * before the `@` of a URL may be a password (threat T34), and build logs keep what is shown.
 */
export function show(value: unknown): string {
  const whole = typeof value === "string" ? `"${value}"` : plain(value);
  const text = whole.replace(/:\/\/[^/\s]*@/g, "://****@");
  return escapeText(text.length > 60 ? `${text.slice(0, 57)}…` : text);
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return `[${value.slice(0, 8).map(show).join(", ")}]`;
  if (value instanceof Date) return "a date";
  if (typeof value === "object") return "a table";
  return String(value);
}

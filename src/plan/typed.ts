import type { Facts } from "./facts.ts";

/** The caller's own words as they could be typed again: `install 'six>=1.16'`, so that no shell makes a file of it. */
export function typedWords(facts: Facts, words: readonly string[] = facts.invocation.argv): string {
  return words.map(quotedWord).join(" ");
}

/** One word for a POSIX shell. Control characters are the printer's business. */
export function quotedWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

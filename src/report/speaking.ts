import { writeSync } from "node:fs";

/** C0, C1, DEL, bidirectional and zero-width characters: what could move a cursor, hide a word or forge a line. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/gu;

/** A text as it may be shown on a terminal: what is hidden shows its number (threat T33). */
export function escaped(text: string): string {
  return text.replace(HIDDEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** Writes to a file descriptor to the end; a reader that has gone is no error of ours (EPIPE). */
export function write(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EAGAIN") continue;
      return;
    }
  }
}

/** One line of ours on stderr, escaped. */
export function say(line: string): void {
  write(2, `safe-pip: ${escaped(line)}\n`);
}

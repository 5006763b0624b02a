/** What is put into a file of the user's: whole lines, each text ending with a newline; null for nothing there. */
export interface Blocks {
  /** In front of everything, for files that return early or whose later lines belong to a table (TOML). */
  readonly top: string | null;
  readonly end: string | null;
}

const OPEN = "# >>> safe-pip setup >>> (`safe-pip teardown` takes these lines away)";
const CLOSE = "# <<< safe-pip setup <<<";

/** From an opening mark to the next closing one; never over a second opening mark, whose end somebody deleted. */
const BLOCK =
  /^# >>> safe-pip setup >>>[^\n]*\n(?:(?!# (?:>>>|<<<) safe-pip setup)[^\n]*\n)*# <<< safe-pip setup <<<[^\n]*(?:\n|$)/gm;

/**
 * The text with the blocks between marks. `text` must hold none yet. A last line without a newline gets one,
 * which {@link withoutBlocks} takes away again.
 */
export function withBlocks(text: string, { top, end }: Blocks): string {
  const glue = end !== null && lacksFinalNewline(text) ? "\n" : "";
  return `${between(top)}${text}${glue}${between(end)}`;
}

/**
 * The text without our blocks, whatever else has been changed in it.
 *
 * @param gluedNewline the final newline before the last block is ours: it goes too, unless lines follow.
 */
export function withoutBlocks(text: string, gluedNewline: boolean): string {
  const stripped = text.replace(BLOCK, "");
  return gluedNewline && endsWithBlock(text) ? stripped.replace(/\n$/, "") : stripped;
}

/** Whether a mark is there that belongs to no whole block: somebody changed it by hand. */
export function hasStrayMark(text: string): boolean {
  return /^# (?:>>>|<<<) safe-pip setup/m.test(text.replace(BLOCK, ""));
}

/** Whether the text is not empty and its last line has no newline. */
export function lacksFinalNewline(text: string): boolean {
  return text !== "" && !text.endsWith("\n");
}

function endsWithBlock(text: string): boolean {
  const last = [...text.matchAll(BLOCK)].at(-1);
  return last !== undefined && last.index + last[0].length === text.length;
}

function between(body: string | null): string {
  return body === null ? "" : `${OPEN}\n${body}${CLOSE}\n`;
}

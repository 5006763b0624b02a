import { type Blocks, hasStrayMark, lacksFinalNewline, withBlocks, withoutBlocks } from "./markedBlock.ts";

/** What a file is to hold of ours: blocks between marks, or (a file of bare lines, $GITHUB_PATH) one line. */
export type Content =
  | ({ readonly kind: "blocks" } & Blocks)
  | { readonly kind: "line"; readonly line: string };

/** A file's text once it holds our content, and what has to be known to take that away again. */
export interface Edited {
  readonly text: string;
  /** The text had no final newline, and got one. */
  readonly gluedNewline: boolean;
}

/** Puts the content into a text that holds none of it. */
export function addContent(text: string, content: Content): Edited {
  const adds = content.kind === "line" || content.end !== null;
  const gluedNewline = adds && lacksFinalNewline(text);
  if (content.kind === "line")
    return { text: `${text}${gluedNewline ? "\n" : ""}${content.line}\n`, gluedNewline };
  return { text: withBlocks(text, content), gluedNewline };
}

/** Takes our content out of a text that may have been changed since; a text without any comes back as it is. */
export function removeContent(text: string, content: Content, gluedNewline: boolean): string {
  if (content.kind === "blocks") return withoutBlocks(text, gluedNewline);
  const at = `\n${text}`.indexOf(`\n${content.line}\n`);
  if (at < 0) return text;
  const after = text.slice(at + content.line.length + 1);
  const before = text.slice(0, at);
  return `${gluedNewline && after === "" ? before.replace(/\n$/, "") : before}${after}`;
}

/** Whether somebody has cut one of our marks out, so that nobody can tell what is ours. */
export function isDamaged(text: string, content: Content): boolean {
  return content.kind === "blocks" && hasStrayMark(text);
}

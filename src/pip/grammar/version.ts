import { type Natural, natural } from "../natural.ts";
import type { Version } from "../version.ts";
import { afterDigits, isAlphanumeric, isDigit } from "./characters.ts";

/** A version that was found somewhere in a text. */
export interface ScannedVersion {
  readonly version: Version;
  /** The place after its release numbers, where a `.*` may follow instead of the rest. */
  readonly releaseEnd: number;
  /** The place after it all. */
  readonly end: number;
}

/**
 * Reads the longest version that starts at `start`, or null where none does (PEP 440, appendix B):
 *
 *     version = "v"? (digits "!")? digits ("." digits)* pre? post? dev? ("+" local)?
 *
 * With `local` false the last part is left unread. Every part takes what it can and never gives any back;
 * that accepts the same texts as the backtracking pattern of the PEP, in linear time.
 */
export function scanVersion(text: string, start: number, local: boolean): ScannedVersion | null {
  let at = "vV".includes(text.charAt(start) || " ") ? start + 1 : start;
  let numberEnd = afterDigits(text, at);
  let epoch = natural("0");
  if (numberEnd > at && text.charAt(numberEnd) === "!") {
    epoch = natural(text.slice(at, numberEnd));
    at = numberEnd + 1;
    numberEnd = afterDigits(text, at);
  }
  if (numberEnd === at) return null;
  const release = [natural(text.slice(at, numberEnd))];
  while (text.charAt(numberEnd) === "." && isDigit(text, numberEnd + 1)) {
    at = numberEnd + 1;
    numberEnd = afterDigits(text, at);
    release.push(natural(text.slice(at, numberEnd)));
  }
  const pre = scanLabel(text, numberEnd, PRE);
  const post = scanImplicitPost(text, pre.end) ?? scanLabel(text, pre.end, POST);
  const dev = scanLabel(text, post.end, DEV);
  const label = local ? scanLocal(text, dev.end) : { end: dev.end, segments: null };
  const version: Version = {
    kind: "version",
    epoch,
    release,
    pre: pre.number === null ? null : { letter: preLetter(pre.label), number: pre.number },
    post: post.number,
    dev: dev.number,
    local: label.segments,
  };
  return { version, releaseEnd: numberEnd, end: label.end };
}

const PRE = /alpha|a|beta|b|preview|pre|c|rc/iy;
const POST = /post|rev|r/iy;
const DEV = /dev/iy;

/** A labelled number; `number` is null where the label is absent, 0 where it stands alone. */
interface ScannedLabel {
  readonly label: string;
  readonly number: Natural | null;
  readonly end: number;
}

/** `label = [-_.]? word [-_.]? digits?` */
function scanLabel(text: string, start: number, word: RegExp): ScannedLabel {
  word.lastIndex = afterSeparator(text, start);
  const label = word.exec(text)?.[0];
  if (label === undefined) return { label: "", number: null, end: start };
  const digits = afterSeparator(text, word.lastIndex);
  const end = afterDigits(text, digits);
  return { label: label.toLowerCase(), number: natural(text.slice(digits, end)), end };
}

/** `1.0-1` is a post-release, too. */
function scanImplicitPost(text: string, start: number): ScannedLabel | null {
  if (text.charAt(start) !== "-" || !isDigit(text, start + 1)) return null;
  const end = afterDigits(text, start + 1);
  return { label: "post", number: natural(text.slice(start + 1, end)), end };
}

function afterSeparator(text: string, at: number): number {
  return isSeparator(text, at) ? at + 1 : at;
}

function isSeparator(text: string, at: number): boolean {
  return at < text.length && "-_.".includes(text.charAt(at));
}

function preLetter(label: string): "a" | "b" | "rc" {
  if (label.startsWith("a")) return "a";
  return label.startsWith("b") ? "b" : "rc";
}

/** `local = alphanumerics ([-_.] alphanumerics)*`, after a `+`; numbers lose their leading zeros. */
function scanLocal(text: string, start: number): { segments: readonly string[] | null; end: number } {
  if (text.charAt(start) !== "+" || !isAlphanumeric(text, start + 1)) return { segments: null, end: start };
  const segments: string[] = [];
  let end = start;
  do {
    const from = end + 1;
    end = from;
    while (isAlphanumeric(text, end)) end++;
    const segment = text.slice(from, end);
    segments.push(afterDigits(segment, 0) === segment.length ? natural(segment) : segment.toLowerCase());
  } while (isSeparator(text, end) && isAlphanumeric(text, end + 1));
  return { segments, end };
}

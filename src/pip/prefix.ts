import { afterDigits, isDigit } from "./grammar/characters.ts";
import { parseVersion, printVersion, publicVersion, type Version } from "./version.ts";

/** `==1.0.*` (PEP 440, version matching): the text before `.*` is a prefix of the version. */
export function matchesPrefix(version: Version, prefix: string, legacy: boolean): boolean {
  const candidate = printVersion(publicVersion(version));
  return legacy ? matchesWritten(candidate, prefix) : matchesNormalized(candidate, prefix);
}

/** The prefix of a `~=` by its text: all that comes before a suffix, but for the last segment. */
export function compatiblePrefix(text: string, legacy: boolean): string {
  const { epoch, segments } = legacy ? { epoch: "", segments: split(text) } : splitEpoch(text);
  const suffix = segments.findIndex((segment) => /^(?:dev|a|b|rc|post)/.test(segment));
  const before = suffix === -1 ? segments : segments.slice(0, suffix);
  return legacy && before.length === 0 ? "" : `${epoch}${before.slice(0, -1).join(".")}`;
}

/** The newer rule: both normalised, the version padded with zeros, so that `==1.0.0.*` takes `1`. */
function matchesNormalized(candidate: string, prefix: string): boolean {
  const parsed = parseVersion(prefix);
  const wanted = splitEpoch(parsed === null ? prefix : printVersion(parsed));
  const offered = splitEpoch(candidate);
  if (wanted.epoch !== offered.epoch) return false;
  return sameBeginning(padded(offered.segments, numbersIn(wanted.segments)), wanted.segments);
}

/** The older rule: the prefix as it was written, the version cut to its length before both are padded. */
function matchesWritten(candidate: string, prefix: string): boolean {
  const wanted = split(prefix);
  const offered = split(candidate).slice(0, wanted.length);
  const numbers = Math.max(numbersIn(wanted), numbersIn(offered));
  const left = padded(wanted, numbers);
  const right = padded(offered, numbers);
  return left.length === right.length && sameBeginning(left, right);
}

function sameBeginning(long: readonly string[], short: readonly string[]): boolean {
  return short.every((segment, index) => segment === long[index]);
}

/** The epoch with its `!`, `0!` where none is written, and the segments after it. */
function splitEpoch(text: string): { epoch: string; segments: readonly string[] } {
  const mark = text.lastIndexOf("!");
  const epoch = text.slice(0, Math.max(0, mark)) || "0";
  return { epoch: `${epoch}!`, segments: split(text.slice(mark + 1)) };
}

/** Split at dots, and between a number and the prerelease that follows it: `1.0rc1` is 1, 0, rc1. */
function split(text: string): readonly string[] {
  return text.split(".").flatMap((segment) => {
    const end = afterDigits(segment, 0);
    const letters = /^(?:a|b|c|rc)(?=[0-9])/.exec(segment.slice(end, end + 3))?.[0] ?? "";
    const isPair = end > 0 && letters !== "" && afterDigits(segment, end + letters.length) === segment.length;
    return isPair ? [segment.slice(0, end), segment.slice(end)] : [segment];
  });
}

/** How many segments at the beginning are numbers. */
function numbersIn(segments: readonly string[]): number {
  const other = segments.findIndex(
    (segment) => segment === "" || !isDigit(segment, 0) || afterDigits(segment, 0) < segment.length,
  );
  return other === -1 ? segments.length : other;
}

/** With zeros after the leading numbers, so that there are `length` of them. */
function padded(segments: readonly string[], length: number): readonly string[] {
  const numbers = numbersIn(segments);
  const zeros: readonly string[] = Array(Math.max(0, length - numbers)).fill("0");
  return [...segments.slice(0, numbers), ...zeros, ...segments.slice(numbers)];
}

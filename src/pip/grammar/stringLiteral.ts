import { type Invalid, invalid } from "../invalid.ts";
import type { Quoted } from "./markerLexicon.ts";

/**
 * Reads a text in quotes as newer pips do: up to the next quote of its kind, then by Python's rules for
 * string literals. `\N{…}` needs the names of all characters and is refused here, which pip would take.
 */
export function readStringLiteral(source: string, at: number): Quoted | Invalid {
  const close = source.indexOf(source.charAt(at), at + 1);
  if (close === -1) return invalid("Expected a closing quote", source, at);
  const end = close + 1;
  const value = decode(source.slice(at + 1, close));
  if (value === null) return invalid("Invalid quoted string", source, at, end);
  return { kind: "quoted", value, end };
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const ESCAPE = /\\(?:\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)|[\n\r\0]|\\$/gs;

/** The value of what stands between the quotes, or null where Python would refuse it. */
function decode(written: string): string | null {
  if (LONE_SURROGATE.test(written)) return null;
  let refused = false;
  const value = written.replace(ESCAPE, (sequence) => {
    const character = characterOf(sequence);
    if (character === null) refused = true;
    return character ?? "";
  });
  return refused ? null : value;
}

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ["\n", ""],
  ["\r", ""],
  ["\r\n", ""],
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
]);

/** What an escape stands for; an unknown one stands for itself. Null for a malformed one and a bare line end. */
function characterOf(sequence: string): string | null {
  const name = sequence.slice(1);
  if (!sequence.startsWith("\\") || name === "" || name === "\0") return null;
  if (/^[0-7]/.test(name)) return String.fromCodePoint(Number.parseInt(name, 8));
  if (/^[xuU]./.test(name)) {
    const code = Number.parseInt(name.slice(1), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : null;
  }
  if (/^[xuUN]$/.test(name)) return null;
  return SIMPLE.get(name) ?? sequence;
}

import { decodeStrictly, decodeWith, latin1 } from "../decode.ts";
import { type PipVersion, pipIsAtLeast } from "../options/pipVersion.ts";

/**
 * A requirements file's text: by its byte order mark, by `# coding:` in one of its first two lines, else UTF-8
 * (from pip 25.0 on) or the locale's. Null where the bytes are not valid in it: pip ends with a traceback.
 */
export function decodeFile(
  bytes: Uint8Array,
  version: PipVersion,
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  const mark = byMark(bytes, pipIsAtLeast(version, 25, 0));
  if (mark !== undefined) return mark;
  const named = declaredEncoding(bytes);
  if (named !== null) return decodeNamed(bytes, named);
  const utf8 = pipIsAtLeast(version, 25, 0) ? decodeWith("utf-8", bytes) : null;
  return utf8 ?? decodeStrictly(bytes, "locale", env);
}

/** undefined: no mark. Before pip 25.0 the mark of UTF-32-LE was taken for that of UTF-16-LE, its beginning. */
function byMark(bytes: Uint8Array, knowsUtf32: boolean): string | null | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return decodeWith("utf-8", bytes.subarray(3));
  if (knowsUtf32 && a === 0xff && b === 0xfe && c === 0 && d === 0)
    return decodeUtf32(bytes.subarray(4), true);
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return decodeUtf32(bytes.subarray(4), false);
  if (a === 0xff && b === 0xfe) return decodeWith("utf-16le", bytes.subarray(2));
  if (a === 0xfe && b === 0xff) return decodeWith("utf-16be", bytes.subarray(2));
  return undefined;
}

function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string | null {
  if (bytes.length % 4 !== 0) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const characters: string[] = [];
  for (let at = 0; at < bytes.length; at += 4) {
    const point = view.getUint32(at, littleEndian);
    if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return null;
    characters.push(String.fromCodePoint(point));
  }
  return characters.join("");
}

/** What `coding:` names in a comment that begins one of the first two lines (PEP 263). */
function declaredEncoding(bytes: Uint8Array): string | null {
  let start = 0;
  for (let number = 0; number < 2; number++) {
    const end = bytes.indexOf(0x0a, start);
    const line = latin1(bytes.subarray(start, end < 0 ? bytes.length : end));
    const name = line.startsWith("#") ? /coding[:=][ \t\r\f\v]*([-\w.]+)/.exec(line)?.[1] : undefined;
    if (name !== undefined) return name;
    if (end < 0) return null;
    start = end + 1;
  }
  return null;
}

/** Python's names of encodings, where they mean another one to the Encoding Standard or are unknown to it. */
function decodeNamed(bytes: Uint8Array, name: string): string | null {
  const label = name.toLowerCase().replaceAll("_", "-");
  if (/^(?:latin-?1|l1|iso-?8859-?1|cp819|8859|ibm819)$/.test(label)) return latin1(bytes);
  if (/^(?:us-)?ascii$|^646$/.test(label)) return decodeStrictly(bytes, "ascii", {});
  if (/^utf-?8$|^u8$|^utf$/.test(label)) return decodeWith("utf-8", bytes);
  return decodeWith(label.replace(/^cp-?(?=125\d$)/, "windows-"), bytes);
}

/** A name of an encoding as Python and as this reader know it. */
type Encoding = "utf-8" | "latin-1" | "ascii" | "locale";

/** Decodes bytes, or answers null where they are not valid. `locale` is what `LC_ALL`, `LC_CTYPE` and `LANG` name. */
export function decodeStrictly(
  bytes: Uint8Array,
  encoding: Encoding,
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  switch (encoding === "locale" ? localeEncoding(env) : encoding) {
    case "utf-8":
      return asciiOf(bytes) ?? decodeWith("utf-8", bytes);
    case "ascii":
      return bytes.some((byte) => byte > 0x7f) ? null : latin1(bytes);
    default:
      return latin1(bytes);
  }
}

/** Decodes by a label of the Encoding Standard; null for bytes that are not valid in it. A BOM stays. */
export function decodeWith(label: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The text of bytes that are all ASCII, as most files are: a TextDecoder takes a millisecond to be made. */
function asciiOf(bytes: Uint8Array): string | null {
  const text = latin1(bytes);
  return /[^\0-\x7f]/.test(text) ? null : text;
}

/** ISO 8859-1, byte by byte: the Encoding Standard's `latin1` is another code. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

/**
 * Python reads text files as UTF-8 where the locale says nothing, C or POSIX (PEP 538, PEP 540), as everywhere
 * but in a locale that names another code.
 */
function localeEncoding(env: Readonly<Record<string, string | undefined>>): Encoding {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || "";
  return /\.iso-?8859-?1$/i.test(locale) ? "latin-1" : "utf-8";
}

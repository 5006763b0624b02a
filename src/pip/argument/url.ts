import { isIPv6 } from "node:net";
import { normalizePath } from "../paths.ts";

/** A URL in five parts, as Python's `urlsplit` divides it. The scheme is in lower case. */
export interface UrlParts {
  readonly scheme: string;
  readonly netloc: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

/** Divides any text; null where Python raises (a bad IPv6 host). Unlike the Encoding Standard's, it changes nothing. */
export function splitUrl(text: string): UrlParts | null {
  let rest = text.replace(/^[\x00-\x20]+/, "").replace(/[\t\r\n]/g, "");
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(rest)?.[1] ?? "";
  if (scheme !== "") rest = rest.slice(scheme.length + 1);
  let netloc = "";
  if (rest.startsWith("//")) {
    const end = rest.slice(2).search(/[/?#]/);
    netloc = end < 0 ? rest.slice(2) : rest.slice(2, end + 2);
    rest = rest.slice(netloc.length + 2);
    if (!isHost(netloc)) return null;
  }
  const [beforeFragment, fragment] = cut(rest, "#");
  const [path, query] = cut(beforeFragment, "?");
  return { scheme: scheme.toLowerCase(), netloc, path, query, fragment };
}

function cut(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** Brackets hold an IPv6 address, and no letter turns into a separator when it is normalised. */
function isHost(netloc: string): boolean {
  if (netloc.includes("[") !== netloc.includes("]")) return false;
  const bracketed = /\[([^\]]*)\]?/.exec(netloc)?.[1];
  if (bracketed !== undefined && !isIPv6(bracketed) && !/^v[a-f0-9]+\..+$/i.test(bracketed)) return false;
  if (/^[\x00-\x7f]*$/.test(netloc)) return true;
  const plain = netloc.replace(/[@:#?]/g, "");
  const normalized = plain.normalize("NFKC");
  return normalized === plain || !/[/?#@:]/.test(normalized);
}

/** Python's `unquote`: percent signs decoded as UTF-8, anything else left alone. */
export function unquote(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"),
  );
}

/** A `file:` URL of an absolute path, made normal, as pip's `path_to_url` writes it. */
export function fileUrl(path: string): string {
  const quoted = [...Buffer.from(normalizePath(path), "utf8")].map((byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9_.~/-]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  });
  return `file://${quoted.join("")}`;
}

const VCS_SCHEMES = new Set(
  [
    ["git", "http https ssh git file"],
    ["hg", "file http https ssh static-http"],
    ["svn", "ssh http https svn file"],
    ["bzr", "http https ssh sftp ftp lp file"],
  ].flatMap(([vcs, schemes]) => (schemes ?? "").split(" ").map((scheme) => `${vcs}+${scheme}`)),
);

/** The version control systems that pip knows, in the order in which it tries them. */
export const VCS_NAMES: readonly string[] = ["bzr", "git", "hg", "svn"];

/** True for `git+https` and the like. */
export function isVcsScheme(scheme: string): boolean {
  return VCS_SCHEMES.has(scheme);
}

/** True for the schemes that make a requirement argument a URL. */
export function isUrlScheme(scheme: string): boolean {
  return ["http", "https", "file", "ftp"].includes(scheme) || isVcsScheme(scheme);
}

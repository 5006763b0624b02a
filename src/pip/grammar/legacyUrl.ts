const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/**
 * Whether packaging 21.3 takes the text after an `@` for a URL: one with a scheme and a host, or a `file:`
 * URL that Python's urllib would write the same way.
 */
export function isLegacyUrl(text: string): boolean {
  const url = text.replace(/[\t\n\r]/g, "").replace(/^[\0-\x20]+/, "");
  const scheme = SCHEME.exec(url)?.[0];
  if (scheme === undefined) return false;
  const rest = url.slice(scheme.length);
  const host = rest.startsWith("//") ? (/^[^/?#]*/.exec(rest.slice(2))?.[0] ?? "") : "";
  if (!hasFairBrackets(host)) return false;
  if (scheme.toLowerCase() !== "file:") return host !== "";
  return url === text && scheme === "file:" && isWrittenAlike(rest);
}

/** urllib refuses a lone bracket in a host. */
function hasFairBrackets(host: string): boolean {
  return host.includes("[") === host.includes("]");
}

/** urllib writes a `file:` URL with two slashes and without an empty query or fragment. */
function isWrittenAlike(rest: string): boolean {
  return rest.startsWith("//") && !/^[^?#]*\?(?:#|$)|^[^#]*#$/.test(rest);
}

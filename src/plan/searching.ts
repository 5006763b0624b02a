import type { CommandRequest } from "../pip/request.ts";

/** pip's options that say where to look for what is not there yet. By pip's dests. */
export const WHERE_TO_LOOK: ReadonlySet<string> = new Set([
  "index_url",
  "extra_index_urls",
  "find_links",
  "no_index",
  "trusted_hosts",
  "prefer_binary",
]);

const DEFAULT_INDEX = "https://pypi.org/simple";

/**
 * The lines that pip begins with where it is told where to look, before it has looked at anything. Null where a
 * location is shown otherwise than it was written (a password is hidden, `~` is followed), which pip knows best.
 */
export function saidOfSearching(command: CommandRequest): readonly string[] | null {
  const value = (dest: string) => command.options.get(dest)?.value;
  const listOf = (dest: string) => {
    const list = value(dest);
    return Array.isArray(list) ? list.map(String) : [];
  };
  const indexes = value("no_index")
    ? []
    : [String(value("index_url") ?? DEFAULT_INDEX), ...listOf("extra_index_urls")];
  const links = listOf("find_links");
  if (
    !indexes.every((url) => isPlainUrl(url)) ||
    !links.every((link) => isPlainUrl(link) || isPlainPath(link))
  )
    return null;
  const isDefault = indexes.length === 1 && indexes[0] === DEFAULT_INDEX;
  return [
    ...(indexes.length > 0 && !isDefault ? [`Looking in indexes: ${indexes.join(", ")}`] : []),
    ...(links.length > 0 ? [`Looking in links: ${links.join(", ")}`] : []),
  ];
}

function isPlainUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^\s@?#]+$/.test(text);
}

function isPlainPath(text: string): boolean {
  return /^(?:\/(?!\/)|[\w.])[^\s@?#:]*$/.test(text);
}

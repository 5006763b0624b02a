import { pipIsAtLeast } from "../options/pipVersion.ts";
import { absolutePath, joinPath } from "../paths.ts";
import { readExtras, readsExtrasAtOnce, splitExtras } from "./extras.ts";
import { isArchiveName, type Link, type Refused, readLink, refuse } from "./link.ts";
import type { Surroundings } from "./surroundings.ts";
import { fileUrl, isUrlScheme, splitUrl } from "./url.ts";

/** The URL or file that a text stands for (null: none, it is a name) and the `[extras]` behind its path, unread. */
export type Source = { readonly kind: "source"; readonly link: Link | null; readonly list: string } | Refused;

/** Finds out whether a text is a URL, a directory that exists or an archive, in this order. */
export function findLink(name: string, around: Surroundings): Source {
  const isUrl = hasUrlScheme(name, around);
  if (isUrl === null) return refuse(`Invalid URL: ${name}`, 2);
  if (isUrl) return linked(name, "", around);
  const { path, list } = splitExtras(absolutePath(name, around.cwd), around);
  if (readsExtrasAtOnce(around)) {
    const extras = readExtras(list, around);
    if ("kind" in extras) return extras;
  }
  if (looksLikePath(name) && around.files.kind(path) === "directory") {
    const installable = ["pyproject.toml", "setup.py"].some(
      (file) => around.files.kind(joinPath(path, file)) === "file",
    );
    if (installable) return linked(fileUrl(path), list, around);
    return refuse(`Directory '${name}' is not installable. Neither 'setup.py' nor 'pyproject.toml' found.`);
  }
  if (!isArchiveName(path)) return { kind: "source", link: null, list };
  if (around.files.kind(path) !== "file") {
    // `name@https://….zip` names its project; a path before the `@` does not.
    const [before = "", ...rest] = name.split("@");
    if (rest.length > 0 && !looksLikePath(before)) return { kind: "source", link: null, list };
  }
  return linked(fileUrl(path), list, around);
}

function looksLikePath(name: string): boolean {
  return name.includes("/") || name.startsWith(".");
}

function linked(url: string, list: string, around: Surroundings): Source {
  const link = readLink(url, around.version);
  if ("kind" in link) return link;
  if (link.scheme !== "file" || !link.url.includes("../")) return { kind: "source", link, list };
  const resolved = readLink(fileUrl(absolutePath(link.path, around.cwd)), around.version);
  return "kind" in resolved ? resolved : { kind: "source", link: resolved, list };
}

/** Whether the text begins with a scheme that pip installs from; null where Python can't divide it. */
export function hasUrlScheme(text: string, { version }: Surroundings): boolean | null {
  // Up to pip 24.0 whatever stands before the first colon was the scheme.
  if (!pipIsAtLeast(version, 24, 1))
    return isUrlScheme((text.split(":", 1)[0] ?? "").toLowerCase()) && text.includes(":");
  const parts = splitUrl(text);
  return parts === null ? null : isUrlScheme(parts.scheme);
}

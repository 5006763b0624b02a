import { isInvalid } from "../invalid.ts";
import { type Marker, parseMarker } from "../marker.ts";
import { pipIsAtLeast } from "../options/pipVersion.ts";
import { absolutePath, joinPath } from "../paths.ts";
import { stripSpace } from "../pythonText.ts";
import { parseRequirement, type Requirement } from "../requirement.ts";
import { printSpecifiers } from "../specifier.ts";
import { stripExtras } from "./extras.ts";
import { archiveExtension, isArchiveName, type Link, type Refused, readLink, refuse } from "./link.ts";
import type { Surroundings } from "./surroundings.ts";
import { fileUrl, isUrlScheme, splitUrl } from "./url.ts";
import { wheelRequirement } from "./wheelName.ts";

/** What a requirement's text says, before it is known what it is for. */
export interface Parts {
  readonly kind: "parts";
  readonly requirement: Requirement | null;
  readonly link: Link | null;
  readonly marker: Marker | null;
  /** Those that stood behind a path; the requirement has its own. */
  readonly extras: readonly string[];
}

/**
 * Reads an argument of `pip install`, or a requirement of a file, in pip's order: a URL, a directory that exists,
 * an archive by its name, else PEP 508.
 */
export function readArgument(text: string, around: Surroundings): Parts | Refused {
  const isUrl = hasUrlScheme(text, around);
  if (isUrl === null) return refuse(`Invalid URL: ${text}`, 2);
  const separator = isUrl ? "; " : ";";
  const at = text.indexOf(separator);
  const name = stripSpace(at < 0 ? text : text.slice(0, at));
  const marker = at < 0 ? null : readMarker(stripSpace(text.slice(at + separator.length)), name, around);
  if (marker !== null && marker.kind === "refused") return marker;
  const source = findLink(name, around);
  if (source.kind === "refused") return source;
  const { link, extras } = source;
  const written = link === null ? name : nameOfLink(link, around);
  if (written !== null && typeof written !== "string") return written;
  const requirement = written === null ? null : readNamed(written, around);
  if (requirement !== null && requirement.kind === "refused") return requirement;
  return { kind: "parts", requirement, link, marker, extras };
}

/** Whether the text begins with a scheme that pip installs from; null where Python can't divide it. */
function hasUrlScheme(text: string, { version }: Surroundings): boolean | null {
  // Up to pip 24.0 whatever stands before the first colon was the scheme.
  if (!pipIsAtLeast(version, 24, 1))
    return isUrlScheme((text.split(":", 1)[0] ?? "").toLowerCase()) && text.includes(":");
  const parts = splitUrl(text);
  return parts === null ? null : isUrlScheme(parts.scheme);
}

function readMarker(text: string, name: string, around: Surroundings): Marker | Refused | null {
  if (text === "") return null;
  const marker = parseMarker(text, around.dialect);
  if (!isInvalid(marker)) return marker;
  // Up to pip 26.1 nothing caught this: a traceback.
  return refuse(
    `Invalid requirement: '${name}': ${marker.message}`,
    pipIsAtLeast(around.version, 26, 2) ? 1 : 2,
  );
}

type Source =
  | { readonly kind: "source"; readonly link: Link | null; readonly extras: readonly string[] }
  | Refused;

function findLink(name: string, around: Surroundings): Source {
  const isUrl = hasUrlScheme(name, around);
  if (isUrl === null) return refuse(`Invalid URL: ${name}`, 2);
  if (isUrl) return linked(name, [], around);
  const stripped = stripExtras(absolutePath(name, around.cwd), around);
  if (stripped.kind === "refused") return stripped;
  const { path, extras } = stripped;
  const looksLikePath = name.includes("/") || name.startsWith(".");
  if (looksLikePath && around.files.kind(path) === "directory") {
    const installable = ["pyproject.toml", "setup.py"].some(
      (file) => around.files.kind(joinPath(path, file)) === "file",
    );
    if (installable) return linked(fileUrl(path), extras, around);
    return refuse(`Directory '${name}' is not installable. Neither 'setup.py' nor 'pyproject.toml' found.`);
  }
  if (!isArchiveName(path)) return { kind: "source", link: null, extras };
  if (around.files.kind(path) !== "file") {
    // `name@https://….zip` names its project; a path before the `@` does not.
    const [before, ...rest] = name.split("@");
    if (rest.length > 0 && !before?.includes("/") && !before?.startsWith("."))
      return { kind: "source", link: null, extras };
  }
  return linked(fileUrl(path), extras, around);
}

function linked(url: string, extras: readonly string[], around: Surroundings): Source {
  const link = readLink(url, around.version);
  if ("kind" in link) return link;
  if (link.scheme !== "file" || !link.url.includes("../")) return { kind: "source", link, extras };
  const resolved = readLink(fileUrl(absolutePath(link.path, around.cwd)), around.version);
  return "kind" in resolved ? resolved : { kind: "source", link: resolved, extras };
}

/** What the link itself says about the project: a wheel's name and version, or `#egg=`. */
function nameOfLink(link: Link, { version }: Surroundings): string | null | Refused {
  if (archiveExtension(link.path.replace(/\/+$/, "")) !== ".whl") return link.egg;
  return wheelRequirement(link.fileName, version) ?? refuse(`Invalid wheel filename: ${link.fileName}`);
}

function readNamed(text: string, around: Surroundings): Requirement | Refused {
  const requirement = parseRequirement(text, around.dialect);
  if (isInvalid(requirement)) return refuse(`Invalid requirement: '${text}': ${requirement.message}`);
  if (around.dialect.legacy && /\](?:,|$)/.test(printSpecifiers(requirement.specifiers))) {
    return refuse(`Extras after version '${text}'.`);
  }
  return requirement;
}

import { isInvalid } from "../invalid.ts";
import type { Marker } from "../marker.ts";
import { pipIsAtLeast } from "../options/pipVersion.ts";
import { stripSpace } from "../pythonText.ts";
import { parseRequirement, type Requirement } from "../requirement.ts";
import { printSpecifiers } from "../specifier.ts";
import { readMarker } from "./condition.ts";
import { readExtras } from "./extras.ts";
import { findLink, hasUrlScheme } from "./findLink.ts";
import { archiveExtension, type Link, type Refused, refuse } from "./link.ts";
import type { Surroundings } from "./surroundings.ts";
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
  const marker = at < 0 ? null : markerOf(stripSpace(text.slice(at + separator.length)), name, around);
  if (marker !== null && marker.kind === "refused") return marker;
  const source = findLink(name, around);
  if (source.kind === "refused") return source;
  const { link } = source;
  const written = link === null ? name : nameOfLink(link, around);
  if (written !== null && typeof written !== "string") return written;
  const extras = readExtras(source.list, around);
  if ("kind" in extras) return extras;
  const requirement = written === null ? null : readNamed(written, around);
  if (requirement !== null && requirement.kind === "refused") return requirement;
  return { kind: "parts", requirement, link, marker, extras };
}

function markerOf(text: string, name: string, around: Surroundings): Marker | Refused | null {
  if (text === "") return null;
  const read = readMarker(text, around);
  if (read.kind === "marker") return read.marker;
  // Up to pip 26.1 nothing caught this: a traceback.
  const exitCode = pipIsAtLeast(around.version, 26, 2) ? 1 : 2;
  return refuse(`Invalid requirement: '${name}': ${read.message}`, exitCode);
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

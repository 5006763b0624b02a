import { isInvalid } from "../invalid.ts";
import { printMarker } from "../marker.ts";
import { pipIsAtLeast } from "../options/pipVersion.ts";
import { absolutePath, joinPath } from "../paths.ts";
import { parseRequirement } from "../requirement.ts";
import { readExtras, readsExtrasAtOnce, splitExtras } from "./extras.ts";
import { type Refused, readLink, refuse } from "./link.ts";
import type { Parts } from "./readArgument.ts";
import type { Surroundings } from "./surroundings.ts";
import { fileUrl, isVcsScheme, VCS_NAMES } from "./url.ts";

/** Reads what follows `-e`: a directory, a `file:` URL, a VCS URL that names its project. */
export function readEditable(text: string, around: Surroundings): Parts | Refused {
  const found = nameAndUrl(text, around);
  if (found.kind === "refused") return found;
  const link = readLink(found.url, around.version);
  if ("kind" in link) return link;
  const isFile = link.url.startsWith("file:");
  const anyFile = isFile && (pipIsAtLeast(around.version, 25, 3) || found.local);
  if (!isVcsScheme(link.scheme) && !anyFile) {
    return refuse(
      `${text} is not a valid editable requirement. It should either be a path to a local project or a VCS URL`,
    );
  }
  if (!found.name && !anyFile) return refuse(`Could not detect requirement name for '${text}'`);
  if (found.name === null)
    return { kind: "parts", requirement: null, link, marker: null, extras: found.extras };
  const requirement = parseRequirement(found.name, around.dialect);
  if (isInvalid(requirement)) return refuse(`Invalid requirement: '${found.name}': ${requirement.message}`);
  return { kind: "parts", requirement, link, marker: null, extras: found.extras };
}

interface NamedUrl {
  readonly kind: "named-url";
  /** With a marker, where one was written. */
  readonly name: string | null;
  readonly url: string;
  readonly extras: readonly string[];
  /** A directory or a `file:` URL, which needs no name. */
  readonly local: boolean;
}

function nameAndUrl(text: string, around: Surroundings): NamedUrl | Refused {
  if (pipIsAtLeast(around.version, 25, 3)) {
    const direct = parseRequirement(text, around.dialect);
    if (!isInvalid(direct) && direct.url) {
      const name =
        direct.marker === null ? direct.spelling : `${direct.spelling} ; ${printMarker(direct.marker)}`;
      return { kind: "named-url", name, url: direct.url, extras: direct.extras, local: false };
    }
  }
  const { path, list } = splitExtras(text, around);
  const extras = readExtras(list, around);
  if ("kind" in extras && readsExtrasAtOnce(around)) return extras;
  let url = path;
  if (url !== "" && around.files.kind(joinPath(around.cwd, url)) === "directory")
    url = fileUrl(absolutePath(url, around.cwd));
  if (url.toLowerCase().startsWith("file:")) {
    const link = readLink(url, around.version);
    if ("kind" in link) return link;
    if ("kind" in extras) return extras;
    return { kind: "named-url", name: link.egg, url, extras, local: true };
  }
  const vcs = VCS_NAMES.find((name) => text.toLowerCase().startsWith(`${name}:`));
  const whole = vcs === undefined ? text : `${vcs}+${text}`;
  const link = readLink(whole, around.version);
  if ("kind" in link) return link;
  return { kind: "named-url", name: link.egg, url: whole, extras: [], local: false };
}

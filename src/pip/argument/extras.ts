import { isInvalid } from "../invalid.ts";
import { pipIsAtLeast } from "../options/pipVersion.ts";
import { stripSpace } from "../pythonText.ts";
import { parseRequirement } from "../requirement.ts";
import { type Refused, refuse } from "./link.ts";
import type { Surroundings } from "./surroundings.ts";

/** A path and the `[extras]` that stood at its end, unread; empty where there were none. */
export interface PathWithExtras {
  readonly path: string;
  readonly list: string;
}

/** Takes `[extras]` off the end of a path. */
export function splitExtras(text: string, { version }: Surroundings): PathWithExtras {
  const end = text.endsWith("\n") ? text.length - 1 : text.length;
  // The last bracket that has something in it, and no other end of a list behind it.
  const start = text[end - 1] === "]" ? text.lastIndexOf("[", end - 3) : -1;
  const path = text.slice(0, Math.max(start, 0));
  if (path === "" || path.includes("\n") || text.slice(start, end - 1).includes("]"))
    return { path: text, list: "" };
  return {
    path: pipIsAtLeast(version, 25, 3) ? stripSpace(`|${path}`).slice(1) : path,
    list: text.slice(start, end),
  };
}

/** Reads such a list; they come in lower case. One that is no valid name ends pip with a traceback. */
export function readExtras(list: string, { dialect }: Surroundings): readonly string[] | Refused {
  if (list === "") return [];
  const requirement = parseRequirement(`placeholder${list.toLowerCase()}`, dialect);
  return isInvalid(requirement) ? refuse(`Invalid extras: ${list}`, 2) : requirement.extras;
}

/** From pip 26.2 on the list is read at once, and not only where it is used. */
export function readsExtrasAtOnce({ version }: Surroundings): boolean {
  return pipIsAtLeast(version, 26, 2);
}

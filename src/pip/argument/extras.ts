import { isInvalid } from "../invalid.ts";
import { pipIsAtLeast } from "../options/pipVersion.ts";
import { stripSpace } from "../pythonText.ts";
import { parseRequirement } from "../requirement.ts";
import { type Refused, refuse } from "./link.ts";
import type { Surroundings } from "./surroundings.ts";

/** A path without the `[extras]` at its end. */
export type Stripped =
  | { readonly kind: "stripped"; readonly path: string; readonly extras: readonly string[] }
  | Refused;

/** Takes `[extras]` off the end; they come in lower case. An extra that is no valid name ends pip with a traceback. */
export function stripExtras(text: string, { version, dialect }: Surroundings): Stripped {
  const match = /^([^\n]+)(\[[^\]]+\])\n?$/.exec(text);
  if (match === null) return { kind: "stripped", path: text, extras: [] };
  const [, path = "", list = ""] = match;
  const requirement = parseRequirement(`placeholder${list.toLowerCase()}`, dialect);
  if (isInvalid(requirement)) return refuse(`Invalid extras: ${list}`, 2);
  const trimmed = pipIsAtLeast(version, 25, 3) ? stripSpace(`|${path}`).slice(1) : path;
  return { kind: "stripped", path: trimmed, extras: requirement.extras };
}

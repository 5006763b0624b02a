import { pipIsAtLeast } from "../options/pipVersion.ts";
import { stripSpace } from "../pythonText.ts";
import type { Origin, RequestedRequirement } from "../request.ts";
import { printSpecifiers } from "../specifier.ts";
import { conditionOf } from "./condition.ts";
import { filePath, type Link, type Refused, readLink, refuse } from "./link.ts";
import type { Parts } from "./readArgument.ts";
import type { Surroundings } from "./surroundings.ts";

/** What is known of a requirement besides its own text. */
export interface Written {
  readonly text: string;
  readonly editable: boolean;
  readonly hashes: readonly string[];
  readonly source: Origin;
}

/** A requirement that was read, or why pip refuses it. */
export type Requested = { readonly kind: "requested"; readonly requirement: RequestedRequirement } | Refused;

/** Puts together what a text says and where it stands; markers are evaluated for no extra, as pip does at the top. */
export function requested(parts: Parts, written: Written, around: Surroundings): Requested {
  const { requirement } = parts;
  const url = parts.link ?? (requirement?.url ? readLink(requirement.url, around.version) : null);
  if (url !== null && "kind" in url) return url;
  const path = url?.scheme === "file" ? filePath(url) : null;
  if (url?.scheme === "file" && path === null)
    return refuse(`non-local file URIs are not supported: ${url.url}`, 2);
  const marker = parts.marker ?? requirement?.marker ?? null;
  const condition = marker === null ? null : conditionOf(marker, around);
  const applies = condition?.applies ?? true;
  if (typeof applies === "string") return refuse(applies, 2);
  return {
    kind: "requested",
    requirement: {
      text: stripSpace(written.text),
      kind: kindOf(url),
      name: requirement?.name ?? null,
      spelling: requirement?.spelling ?? null,
      extras: parts.extras.length > 0 ? parts.extras : extrasOf(requirement, around),
      specifier: requirement === null ? "" : printSpecifiers(requirement.specifiers),
      marker: condition?.printed ?? null,
      applies,
      url: url?.url ?? null,
      path,
      editable: written.editable,
      hashes: written.hashes,
      source: written.source,
    },
  };
}

/** Up to pip 23.2 the extras of a requirement came in lower case, with `_` for what is no letter, digit, dot or dash. */
function extrasOf(requirement: Parts["requirement"], { version }: Surroundings): readonly string[] {
  const extras = requirement?.extras ?? [];
  if (extras.length === 0 || pipIsAtLeast(version, 23, 3)) return extras;
  return [...new Set(extras.map((extra) => extra.replace(/[^A-Za-z0-9.-]+/g, "_").toLowerCase()))].sort();
}

function kindOf(link: Link | null): RequestedRequirement["kind"] {
  if (link === null) return "named";
  return link.scheme === "file" ? "path" : "url";
}

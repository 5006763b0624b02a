import { type NormalizedName, normalizeName } from "../pip/requirement.ts";

/** What the name of a metadata directory says. */
export interface DistributionDirectory {
  readonly name: NormalizedName;
  /** As written; null for a bare `furo.egg-info`. */
  readonly version: string | null;
}

/**
 * Reads `Name-Version.dist-info`, `Name-Version[-pyX.Y[-platform]].egg-info` or `Name.egg-info`. The name ends at
 * the first `-` before a digit, else (`colorcet-None`) at the first `-`: its own dashes are written as `_`.
 */
export function parseDistributionDirectory(text: string): DistributionDirectory | null {
  const stem = /^(.+)\.(?:dist|egg)-info$/.exec(text)?.[1]?.replace(/-py\d(?:\.\d+)?(?:-[\w.-]+)?$/, "");
  if (!stem) return null;
  const before = stem.search(/-\d/);
  const dash = before < 0 ? stem.indexOf("-") : before;
  const name = normalizeName(dash < 0 ? stem : stem.slice(0, dash));
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name)) return null;
  return { name, version: dash < 0 ? null : stem.slice(dash + 1) };
}

import type { NormalizedName } from "../pip/requirement.ts";
import type { World } from "../world.ts";
import type { Candidate, Found } from "./answer.ts";
import { openDeb } from "./openDeb.ts";
import { isFromTheDataArchive } from "./prove.ts";

/** What a name is on this machine, with apt's candidate for its package. */
export interface Here {
  readonly found: Found;
  readonly candidate: Candidate | undefined;
}

/** The packages that apt is to be asked for before `entryHere`. */
export function packagesOf(found: Found): readonly string[] {
  if (found.kind === "entry") return [found.entry.package];
  return found.kind === "unknown-release" ? found.packages : [];
}

/**
 * Brings the data's answer and apt's together. Where apt would take the package from another archive of the
 * distribution than the one that the data was made from (the board's, on a Raspberry Pi), or where the data was not
 * made from this release, the package itself is opened.
 */
export async function entryHere(
  name: NormalizedName,
  found: Found,
  byPackage: ReadonlyMap<string, Candidate>,
  run: World["run"],
): Promise<Here> {
  if (found.kind === "none") return { found, candidate: undefined };
  if (found.kind === "entry") {
    const candidate = byPackage.get(found.entry.package);
    if (!candidate?.fromDistribution || isFromTheDataArchive(candidate)) return { found, candidate };
    return { found: await openDeb(name, candidate, run), candidate };
  }
  const candidates = found.packages.flatMap((each) => byPackage.get(each) ?? []);
  for (const candidate of candidates) {
    const opened = await openDeb(name, candidate, run);
    if (opened.kind === "entry") return { found: opened, candidate };
  }
  const bears =
    candidates.length > 0
      ? "no package that could be it bears the name"
      : "the distribution has no package that could be it";
  return { found: { kind: "none", reason: bears }, candidate: undefined };
}

import type { NormalizedName } from "../pip/requirement.ts";
import type { Candidate, Found } from "./answer.ts";
import { entryIn, type Opened } from "./openDeb.ts";
import { isFromTheDataArchive } from "./prove.ts";

/** What a name is on this machine, with apt's candidate for its package. */
export interface Here {
  readonly found: Found;
  readonly candidate: Candidate | undefined;
}

type ByPackage<T> = ReadonlyMap<string, T>;

/** The packages that apt is to be asked for before `entryHere`. */
export function packagesOf(found: Found): readonly string[] {
  if (found.kind === "entry") return [found.entry.package];
  return found.kind === "unknown-release" ? found.packages : [];
}

/**
 * The packages that are to be opened before `entryHere`: all that could be it where the data was not made from this
 * release, and the data's own package where apt would take it from another archive or release than the data's (the
 * board's, on a Raspberry Pi).
 */
export function toBeOpened(found: Found, byPackage: ByPackage<Candidate>): readonly Candidate[] {
  const candidates = packagesOf(found).flatMap((each) => byPackage.get(each) ?? []);
  if (found.kind !== "entry") return candidates;
  return candidates.filter((each) => !isFromTheDataArchive(each, found.entry.release));
}

/** Brings the data's answer, apt's, and what the opened packages hold together. */
export function entryHere(
  name: NormalizedName,
  found: Found,
  byPackage: ByPackage<Candidate>,
  opened: ByPackage<Opened>,
): Here {
  if (found.kind === "entry") {
    const candidate = byPackage.get(found.entry.package);
    const must = candidate?.fromDistribution && toBeOpened(found, byPackage).length > 0;
    return { found: must ? inside(name, candidate, opened, found.entry.release) : found, candidate };
  }
  if (found.kind !== "unknown-release") return { found, candidate: undefined };
  const looked = toBeOpened(found, byPackage).map((candidate) => ({
    candidate,
    found: inside(name, candidate, opened, found.release),
  }));
  const bearing = looked.find((each) => each.found.kind === "entry");
  if (bearing) return bearing;
  // One that stayed shut might have been it.
  const shut = looked.find((each) => each.found.kind === "unopened");
  if (shut) return shut;
  const reason =
    looked.length > 0
      ? "no package that could be it bears the name"
      : "the distribution has no package that could be it";
  return { found: { kind: "none", reason }, candidate: undefined };
}

function inside(
  name: NormalizedName,
  { package: packageName, candidate: version }: Candidate,
  opened: ByPackage<Opened>,
  release: string,
): Found {
  const looked = opened.get(packageName);
  if (!looked || version === null)
    return { kind: "none", reason: `the distribution's archive has no package ${packageName}` };
  if (looked.kind === "unopened") return looked;
  return entryIn(looked.text, name, { package: packageName, version, release });
}

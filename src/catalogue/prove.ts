import type { Dialect } from "../pip/dialect.ts";
import type { NormalizedName } from "../pip/requirement.ts";
import { satisfies } from "../pip/satisfies.ts";
import { parseSpecifiers, type Specifiers } from "../pip/specifier.ts";
import { parseVersion } from "../pip/version.ts";
import type { Candidate, Entry, Found, Proof } from "./answer.ts";
import { upstreamPart, upstreamVersion } from "./debianVersion.ts";

/** What is asked for, as far as a Debian package could meet it. `RequestedRequirement` fits. */
export interface Wanted {
  readonly name: NormalizedName | null;
  readonly extras: readonly string[];
  readonly specifier: string;
  readonly hashes: readonly string[];
  readonly url: string | null;
  readonly path: string | null;
  readonly editable: boolean;
  readonly source: { readonly kind: "argv" | "environment" | "file" };
}

/**
 * Proves that the distribution's package would meet a requirement, or says why not. Both the version that pip will
 * see and the version that the code is must satisfy the specifier: the two disagree in 6 % of Debian's packages, and
 * `protobuf>=4` met by a 3.21 with a metadata of 4.21 (or the reverse) would be a lie to one of them.
 */
export function prove(
  wanted: Wanted,
  found: Found,
  candidate: Candidate | undefined,
  dialect: Dialect,
): Proof {
  const { name } = wanted;
  const out = ruledOut(wanted, found);
  if (out || name === null) return notProved(name, out ?? NAMELESS);
  const not = (reason: string) => notProved(name, reason);
  if (found.kind === "unopened") return notProved(name, found.reason, false);
  if (found.kind !== "entry") return not("the catalogue was not made from the release that runs here");
  const { entry } = found;
  const version = candidate?.candidate;
  if (!candidate || version == null) return not(`apt has no candidate for ${entry.package}`);
  if (!candidate.fromDistribution)
    return not(`apt would take ${entry.package} from an archive that is not the distribution's`);
  if (entry.source === "shipped" && !isFromTheDataArchive(candidate, entry.release)) {
    return not(
      `apt would take ${entry.package} from another archive than the one that the catalogue was made from`,
    );
  }
  const versions = versionsNow(entry, version);
  if (typeof versions === "string") return not(versions);
  const unmet = unmetSpecifier(wanted, versions, dialect);
  if (unmet) return not(`${entry.package} ${version} is ${versions.metadata}: ${unmet}`);
  return {
    kind: "proved",
    name,
    package: entry.package,
    candidate: version,
    metadataVersion: versions.metadata,
    alias: entry.alias,
    reason: reasonOf(name, entry, version, versions.metadata),
  };
}

/**
 * What rules a requirement out before apt is asked anything; null where apt's candidate decides. A package is not
 * known to bring extras, and an alias serves a bare name on the command line only: pip does not count it as the name.
 *
 * @param bound the reviewed table of bindings has a package for it, whatever the data found
 */
export function ruledOut(wanted: Wanted, found: Found, bound = false): string | null {
  if (wanted.name === null) return NAMELESS;
  const shape = unmetShape(wanted);
  if (shape) return shape;
  if (found.kind === "none") return bound ? null : found.reason;
  if (found.kind !== "entry" || found.entry.alias === null) return null;
  if (wanted.source.kind === "argv" && wanted.specifier === "") return null;
  return `${found.entry.package} is it under another name, which pip would not count as ${wanted.name}`;
}

const NAMELESS = "its name is known only when it is built";

/** No proof, and why. `certain` is false where nobody could be asked. */
export function notProved(name: NormalizedName | null, reason: string, certain = true): Proof {
  return { kind: "not-proved", name, certain, reason: name === null ? reason : `${name}: ${reason}` };
}

/**
 * The data is made from Debian's archive of one release, and good for no other: not for another distribution's, not
 * for a board's, not for another release's on a machine that mixes them. Updates of the release are its own.
 */
export function isFromTheDataArchive({ origins, codenames }: Candidate, release: string): boolean {
  const own = new Set([release, ...UPDATES.map((suffix) => `${release}-${suffix}`)]);
  return origins.every((origin) => origin === "Debian") && codenames.every((codename) => own.has(codename));
}

const UPDATES = ["updates", "security", "proposed-updates"];

/** What a Debian package can't meet, whatever its version. */
function unmetShape(wanted: Wanted): string | null {
  if (wanted.url !== null || wanted.path !== null || wanted.editable)
    return "asked for by its place, not by its name";
  if (wanted.hashes.length > 0) return "asked for by its hash";
  if (wanted.extras.length > 0)
    return `a Debian package does not say which extras it meets (${wanted.extras.join(", ")})`;
  return null;
}

interface Versions {
  /** What pip will see. */
  readonly metadata: string;
  /** What the code is; null where Debian's version does not say for certain. */
  readonly upstream: string | null;
}

/** The versions of the candidate, which may be newer than the data; a text where they can't be known. */
function versionsNow(entry: Entry, candidate: string): Versions | string {
  const metadata = metadataVersionOf(entry, candidate);
  if (metadata === null) return `which version pip would see in ${entry.package} ${candidate} is not known`;
  return { metadata, upstream: upstreamVersion(candidate) };
}

/**
 * The version that pip would see in a candidate: the recorded one while the upstream part is the recorded one, then
 * the translated one where the two agreed when the data was made; null where neither is so.
 */
export function metadataVersionOf(entry: Entry, candidate: string): string | null {
  if (upstreamPart(candidate) === upstreamPart(entry.debianVersion)) return entry.metadataVersion;
  const agreed = entry.metadataVersion !== null && entry.metadataVersion === entry.upstreamVersion;
  return agreed ? upstreamVersion(candidate) : null;
}

/** Why a specifier is not met; null where it is. */
function unmetSpecifier(
  { specifier }: Wanted,
  { metadata, upstream }: Versions,
  dialect: Dialect,
): string | null {
  if (specifier === "") return null;
  const specifiers = parseSpecifiers(specifier, dialect);
  if (specifiers.kind !== "specifiers") return `${specifier} could not be read`;
  if (isNoVersion(metadata)) return `the package does not say its version, and ${specifier} is asked for`;
  if (!meets(specifiers, metadata)) return `it does not satisfy ${specifier}`;
  if (upstream === null) return "which upstream version the code is can't be told from Debian's";
  if (!meets(specifiers, upstream)) return `its code is ${upstream}, which does not satisfy ${specifier}`;
  return null;
}

function meets(specifiers: Specifiers, text: string): boolean {
  const version = parseVersion(text);
  return version !== null && satisfies(specifiers, version, { prereleases: null });
}

/** Placeholders that builds without their repository leave behind; with a specifier they prove nothing. */
function isNoVersion(version: string): boolean {
  return /^(?:0(?:\.0)*(?:\.dev\d+|\+.*)?|999|None|unknown)$/i.test(version);
}

function reasonOf(name: NormalizedName, entry: Entry, candidate: string, metadata: string): string {
  const version = entry.upstreamVersion === metadata ? metadata : `${metadata} to pip, ${candidate} to apt`;
  if (entry.alias !== null)
    return `${name} is in the distribution as ${entry.package} ${version}: ${entry.alias}.`;
  return `${name} is in the distribution as ${entry.package} ${version}, not always the newest on the index.`;
}

import type { NormalizedName } from "../pip/requirement.ts";
import type { Entry, Found } from "./answer.ts";
import { type Cell, cellsOf, type DataFile, nameWithPackage, readDataFile } from "./dataFile.ts";
import { upstreamVersion } from "./debianVersion.ts";
import { aliasOf } from "./tables/aliases.ts";
import { differentProject } from "./tables/differentProjects.ts";

/** The shipped data, asked for one release. */
export interface Catalogue {
  readonly release: string;
  /** The day on which the data was made, ISO 8601. */
  readonly made: string;
  /** False where the data was not made from the release: then `find` never names a package as the right one. */
  readonly knowsRelease: boolean;
  /** What the release has for a project. An alias is followed, and said so in the entry. */
  find(name: NormalizedName): Found;
}

/** Opens the data for a release (`releaseName`). Reads one file, 100 kB; throws where it is missing or damaged. */
export function openCatalogue(dataDirectory: string, release: string): Catalogue {
  const file = readDataFile(dataDirectory);
  const knowsRelease = file.releases.includes(release);
  return {
    release,
    made: file.made,
    knowsRelease,
    find: (name) => (knowsRelease ? find(file, release, name) : mayHave(file, release, name)),
  };
}

function find(file: DataFile, release: string, name: NormalizedName): Found {
  const column = file.releases.indexOf(release);
  const own = cellsOf(file, name)?.[column];
  const alias = own ? null : aliasOf(name);
  const cell = alias ? cellsOf(file, alias.project)?.[column] : own;
  if (!cell) return { kind: "none", reason: reasonForNone(file, release, name) };
  const other = differentProject(name, cell.package);
  if (other) return { kind: "none", reason: other };
  return { kind: "entry", entry: entryOf(cell, release, alias?.reason ?? null) };
}

function entryOf(
  { package: name, debianVersion, metadata }: Cell,
  release: string,
  alias: string | null,
): Entry {
  const upstream = upstreamVersion(debianVersion);
  return {
    package: name,
    metadataVersion: metadata === undefined ? upstream : metadata,
    upstreamVersion: upstream,
    debianVersion,
    release,
    alias,
    source: "shipped",
  };
}

function reasonForNone(file: DataFile, release: string, name: NormalizedName): string {
  const there = nameWithPackage(file, `python3-${name}`, file.releases.indexOf(release));
  if (there) return `no package of ${release} bears this name; its python3-${name} is the project ${there}`;
  return `no package of ${release} bears this name`;
}

/** The packages that bear the name on other releases, the newest first, then the one that the usual rule would name. */
function mayHave(file: DataFile, release: string, name: NormalizedName): Found {
  const project = aliasOf(name)?.project ?? name;
  const cells = [...(cellsOf(file, project) ?? [])].reverse();
  const known = cells.flatMap((cell) =>
    cell && !differentProject(name, cell.package) ? [cell.package] : [],
  );
  const guessed = nameWithPackage(file, `python3-${project}`, null) ? [] : [`python3-${project}`];
  return { kind: "unknown-release", release, packages: [...new Set([...known, ...guessed])] };
}

/** The releases that the data was made from, oldest first. Reads the file. */
export function readReleases(dataDirectory: string): readonly string[] {
  return readDataFile(dataDirectory).releases;
}

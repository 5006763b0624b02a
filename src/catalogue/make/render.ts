import type { NormalizedName } from "../../pip/requirement.ts";
import { parseVersion, printVersion } from "../../pip/version.ts";
import { upstreamVersion } from "../debianVersion.ts";
import { choosePackages } from "./choose.ts";
import type { Shipped } from "./contents.ts";
import type { ReleaseIndices } from "./indices.ts";

/** A package with this many distributions has its version written once, on a line of its own. */
const BUNDLE = 8;

interface Cell {
  readonly package: string;
  /** Debian's version, without the number of the rebuild, which is each architecture's own. */
  readonly version: string;
  /** The metadata's; null where its directory bears none. */
  readonly metadata: string | null;
}

/** The text of the data file. `src/catalogue/dataFile.ts` reads it; docs/catalogue.md describes it. */
export function render(releases: readonly ReleaseIndices[], made: string): string {
  const columns = releases.map(cellsOf);
  const bundles = columns.map(bundlesOf);
  const packages = [...new Set(bundles.flatMap((each) => [...each.keys()]))].sort();
  const names = [...new Set(columns.flatMap((each) => [...each.keys()]))].sort();
  const head = [`#made ${made}`, `#releases ${releases.map((each) => each.release).join(" ")}`];
  const versions = packages.map((name) =>
    [`=${name}`, ...bundles.map((each) => each.get(name) ?? "")].join("\t"),
  );
  const lines = names.map((name) =>
    line(
      name,
      columns.map((column) => column.get(name) ?? null),
      bundles,
    ),
  );
  return `${[...head, ...versions, ...lines].join("\n")}\n`;
}

function cellsOf({ shipped, versions }: ReleaseIndices): ReadonlyMap<NormalizedName, Cell> {
  const cells = new Map<NormalizedName, Cell>();
  for (const [name, each] of choosePackages(shipped)) {
    const version = versions.get(each.package)?.replace(/(-[^-]*)\+b\d+$/, "$1");
    if (version) cells.set(name, { package: each.package, version, metadata: metadataOf(each) });
  }
  return cells;
}

function metadataOf({ version }: Shipped): string | null {
  const parsed = version === null ? null : parseVersion(version);
  return parsed ? printVersion(parsed) : version;
}

function bundlesOf(cells: ReadonlyMap<NormalizedName, Cell>): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  const versions = new Map<string, string>();
  for (const cell of cells.values()) {
    counts.set(cell.package, (counts.get(cell.package) ?? 0) + 1);
    versions.set(cell.package, shortVersion(cell.version));
  }
  return new Map([...versions].filter(([name]) => (counts.get(name) ?? 0) >= BUNDLE));
}

function line(
  name: NormalizedName,
  cells: readonly (Cell | null)[],
  bundles: readonly ReadonlyMap<string, string>[],
): string {
  let lastPackage = `python3-${name}`;
  let lastText = "";
  const fields = cells.map((cell, index) => {
    if (!cell) return "";
    const version = bundles[index]?.has(cell.package) ? "*" : shortVersion(cell.version);
    const metadata = cell.metadata === upstreamVersion(cell.version) ? "" : `|${cell.metadata ?? ""}`;
    const text = `${version}${metadata}`;
    const prefix = cell.package === lastPackage ? "" : `${shortPackage(cell.package, name)} `;
    const field = prefix === "" && text === lastText ? "=" : `${prefix}${text}`;
    lastPackage = cell.package;
    lastText = text;
    return field;
  });
  return `${name}\t${fields.join("\t")}`.trimEnd();
}

/** `python3-` is a dot; after it nothing where the rest is the project's name. */
function shortPackage(text: string, name: NormalizedName): string {
  return text === `python3-${name}` ? "." : text.replace(/^python3-/, ".");
}

/** The revision `-1` is left out; a native version, which has none, ends in a dash. */
function shortVersion(version: string): string {
  if (!version.includes("-")) return `${version}-`;
  return version.endsWith("-1") ? version.slice(0, -"-1".length) : version;
}

import type { NormalizedName } from "../pip/requirement.ts";

/** What a project is to those who install it. `both` (pytest, sphinx) and `unknown` are served as libraries. */
export type Kind = "application" | "library" | "both" | "unknown";

/** A Debian package that bears a project's name on a release. Not yet proved on this machine. */
export interface Entry {
  readonly package: string;
  /** The version in the package's own metadata when the data was made: what pip sees; null where it bears none. */
  readonly metadataVersion: string | null;
  /** The package's upstream version then, by the translation of Debian's version; null where that is not certain. */
  readonly upstreamVersion: string | null;
  /** Debian's version then, as apt had it, without an architecture's rebuild number. */
  readonly debianVersion: string;
  /** The release whose archive it is from, as `releaseName` has it. */
  readonly release: string;
  /** The reviewed alias's reason (`psycopg2-binary` is psycopg2, compiled); null where the names are one. */
  readonly alias: string | null;
  /** `shipped`: from our data, good for this release's own archive; `opened`: read in this very candidate. */
  readonly source: "shipped" | "opened";
}

/** What the catalogue knows of a name on a release. */
export type Found =
  | { readonly kind: "entry"; readonly entry: Entry }
  /** Sure that the release has none, and why: `python3-jwt` is another project. */
  | { readonly kind: "none"; readonly reason: string }
  /**
   * The data was not made from this release, and the nearest one's answer would be a guess. These packages may be
   * opened to see whether they bear the name (`openDeb.ts`), the likeliest first.
   */
  | { readonly kind: "unknown-release"; readonly release: string; readonly packages: readonly string[] }
  /** A package should have been opened and could not be (no network): another day may have another answer. */
  | { readonly kind: "unopened"; readonly reason: string };

/** What apt would install now for a package. */
export interface Candidate {
  readonly package: string;
  readonly installed: string | null;
  /** Debian's full version; null where apt has none. */
  readonly candidate: string | null;
  /** The archives that offer it are all the distribution's own. */
  readonly fromDistribution: boolean;
  /** Who publishes them, as their Release files say (`Debian`, `Raspberry Pi Foundation`). */
  readonly origins: readonly string[];
  /** Which releases of theirs, as the same files say (`bookworm`, `bookworm-security`). */
  readonly codenames: readonly string[];
}

/** Whether a requirement can be served by the distribution. */
export type Proof =
  | {
      readonly kind: "proved";
      readonly name: NormalizedName;
      readonly package: string;
      /** Debian's full version. */
      readonly candidate: string;
      /** What pip will see. */
      readonly metadataVersion: string;
      readonly alias: string | null;
      readonly reason: string;
    }
  | {
      readonly kind: "not-proved";
      readonly name: NormalizedName | null;
      /** False where apt or the archive could not be asked, so that nothing is known either way. */
      readonly certain: boolean;
      readonly reason: string;
    };

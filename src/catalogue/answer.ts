import type { NormalizedName } from "../pip/requirement.ts";

/** What a project is to those who install it. `both` (pytest, sphinx) and `unknown` are served as libraries. */
export type Kind = "application" | "library" | "both" | "unknown";

/** A Debian package that the shipped data names for a project on a release. Not yet proved on this machine. */
export interface Entry {
  readonly package: string;
  /** The version in the package's own metadata when the data was made: what pip sees. */
  readonly metadataVersion: string;
  /** The package's upstream version then, by the translation of Debian's version. */
  readonly upstreamVersion: string;
  /** The reviewed alias's reason (`psycopg2-binary` is psycopg2, compiled); null where the names are one. */
  readonly alias: string | null;
}

/** What apt would install now for a package. */
export interface Candidate {
  readonly package: string;
  readonly installed: string | null;
  /** Debian's full version; null where apt has none. */
  readonly candidate: string | null;
  /** The archive it comes from is the distribution's own. */
  readonly fromDistribution: boolean;
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
  | { readonly kind: "not-proved"; readonly name: NormalizedName | null; readonly reason: string };

import type { Dialect } from "../dialect.ts";
import type { MarkerEnvironment } from "../evaluateMarker.ts";
import type { Files } from "../files.ts";
import type { PipVersion } from "../options/pipVersion.ts";

/** What the meaning of a requirement depends on besides its text. */
export interface Surroundings {
  readonly version: PipVersion;
  readonly dialect: Dialect;
  readonly cwd: string;
  readonly files: Files;
  /** The interpreter's own; asked only where a marker is there, and null where no interpreter answers. */
  markerEnvironment(): MarkerEnvironment | null;
}

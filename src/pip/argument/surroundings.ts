import type { Dialect } from "../dialect.ts";
import type { MarkerEnvironment } from "../evaluateMarker.ts";
import type { Files } from "../files.ts";
import type { Marker } from "../marker.ts";
import type { PipVersion } from "../options/pipVersion.ts";
import type { Condition, ReadMarker } from "./condition.ts";

/** What the meaning of a requirement depends on besides its text. */
export interface Surroundings {
  readonly version: PipVersion;
  readonly dialect: Dialect;
  readonly cwd: string;
  readonly files: Files;
  /** The interpreter's own; asked only where a marker is there, and null where no interpreter answers. */
  markerEnvironment(): MarkerEnvironment | null;
  /** Markers that were read before, by their text; grows while a request is read. */
  readonly markers: Map<string, ReadMarker>;
  /** What they came to. */
  readonly conditions: Map<Marker, Condition>;
}

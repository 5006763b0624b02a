import type { Homes } from "../homes.ts";
import type { PipVersion } from "../options/pipVersion.ts";

/** What pip's own option types and callbacks look at besides the value. */
export interface OptionContext {
  readonly version: PipVersion;
  readonly cwd: string;
  /** What `~` and `~name` stand for. */
  readonly homes: Homes;
}

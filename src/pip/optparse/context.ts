import type { PipVersion } from "../options/pipVersion.ts";

/** What pip's own option types and callbacks look at besides the value. */
export interface OptionContext {
  readonly version: PipVersion;
  readonly cwd: string;
  /** What `~` stands for; null where nobody knows. */
  readonly home: string | null;
}

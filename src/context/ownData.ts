import { statSync } from "node:fs";

/**
 * The data directory, if nobody else has made it; empty for none. Whoever owns it decides what `python` is, so that a
 * HOME or XDG_DATA_HOME which leads to another's is as good as none (threat T35).
 */
export function ownData(directory: string, uid: number): string {
  try {
    return statSync(directory).uid === uid ? directory : "";
  } catch {
    return directory;
  }
}

import { readdirSync } from "node:fs";

/** The names in a directory, sorted; none where it is not there or can't be read. */
export function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    return [];
  }
}

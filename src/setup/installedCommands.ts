import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Layout } from "./layout.ts";

/** The commands that installs brought into environments, sorted: the runner keeps a directory for each name. */
export function installedCommands({ data }: Layout): string[] {
  try {
    return readdirSync(join(data, "commands")).sort();
  } catch {
    return [];
  }
}

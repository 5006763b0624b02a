import { join } from "node:path";
import { namesIn } from "../directory.ts";
import type { Layout } from "./layout.ts";

/** The commands that installs brought into environments, sorted: the runner keeps a directory for each name. */
export function installedCommands({ data }: Layout): string[] {
  return namesIn(join(data, "commands"));
}

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { namesIn } from "../directory.ts";

/** The Debian packages to which the user has said No; a file each, by its name. */
export function readDeclined(data: string | null): Set<string> {
  if (!data) return new Set();
  return new Set(namesIn(join(data, "declined")));
}

/** Remembers a No, so that it is not asked again. */
export function rememberDeclined(data: string, packages: readonly string[]): void {
  const directory = join(data, "declined");
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (const name of packages)
    if (/^[a-z0-9][a-z0-9+.-]+$/.test(name)) writeFileSync(join(directory, name), "", { mode: 0o600 });
}

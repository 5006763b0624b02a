import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The Debian packages to which the user has said No; a file each, by its name. */
export function readDeclined(data: string | null): Set<string> {
  if (!data) return new Set();
  try {
    return new Set(readdirSync(join(data, "declined")));
  } catch {
    return new Set();
  }
}

/** Remembers a No, so that it is not asked again. */
export function rememberDeclined(data: string, packages: readonly string[]): void {
  const directory = join(data, "declined");
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (const name of packages)
    if (/^[a-z0-9][a-z0-9+.-]+$/.test(name)) writeFileSync(join(directory, name), "", { mode: 0o600 });
}

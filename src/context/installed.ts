import { readFileSync } from "node:fs";
import { join } from "node:path";
import { namesIn } from "../directory.ts";
import { normalizeName } from "../pip/requirement.ts";
import type { InstalledDistribution } from "../plan/facts.ts";

/** `Name-Version.dist-info`, `Name-Version-py3.11.egg-info`: the version ends at the next dash. */
const METADATA = /^([^-]+)-([^-]+)(?:-.*)?\.(dist|egg)-info$/;

/**
 * The distributions that a python with these directories on sys.path sees, by the names of their metadata; of
 * two with one name the first wins, as at import. A file is read only when a distribution's needs are asked for.
 */
export function readInstalled(directories: readonly string[]): InstalledDistribution[] {
  const found = new Map<string, InstalledDistribution>();
  for (const location of directories) {
    for (const entry of namesIn(location)) {
      const match = METADATA.exec(entry);
      const [, spelling, version, kind] = match ?? [];
      if (!spelling || !version || entry.startsWith("~")) continue;
      const name = normalizeName(spelling);
      if (found.has(name)) continue;
      const requires = () =>
        kind === "dist" ? requiresDist(join(location, entry)) : requiresTxt(join(location, entry));
      found.set(name, { name, spelling, version, location, requires });
    }
  }
  return [...found.values()];
}

/** `Requires-Dist` of a wheel's METADATA: header lines, up to the first empty one. */
function requiresDist(directory: string): readonly string[] {
  return headers(textOf(join(directory, "METADATA")));
}

/** An egg-info holds PKG-INFO (in a directory, or being it), and its needs in `requires.txt`, by sections. */
function requiresTxt(path: string): readonly string[] {
  const text = textOf(join(path, "requires.txt"));
  if (text === null) return headers(textOf(join(path, "PKG-INFO")) ?? textOf(path));
  const needs: string[] = [];
  let condition = "";
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    const section = /^\[([^:\]]*)(?::(.*))?\]$/.exec(line);
    if (section) {
      const parts = [section[1] ? `extra == "${section[1]}"` : "", section[2] ? `(${section[2]})` : ""];
      condition = parts.filter((part) => part !== "").join(" and ");
    } else if (line !== "") needs.push(condition ? `${line}; ${condition}` : line);
  }
  return needs;
}

function headers(text: string | null): readonly string[] {
  const head = (text ?? "").split(/\r?\n\r?\n/, 1)[0] ?? "";
  return [...head.matchAll(/^Requires-Dist:[ \t]*(.*)$/gm)].map((match) => match[1]?.trim() ?? "");
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

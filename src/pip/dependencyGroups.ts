import { isInvalid } from "./invalid.ts";
import { readLocal } from "./localFile.ts";
import { addNamed, end, type Reading } from "./reading.ts";
import type { Origin } from "./request.ts";
import { normalizeName, parseRequirement, printRequirement } from "./requirement.ts";
import { isTable, parseToml, type TomlTable } from "./toml.ts";

/** Reads the dependency groups asked for by `--group [path:]name` (PEP 735), each file before all groups. */
export function readGroups(
  reading: Reading,
  groups: readonly (readonly [text: string, origin: Origin])[],
): void {
  const files = new Map<string, TomlTable>();
  for (const [text, origin] of groups) {
    const path = text.slice(0, text.lastIndexOf(":"));
    const table = files.get(path) ?? groupsOf(reading, path, origin);
    if (table === null) return;
    files.set(path, table);
  }
  for (const [text, origin] of groups) {
    const colon = text.lastIndexOf(":");
    const found = resolveGroup(files.get(text.slice(0, colon)) ?? {}, text.slice(colon + 1), [], reading);
    if (typeof found === "string") {
      end(
        reading,
        "invalid-group",
        `[dependency-groups] resolution failed for '${text}': ${found}`,
        origin,
        1,
      );
      return;
    }
    for (const requirement of found) if (!reading.ended) addNamed(reading, requirement, origin);
  }
}

/** The file's groups by normalised names; null where pip ends or the file can't be read. */
function groupsOf(reading: Reading, path: string, origin: Origin): TomlTable | null {
  const text = readLocal(reading, path, origin, "Cannot resolve '--group' option");
  if (text === null) return null;
  const document = parseToml(text);
  const refuse = (reason: string) => {
    end(reading, "invalid-group", `${reason} in '${path}'. Cannot resolve '--group' option.`, origin, 1);
    return null;
  };
  if (typeof document === "string") return refuse(`Error parsing: ${document}`);
  const groups = document["dependency-groups"];
  if (groups === undefined) return refuse("[dependency-groups] table was missing");
  if (!isTable(groups)) return refuse("[dependency-groups] table was malformed");
  const names = Object.keys(groups).map(normalizeName);
  if (new Set(names).size < names.length) {
    // Up to pip 25.3 this one came out uncaught.
    const exitCode = reading.table.version.release[0] >= 26 ? 1 : 2;
    end(reading, "invalid-group", "Duplicate dependency group names", origin, exitCode);
    return null;
  }
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [normalizeName(name), value]));
}

/** A group's requirements with those that it includes, or what is wrong with it. */
function resolveGroup(
  groups: TomlTable,
  name: string,
  ancestors: readonly string[],
  reading: Reading,
): readonly string[] | string {
  const key = normalizeName(name);
  if (ancestors.includes(key)) return `Cyclic dependency group include: ${key}`;
  const group = Object.hasOwn(groups, key) ? groups[key] : undefined;
  if (group === undefined) return `Dependency group '${key}' not found`;
  if (!Array.isArray(group)) return `Dependency group '${key}' is not a list`;
  const found: string[] = [];
  for (const item of group as readonly unknown[]) {
    if (typeof item === "string") {
      const requirement = parseRequirement(item, reading.around.dialect);
      if (isInvalid(requirement)) return `${item}: ${requirement.message}`;
      found.push(printRequirement(requirement));
      continue;
    }
    const include =
      isTable(item) && Object.keys(item).join() === "include-group" ? item["include-group"] : undefined;
    if (typeof include !== "string") return `Invalid dependency group item in '${key}'`;
    const included = resolveGroup(groups, include, [...ancestors, key], reading);
    if (typeof included === "string") return included;
    found.push(...included);
  }
  return found;
}

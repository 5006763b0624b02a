import { isInvalid } from "./invalid.ts";
import { readLocal } from "./localFile.ts";
import { pipIsAtLeast } from "./options/pipVersion.ts";
import type { Refusal } from "./optparse/values.ts";
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
    const found = resolveGroup(
      files.get(text.slice(0, colon)) ?? {},
      normalizeName(text.slice(colon + 1)),
      [],
      reading,
    );
    if ("reason" in found) {
      const message = `[dependency-groups] resolution failed for '${text}': ${found.reason}`;
      end(reading, "invalid-group", message, origin, found.exitCode);
      return;
    }
    for (const requirement of found.requirements) if (!reading.ended) addNamed(reading, requirement, origin);
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
    // Up to pip 26.0 this one came out uncaught.
    const exitCode = pipIsAtLeast(reading.around.version, 26, 1) ? 1 : 2;
    end(reading, "invalid-group", "Duplicate dependency group names", origin, exitCode);
    return null;
  }
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [normalizeName(name), value]));
}

type Resolved = { readonly requirements: readonly string[] } | Refusal;

/** A group's requirements with those that it includes, or what is wrong with it. */
function resolveGroup(
  groups: TomlTable,
  key: string,
  ancestors: readonly string[],
  reading: Reading,
): Resolved {
  if (ancestors.includes(key)) return refusal(`Cyclic dependency group include: ${key}`);
  const group = Object.hasOwn(groups, key) ? groups[key] : undefined;
  if (group === undefined) return refusal(`Dependency group '${key}' not found`);
  if (!Array.isArray(group)) return refusal(`Dependency group '${key}' is not a list`);
  const items = (group as readonly unknown[]).map((item) => readItem(item, reading));
  const invalid = items.find((item) => item.kind === "invalid-requirement");
  if (invalid !== undefined) return refusal(invalid.text, uncaughtRequirement(reading) ? 2 : 1);
  if (items.some((item) => item.kind === "unknown"))
    return refusal(`Invalid dependency group item in '${key}'`);
  const requirements: string[] = [];
  for (const { kind, text } of items) {
    if (kind === "requirement") {
      requirements.push(text);
      continue;
    }
    // pip 25.1 looked for the name as it was written.
    const name = reading.around.version.release.join(".") === "25.1.0" ? text : normalizeName(text);
    const included = resolveGroup(groups, name, [...ancestors, key], reading);
    if ("reason" in included) return included;
    requirements.push(...included.requirements);
  }
  return { requirements };
}

interface Item {
  readonly kind: "requirement" | "include" | "invalid-requirement" | "unknown";
  readonly text: string;
}

function readItem(item: unknown, reading: Reading): Item {
  if (typeof item === "string") {
    const requirement = parseRequirement(item, reading.around.dialect);
    return isInvalid(requirement)
      ? { kind: "invalid-requirement", text: `${item}: ${requirement.message}` }
      : { kind: "requirement", text: printRequirement(requirement) };
  }
  const include =
    isTable(item) && Object.keys(item).join() === "include-group" ? item["include-group"] : undefined;
  return typeof include === "string" ? { kind: "include", text: include } : { kind: "unknown", text: "" };
}

/** From pip 26.1 to 26.2 nothing caught a requirement that is none: a traceback. */
function uncaughtRequirement({ around }: Reading): boolean {
  return pipIsAtLeast(around.version, 26, 1) && !pipIsAtLeast(around.version, 26, 3);
}

function refusal(reason: string, exitCode = 1): Refusal {
  return { reason, exitCode };
}

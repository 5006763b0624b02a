import { splitExtras } from "./argument/extras.ts";
import { evaluateMarker } from "./evaluateMarker.ts";
import { isInvalid } from "./invalid.ts";
import { readLocal } from "./localFile.ts";
import { parseMarker } from "./marker.ts";
import { pipIsAtLeast } from "./options/pipVersion.ts";
import { directoryName, joinPath } from "./paths.ts";
import { isPylockName } from "./pylockName.ts";
import { addItem, addNamed, doubt, end, type Reading } from "./reading.ts";
import type { Origin } from "./request.ts";
import { isTable, parseToml, type TomlTable } from "./toml.ts";

/** Whether that pip reads the file as a lock (PEP 751), by its name alone. */
export function isPylock(location: string, { around }: Reading): boolean {
  if (!pipIsAtLeast(around.version, 26, 1)) return false;
  if (!pipIsAtLeast(around.version, 26, 3)) return isPylockName(location, true);
  return isPylockName(splitExtras(location, around).path, true);
}

/**
 * Reads a lock's packages as far as they concern this interpreter. What depends on extras, groups or on the choice
 * of a file is left to pip, and the request is no longer certain.
 */
export function readPylock(reading: Reading, location: string, origin: Origin): void {
  if (/^(?:https?|file):/i.test(location)) {
    doubt(reading, "remote-file", `${location} is fetched by pip`, origin);
    return;
  }
  const path = pipIsAtLeast(reading.around.version, 26, 3)
    ? splitExtras(location, reading.around).path
    : location;
  const text = readLocal(reading, path, origin, "It can't be used as a lock file");
  if (text === null) return;
  const document = parseToml(text);
  if (typeof document === "string") {
    end(reading, "invalid-lock", `Invalid pylock file '${path}': ${document}`, origin, 1);
    return;
  }
  const packages: unknown = document.packages;
  if (!Array.isArray(packages) || !packages.every(isTable) || typeof document["created-by"] !== "string") {
    end(reading, "invalid-lock", `Invalid pylock file '${path}'`, origin, 1);
    return;
  }
  for (const entry of packages) if (!reading.ended) readPackage(reading, entry, path, origin);
}

/** What one package of a lock comes to. */
type Locked =
  | { readonly kind: "named"; readonly text: string; readonly hashes: readonly string[] }
  | { readonly kind: "directory"; readonly path: string; readonly editable: boolean }
  | { readonly kind: "left-out" }
  | { readonly kind: "unsure"; readonly why: string };

function readPackage(reading: Reading, entry: TomlTable, path: string, origin: Origin): void {
  const locked = lockedPackage(reading, entry);
  switch (locked.kind) {
    case "named":
      addNamed(reading, locked.text, origin, locked.hashes);
      break;
    case "directory": {
      const text = joinPath(directoryName(joinPath(reading.around.cwd, path)), locked.path);
      addItem(reading, { text, editable: locked.editable, hashes: [], constraint: false, source: origin });
      break;
    }
    case "unsure":
      doubt(reading, "lock-file", `${path}: ${String(entry.name)}: ${locked.why}`, origin);
      break;
    case "left-out":
      break;
  }
}

function lockedPackage(reading: Reading, entry: TomlTable): Locked {
  const { name, version, marker, directory, archive, vcs } = entry;
  if (typeof name !== "string") return { kind: "unsure", why: "it has no name" };
  const applies = typeof marker === "string" ? holds(marker, reading) : true;
  if (applies === null) return { kind: "unsure", why: "its marker depends on what is selected" };
  if (!applies) return { kind: "left-out" };
  if (typeof version === "string")
    return { kind: "named", text: `${name}==${version}`, hashes: hashesOf(entry) };
  if (isTable(directory) && typeof directory.path === "string") {
    return { kind: "directory", path: directory.path, editable: directory.editable === true };
  }
  if (isTable(archive) && typeof archive.url === "string")
    return { kind: "named", text: `${name} @ ${archive.url}`, hashes: hashesIn([archive]) };
  if (isTable(vcs) && typeof vcs.url === "string") {
    const url = `${String(vcs.type)}+${vcs.url}@${String(vcs["commit-id"])}`;
    return { kind: "named", text: `${name} @ ${url}`, hashes: [] };
  }
  return { kind: "unsure", why: "its version is known only from a file's name" };
}

/** Those of all its files: which one is taken depends on the interpreter's tags. */
function hashesOf({ sdist, wheels }: TomlTable): readonly string[] {
  return hashesIn([sdist, ...(Array.isArray(wheels) ? (wheels as readonly unknown[]) : [])]);
}

function hashesIn(files: readonly unknown[]): readonly string[] {
  return files.flatMap((file) => {
    const hashes = isTable(file) ? file.hashes : undefined;
    return isTable(hashes) ? Object.entries(hashes).map(([kind, digest]) => `${kind}:${String(digest)}`) : [];
  });
}

/** null where only a selection of extras and groups would tell. */
function holds(marker: string, { around }: Reading): boolean | null {
  const condition = parseMarker(marker, around.dialect);
  const environment = around.markerEnvironment();
  if (isInvalid(condition) || environment === null) return null;
  const result = evaluateMarker(condition, environment, []);
  return result.kind === "evaluated" ? result.holds : null;
}

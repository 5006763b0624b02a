import { decodeStrictly } from "../decode.ts";
import { pipIsAtLeast } from "../options/pipVersion.ts";
import { type Refusal, usage } from "../optparse/values.ts";
import type { Origin } from "../request.ts";
import { type ConfigPlaces, configFiles } from "./locations.ts";
import { parseConfig } from "./rawConfigParser.ts";

/** One setting as pip finds it, before any option is asked whether it is one. */
export interface Setting {
  /** The file's section, or `:env:`. */
  readonly section: string;
  /** Lower case, with dashes and without leading ones, such as `index-url`. */
  readonly key: string;
  readonly value: string;
  readonly origin: Origin;
}

/** All settings, lowest priority first, or why every pip command ends here. */
export type Configuration = { readonly settings: readonly Setting[] } | { readonly refusal: Refusal };

/** Reads pip's files and, unless `isolated`, the `PIP_*` variables. */
export function readConfiguration(places: ConfigPlaces, isolated: boolean): Configuration {
  const layers: Setting[][] = [];
  const perFile = pipIsAtLeast(places.version, 25, 2);
  const paths = configFiles(places, isolated);
  // From pip 25.2 on a file that is named twice keeps its first place.
  for (const path of perFile ? new Set(paths) : paths) {
    const read = readFile(path, places);
    if ("refusal" in read) return read;
    layers.push([...read.settings]);
  }
  if (!isolated) layers.push(settingsOfVariables(places.env));
  return { settings: mergeLayers(layers, places) };
}

function readFile(path: string, places: ConfigPlaces): Configuration {
  const content = places.files.read(path);
  // Python's parser passes over files that it can't open.
  if (content.kind !== "read") return { settings: [] };
  const text = decodeStrictly(content.bytes, "locale", places.env);
  if (text === null) {
    return { refusal: usage(`Configuration file contains invalid characters in ${path}.`) };
  }
  const normalizes = pipIsAtLeast(places.version, 26, 3);
  const parsed = parseConfig(text, normalizes ? normalizeKey : (key) => key.toLowerCase());
  if (parsed.kind === "invalid") {
    return {
      refusal: usage(
        `Configuration file could not be loaded. ${path}, line ${parsed.line}: ${parsed.reason}`,
      ),
    };
  }
  const settings = parsed.entries.map(({ section, key, value, line }): Setting => {
    return { ...splitKey(`${section}.${normalizeKey(key)}`), value, origin: { kind: "file", path, line } };
  });
  return { settings };
}

/** `PIP_INDEX_URL` is `index-url`, in the order of the environment block. */
function settingsOfVariables(env: ConfigPlaces["env"]): Setting[] {
  const settings: Setting[] = [];
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith("PIP_") || value === undefined) continue;
    const key = name.slice("PIP_".length).toLowerCase();
    if (key === "version" || key === "help") continue;
    settings.push({
      ...splitKey(`:env:.${normalizeKey(key)}`),
      value,
      origin: { kind: "environment", name },
    });
  }
  return settings;
}

function normalizeKey(key: string): string {
  return key.toLowerCase().replaceAll("_", "-").replace(/^--/, "");
}

/** pip keeps section and key as one text, and splits it at the first dot. */
function splitKey(text: string): { section: string; key: string } {
  const dot = text.indexOf(".");
  return { section: text.slice(0, dot), key: text.slice(dot + 1) };
}

/**
 * A later layer takes the place of an earlier one's setting, an empty value cancels it. Pip 25.2 and 25.3 are the
 * exception: there every layer's setting counts, one after the other, and an empty one does nothing.
 */
function mergeLayers(layers: readonly (readonly Setting[])[], { version }: ConfigPlaces): Setting[] {
  const keepsAll = pipIsAtLeast(version, 25, 2) && !pipIsAtLeast(version, 26, 0);
  const merged = new Map<string, Setting>();
  for (const [number, layer] of layers.entries()) {
    for (const setting of layer)
      merged.set(`${keepsAll ? number : ""} ${setting.section}.${setting.key}`, setting);
  }
  return [...merged.values()].filter(({ value }) => value !== "");
}

import { stripSpace } from "../pythonText.ts";

/** One key of a section. */
export interface ConfigEntry {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  /** The line of its key, counted from 1. */
  readonly line: number;
}

/** The entries in Python's order (`[DEFAULT]`'s first in every section), or why Python's parser refuses the file. */
export type ConfigText =
  | { readonly kind: "entries"; readonly entries: readonly ConfigEntry[] }
  | { readonly kind: "invalid"; readonly line: number; readonly reason: string };

/** A key while its continuation lines are still being read. */
interface Option {
  readonly line: number;
  readonly parts: string[];
}

type Section = Map<string, Option>;

/**
 * Reads a pip.conf as Python's strict RawConfigParser does: `=` or `:`, comments on lines of their own, values
 * continued by indentation, empty lines inside them kept. `transform` is the parser's `optionxform`.
 */
export function parseConfig(text: string, transform: (key: string) => string): ConfigText {
  const sections = new Map<string, Section>();
  const defaults: Section = new Map();
  let section: Section | null = null;
  let option: Option | null = null;
  let indentation = 0;
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === "") lines.pop();
  for (const [index, raw] of lines.entries()) {
    const line = index + 1;
    const value = stripSpace(raw);
    if (value === "") {
      option?.parts.push("");
      continue;
    }
    if (value.startsWith("#") || value.startsWith(";")) continue;
    const level = raw.indexOf(value);
    if (option !== null && level > indentation) {
      option.parts.push(value);
      continue;
    }
    indentation = level;
    const header = /^\[([^\n]+)\]/.exec(value)?.[1];
    if (header !== undefined) {
      option = null;
      if (sections.has(header))
        return { kind: "invalid", line, reason: `section '${header}' already exists` };
      section = header === "DEFAULT" ? defaults : new Map<string, Option>();
      if (header !== "DEFAULT") sections.set(header, section);
      continue;
    }
    if (section === null) return { kind: "invalid", line, reason: "File contains no section headers." };
    const delimiter = value.search(/[=:]/);
    const written = stripSpace(value.slice(0, Math.max(delimiter, 0)));
    if (written === "") return { kind: "invalid", line, reason: "Source contains parsing errors" };
    const key = transform(written);
    if (section.has(key)) return { kind: "invalid", line, reason: `option '${key}' already exists` };
    const parts = [stripSpace(value.slice(delimiter + 1))];
    section.set(key, { line, parts });
    // Python continues no key that its own transformation has emptied.
    option = key === "" ? null : { line, parts };
  }
  return { kind: "entries", entries: [...sections].flatMap(([name, own]) => entriesOf(name, defaults, own)) };
}

/** A section's entries: the defaults in their order, with the section's own values, then the rest of its own. */
function entriesOf(section: string, defaults: Section, own: Section): ConfigEntry[] {
  return [...new Map([...defaults, ...own])].map(([key, { line, parts }]) => {
    // Only the end is stripped, and the mark in front keeps the beginning as it is.
    return { section, key, value: stripSpace(`|${parts.join("\n")}`).slice(1), line };
  });
}

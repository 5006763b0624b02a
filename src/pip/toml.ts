import { parse } from "smol-toml";

/** A table of a TOML document. */
export type TomlTable = { readonly [key: string]: unknown };

/** Reads TOML; a text says what is wrong with it. */
export function parseToml(text: string): TomlTable | string {
  try {
    return parse(text, { integersAsBigInt: true });
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error);
  }
}

/** True for a table, and not for a list or a date. */
export function isTable(value: unknown): value is TomlTable {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

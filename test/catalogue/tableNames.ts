import { readFileSync } from "node:fs";
import type { NormalizedName } from "../../src/pip/requirement.ts";

/** The first words of a table's rows, as they stand in its file; the first table of a file counts. */
export function tableNames(table: string): NormalizedName[] {
  const text = readFileSync(new URL(`../../src/catalogue/tables/${table}.ts`, import.meta.url), "utf8");
  const rows = text.slice(0, text.indexOf("\n];"));
  return [...rows.matchAll(/^ {2}(?:\[\s*)?"([^"]+)"/gm)].map(([, name]) => name as NormalizedName);
}

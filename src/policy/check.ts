import * as v from "valibot";
import { type NormalizedName, normalizeName } from "../pip/requirement.ts";
import { escapeText, show } from "./display.ts";
import { keyPath } from "./keyLines.ts";
import { nearest } from "./nearest.ts";
import type { Layer, PolicyProblem } from "./policy.ts";
import { type Key, type KeyValues, keys, mayHold, type TableValues, tables } from "./schema.ts";
import { packageName } from "./values.ts";

/** A value and the line that it stands on. */
export interface Placed<T> {
  readonly value: T;
  readonly line: number;
}

/** What one policy file says, checked: known keys, right types, names normalised. */
export interface PolicyFile {
  readonly layer: Layer;
  /** Absolute. */
  readonly file: string;
  readonly keys: { readonly [K in keyof KeyValues]?: Placed<KeyValues[K]> };
  readonly tables: {
    readonly [K in keyof TableValues]: ReadonlyMap<NormalizedName, Placed<TableValues[K]>>;
  };
}

/** A table of TOML as the parser gives it: without a prototype, so that `__proto__` is a key like any other. */
export interface ParsedTable {
  readonly layer: Layer;
  readonly file: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** Where the table stands: empty for a policy file, `tool`, `safe-pip` in pyproject.toml. */
  readonly prefix: readonly string[];
  readonly lines: ReadonlyMap<string, number>;
}

/** Checks what a file says against the schema. Every fault is found, not the first alone. */
export function checkPolicy(table: ParsedTable): {
  readonly policy: PolicyFile;
  readonly problems: readonly PolicyProblem[];
} {
  const problems: PolicyProblem[] = [];
  const found: Record<string, Placed<unknown>> = {};
  const foundTables: Record<string, ReadonlyMap<NormalizedName, Placed<unknown>>> = {};
  for (const name of Object.keys(tables)) foundTables[name] = new Map();
  for (const [name, value] of Object.entries(table.content)) {
    const place = placeOf(table, [name]);
    const key = knownKey(name);
    if (key === null) problems.push(unknownKey(place, name));
    else if (!mayHold(key, table.layer)) problems.push(wrongFile(place, key));
    else if (Object.hasOwn(tables, name)) foundTables[name] = checkTable(table, name, key, value, problems);
    else {
      const fault = faultOf(key, value);
      if (fault === null) found[name] = { value, line: place.line };
      else problems.push(wrongValue(place, value, fault));
    }
  }
  // The schema has just checked what the types say.
  const policy = {
    layer: table.layer,
    file: table.file,
    keys: found,
    tables: foundTables,
  } as unknown as PolicyFile;
  return { policy, problems };
}

interface Place {
  readonly file: string;
  readonly line: number;
  /** As it is shown: escaped, dotted. */
  readonly key: string;
}

/** The place of a key; where the scan has not seen it (in an inline table), that of the table around it. */
function placeOf(table: ParsedTable, path: readonly string[]): Place {
  const whole = [...table.prefix, ...path];
  let line = 1;
  for (let depth = whole.length; depth > 0; depth--) {
    const known = table.lines.get(keyPath(...whole.slice(0, depth)));
    if (known === undefined) continue;
    line = known;
    break;
  }
  return { file: table.file, line, key: escapeText(path.join(".").slice(0, 100)) };
}

function knownKey(name: string): Key | null {
  // Own keys only: `constructor` and `toString` are no keys of ours.
  if (Object.hasOwn(keys, name)) return keys[name as keyof typeof keys];
  if (Object.hasOwn(tables, name)) return tables[name as keyof typeof tables];
  return null;
}

/** What the value must be; null where it is right. */
function faultOf(key: Key, value: unknown): string | null {
  const result = v.safeParse(key.value, value, { abortEarly: true });
  return result.success ? null : result.issues[0].message;
}

function checkTable(
  table: ParsedTable,
  name: string,
  key: Key,
  content: unknown,
  problems: PolicyProblem[],
): ReadonlyMap<NormalizedName, Placed<unknown>> {
  const entries = new Map<NormalizedName, Placed<unknown>>();
  if (typeof content !== "object" || content === null || Array.isArray(content) || content instanceof Date) {
    problems.push(wrongValue(placeOf(table, [name]), content, `a table: [${name}], then one package a line`));
    return entries;
  }
  for (const [spelling, value] of Object.entries(content)) {
    const place = placeOf(table, [name, spelling]);
    const fault = faultOf(key, value);
    const normalized = normalizeName(spelling);
    const before = entries.get(normalized);
    if (!v.is(packageName, spelling)) problems.push(wrongName(place, spelling));
    else if (fault !== null) problems.push(wrongValue(place, value, fault));
    else if (before !== undefined) problems.push(twice(place, before.line));
    else
      entries.set(normalized, {
        value: name === "plugin" ? normalizeName(String(value)) : value,
        line: place.line,
      });
  }
  return entries;
}

function problem(code: string, place: Place, sentence: string): PolicyProblem {
  const message = `${escapeText(place.file)}, line ${place.line}: ${sentence}`;
  return { code, file: place.file, line: place.line, key: place.key, message };
}

function unknownKey(place: Place, name: string): PolicyProblem {
  const like = nearest(name, [...Object.keys(keys), ...Object.keys(tables)]);
  const hint = like === null ? "`safe-pip policy` lists the keys" : `did you mean ${like}?`;
  return problem("policy-unknown-key", place, `there is no key ${show(name)}: ${hint}`);
}

function wrongFile(place: Place, key: Key): PolicyProblem {
  const where =
    key.holder === "machine"
      ? "the machine's policy.toml"
      : "the user's config.toml or the machine's policy.toml";
  return problem("policy-layer", place, `${place.key} must stand in ${where}, not here`);
}

function wrongValue(place: Place, value: unknown, right: string): PolicyProblem {
  return problem("policy-value", place, `${place.key} must be ${right}; it is ${show(value)}`);
}

function wrongName(place: Place, spelling: string): PolicyProblem {
  return problem("policy-value", place, `${show(spelling)} must be a package's name, such as requests`);
}

function twice(place: Place, line: number): PolicyProblem {
  return problem(
    "policy-value",
    place,
    `${place.key} must be named once; line ${line} names the same package`,
  );
}

import type * as v from "valibot";
import { type Key, keys, tables } from "./schema.ts";
import { packageName } from "./values.ts";

/** A part of a JSON Schema (draft 2020-12). */
export type JsonSchema = { readonly [keyword: string]: unknown };

/**
 * The JSON Schema of a policy file, for editors and other tools. Made from the schema that checks the files, so
 * that there is one truth. What it can't say: which file may hold a key (its description does).
 */
export function policyJsonSchema(): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const [name, key] of Object.entries(keys) as [string, Key][]) {
    properties[name] = { description: describe(key), ...convert(key.value) };
  }
  for (const [name, key] of Object.entries(tables) as [string, Key][]) {
    properties[name] = {
      description: describe(key),
      type: "object",
      propertyNames: convert(packageName),
      additionalProperties: convert(key.value),
    };
  }
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "safe-pip's policy",
    description:
      ".safe-pip.toml, [tool.safe-pip] in pyproject.toml, the user's config.toml, the machine's policy.toml",
    type: "object",
    additionalProperties: false,
    properties,
  };
}

function describe(key: Key): string {
  const where = {
    any: "",
    "not-project": " Not in a project's file.",
    machine: " In the machine's file alone.",
  }[key.holder];
  return key.about + where;
}

/** The kinds of valibot's schemas and actions that values.ts uses; another one is a fault of ours. */
type Part =
  | { readonly type: "picklist"; readonly options: readonly string[] }
  | { readonly type: "boolean" | "string" | "number" | "integer" }
  | { readonly type: "array"; readonly item: v.GenericSchema<unknown> }
  | { readonly type: "regex"; readonly requirement: RegExp }
  | { readonly type: "min_length" | "max_length" | "min_value" | "max_value"; readonly requirement: number };

function convert(schema: v.GenericSchema<unknown>): JsonSchema {
  const parts = "pipe" in schema ? (schema.pipe as readonly Part[]) : [schema as unknown as Part];
  const isList = parts[0]?.type === "array";
  return Object.assign({}, ...parts.map((part) => keywords(part, isList)));
}

function keywords(part: Part, isList: boolean): JsonSchema {
  switch (part.type) {
    case "picklist":
      return { enum: part.options };
    case "boolean":
    case "string":
    case "number":
    case "integer":
      return { type: part.type };
    case "array":
      return { type: "array", items: convert(part.item) };
    case "regex":
      return { pattern: part.requirement.source };
    case "min_length":
      return { [isList ? "minItems" : "minLength"]: part.requirement };
    case "max_length":
      return { [isList ? "maxItems" : "maxLength"]: part.requirement };
    case "min_value":
      return { minimum: part.requirement };
    case "max_value":
      return { maximum: part.requirement };
    default:
      throw new Error(`no JSON Schema for ${JSON.stringify(part)}`);
  }
}

import { parse, TomlError } from "smol-toml";
import type { ParsedTable } from "./check.ts";
import { escapeText } from "./display.ts";
import { keyLines } from "./keyLines.ts";
import type { Layer, PolicyProblem } from "./policy.ts";

/** A policy file's table, or why there is none. */
export type Parsed =
  | { readonly kind: "table"; readonly table: ParsedTable }
  /** A pyproject.toml without `[tool.safe-pip]`. */
  | { readonly kind: "absent" }
  | { readonly kind: "problem"; readonly problem: PolicyProblem };

/** Tables within tables that a file may have: far more than the schema knows, far less than a bomb. */
const depthLimit = 64;

/**
 * Parses the bytes of a policy file (TOML 1.0, UTF-8). `section`: the table that holds the policy, such as
 * `tool`, `safe-pip` in pyproject.toml. The text of the file is never part of an error: it may be no policy.
 */
export function parsePolicy(bytes: Buffer, layer: Layer, file: string, section: readonly string[]): Parsed {
  const fail = (line: number | null, why: string): Parsed => {
    const place = line === null ? escapeText(file) : `${escapeText(file)}, line ${line}`;
    const message = `${place}: ${why}`;
    return { kind: "problem", problem: { code: "policy-syntax", file, line, key: null, message } };
  };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return fail(null, "it is not UTF-8 text");
  }
  let content: unknown;
  try {
    content = parse(text, { maxDepth: depthLimit });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return fail(error.line, `this is not TOML: ${reasonOf(error)}`);
  }
  for (const name of section) {
    if (!isTable(content) || !Object.hasOwn(content, name)) return { kind: "absent" };
    content = content[name];
  }
  const lines = keyLines(text);
  if (!isTable(content)) {
    return fail(lines.get(section.join("\u0000")) ?? 1, `${section.join(".")} must be a table`);
  }
  return { kind: "table", table: { layer, file, content, prefix: section, lines } };
}

/** The parser's reason, without the lines of the file that it puts below. */
function reasonOf(error: TomlError): string {
  const [first = ""] = error.message.split("\n");
  return escapeText(first.replace(/^Invalid TOML document: /, "").slice(0, 120));
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

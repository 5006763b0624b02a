import { pipDefaults } from "../config/applyConfiguration.ts";
import type { Homes } from "../homes.ts";
import { pipIsAtLeast } from "../options/pipVersion.ts";
import type { OptionTable } from "../options/table.ts";
import { type Parser, parse } from "../optparse/parse.ts";
import type { Values } from "../optparse/values.ts";
import { shellWords } from "./shellWords.ts";

/** What a line of a requirements file asks for. */
export type FileLine = LineContent & {
  /** What is said of an option that the table does not know; only where another pip's table had to do. */
  readonly unknown?: string;
};

type LineContent =
  | {
      readonly kind: "requirement";
      readonly text: string;
      readonly editable: boolean;
      readonly hashes: readonly string[];
    }
  /** Another file; `-r` and `-c` are seen from the line alone, whatever the file around it is. */
  | { readonly kind: "file"; readonly path: string; readonly constraint: boolean }
  | { readonly kind: "options"; readonly values: Values }
  | { readonly kind: "invalid"; readonly reason: string; readonly exitCode: number };

/** The parser of such lines; made once for a run. */
export function lineParser(table: OptionTable, cwd: string, homes: Homes): Parser {
  // It knows no default index: only a written one counts.
  const options = table.requirementLine.map((option) =>
    option.dest === "index_url" ? { ...option, default: null } : option,
  );
  const context = { version: table.version, cwd, homes };
  return { options, interspersed: true, lenient: !table.exact, context };
}

/** Reads a logical line. Of several `-e`, `-r` or `-c` only the first counts, and words behind options are dropped. */
export function readLine(text: string, parser: Parser): FileLine {
  const split = startOfOptions(text);
  if (split < 0) return { kind: "requirement", text, editable: false, hashes: [] };
  const args = text.slice(0, Math.max(split - 1, 0));
  const hashes = plainHashes(text.slice(split));
  if (hashes !== null && args !== "") return { kind: "requirement", text: args, editable: false, hashes };
  const words = shellWords(text.slice(split));
  if (words === null)
    return { kind: "invalid", reason: `Could not split options: ${text.slice(split)}`, exitCode: 1 };
  const values = pipDefaults(parser.options);
  const parsed = parse(
    parser,
    words.map((word, index) => ({ text: word, index })),
    values,
  );
  if (parsed.kind === "refused") {
    return { kind: "invalid", reason: `Invalid requirement: ${text}\n${parsed.refusal.reason}`, exitCode: 1 };
  }
  const unknown = parsed.kind === "parsed" ? parsed.problems[0]?.message : undefined;
  return { ...contentOf(args, values, parser), ...(unknown === undefined ? {} : { unknown }) };
}

function contentOf(args: string, values: Values, parser: Parser): LineContent {
  const editables = listOf(values, "editables");
  if (args !== "") {
    // From pip 25.0 on an `-e` behind a requirement makes it an editable one.
    const editable = editables.length > 0 && pipIsAtLeast(parser.context.version, 25, 0);
    return { kind: "requirement", text: args, editable, hashes: editable ? [] : listOf(values, "hashes") };
  }
  const [editable] = editables;
  if (editable !== undefined) return { kind: "requirement", text: editable, editable: true, hashes: [] };
  const [file] = listOf(values, "requirements");
  if (file !== undefined) return { kind: "file", path: file, constraint: false };
  const [constraint] = listOf(values, "constraints");
  if (constraint !== undefined) return { kind: "file", path: constraint, constraint: true };
  return { kind: "options", values };
}

/** The values of `--hash=…` words, as lock tools write them; null where there is anything else. */
function plainHashes(options: string): string[] | null {
  if (!options.startsWith("--hash=sha")) return null;
  const hashes: string[] = [];
  for (const word of options.split(" ")) {
    if (PLAIN_HASH.test(word)) hashes.push(word.slice("--hash=".length));
    else if (word !== "") return null;
  }
  return hashes;
}

const PLAIN_HASH = /^--hash=sha(?:256|384|512):[0-9A-Za-z]+$/;

/** Where the first word that begins with a dash stands; -1: nowhere. */
function startOfOptions(text: string): number {
  if (text.startsWith("-")) return 0;
  const at = text.indexOf(" -");
  return at < 0 ? -1 : at + 1;
}

function listOf(values: Values, dest: string): readonly string[] {
  const value = values.get(dest)?.value;
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

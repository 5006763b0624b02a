import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import type { NormalizedName } from "../pip/requirement.ts";

/** The data's file, below the directory of the data. */
export const DATA_FILE = "packages.txt.br";

/** The shipped data, unpacked and not parsed: 350 kB of text, found in by its lines' beginnings. */
export interface DataFile {
  readonly bytes: Buffer;
  /** The day of its making, ISO 8601. */
  readonly made: string;
  /** The Debian releases that it was made from, oldest first. */
  readonly releases: readonly string[];
}

/** What one release has for a name. */
export interface Cell {
  readonly package: string;
  /** Debian's version when the data was made, without the number of an architecture's rebuild. */
  readonly debianVersion: string;
  /** The metadata's version where it is not the translated one; null where it has none, undefined where they agree. */
  readonly metadata: string | null | undefined;
}

/** Reads the data: 2 ms. Throws where the file is missing or damaged, since it is a part of the program. */
export function readDataFile(directory: string): DataFile {
  const bytes = brotliDecompressSync(readFileSync(join(directory, DATA_FILE)));
  const heading = (name: string) => lineAfter(bytes, `#${name} `, 0) ?? "";
  return { bytes, made: heading("made"), releases: heading("releases").split(" ") };
}

/** The cells of a name, one a release and null where that release has none; null where no release has it. */
export function cellsOf(file: DataFile, name: NormalizedName): readonly (Cell | null)[] | null {
  const line = lineAfter(file.bytes, `\n${name}\t`);
  if (line === null) return null;
  let lastPackage = `python3-${name}`;
  let lastText = "";
  const fields = line.split("\t");
  return file.releases.map((_, index) => {
    const field = fields[index] ?? "";
    if (field === "") return null;
    const blank = field.indexOf(" ");
    if (blank >= 0) lastPackage = longPackage(field.slice(0, blank), name);
    if (field !== "=") lastText = field.slice(blank + 1);
    return cell(file, lastPackage, lastText, index);
  });
}

function cell(file: DataFile, packageName: string, text: string, index: number): Cell {
  const bar = text.indexOf("|");
  const short = bar < 0 ? text : text.slice(0, bar);
  const version =
    short === "*" ? (lineAfter(file.bytes, `\n=${packageName}\t`)?.split("\t")[index] ?? "") : short;
  const metadata = bar < 0 ? undefined : text.slice(bar + 1) || null;
  return { package: packageName, debianVersion: longVersion(version), metadata };
}

function longPackage(text: string, name: NormalizedName): string {
  if (text === ".") return `python3-${name}`;
  return text.startsWith(".") ? `python3-${text.slice(1)}` : text;
}

function longVersion(text: string): string {
  if (!text.includes("-")) return `${text}-1`;
  return text.endsWith("-") ? text.slice(0, -1) : text;
}

/**
 * The project that a package is, other than the one of its name: `python3-jwt` is pyjwt. With a column only that
 * release's cell counts. Null where the package bears its own name's project, or none.
 */
export function nameWithPackage(
  file: DataFile,
  packageName: string,
  column: number | null,
): NormalizedName | null {
  const needle = `\t${packageName.replace(/^python3-/, ".")} `;
  for (let at = file.bytes.indexOf(needle); at >= 0; at = file.bytes.indexOf(needle, at + 1)) {
    const start = file.bytes.lastIndexOf("\n", at) + 1;
    const name = file.bytes.toString("utf8", start, file.bytes.indexOf("\t", start)) as NormalizedName;
    const cells = cellsOf(file, name) ?? [];
    if (column === null || cells[column]?.package === packageName) return name;
  }
  return null;
}

function lineAfter(bytes: Buffer, beginning: string, from = 0): string | null {
  const found = bytes.indexOf(beginning, from, "latin1");
  if (found < 0) return null;
  const start = found + beginning.length;
  const end = bytes.indexOf("\n", start);
  return bytes.toString("utf8", start, end < 0 ? bytes.length : end);
}

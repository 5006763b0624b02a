import type { OptionValue } from "../request.ts";
import { comparePipVersions, type PipVersion, parsePipVersion } from "./pipVersion.ts";
import table from "./table.json" with { type: "json" };

/** One option as Python's optparse holds it. Written by `make.py` from real pips. */
export interface OptionDefinition {
  /** Short names first, such as `-r`, `--requirement`. */
  readonly names: readonly string[];
  readonly dest: string;
  readonly action:
    | "store"
    | "store_true"
    | "store_false"
    | "store_const"
    | "append"
    | "count"
    | "callback"
    | "help";
  /** null: the option takes no value. */
  readonly type: "string" | "choice" | "int" | "float" | "path" | "package_name" | null;
  readonly default: OptionValue;
  readonly choices?: readonly string[];
  readonly const?: string;
  /** pip's function for `callback`, without its `_handle_`. */
  readonly callback?: string;
  /** pip's parsers hold one and the same list as default: what one appends, the next one starts with. */
  readonly shared?: boolean;
}

/** The grammar of one pip. */
export interface OptionTable {
  /** The pip that the options are taken from, such as `25.1.1`. */
  readonly version: PipVersion;
  /** False: another pip's options had to do, so that an option which is not there may exist all the same. */
  readonly exact: boolean;
  /** Before the command. */
  readonly general: readonly OptionDefinition[];
  /** On a line of a requirements file. */
  readonly requirementLine: readonly OptionDefinition[];
  /** null: this pip has no such command. */
  command(name: string): readonly OptionDefinition[] | null;
}

/** The pips whose own parsers were asked, oldest first. */
export const TABLE_VERSIONS: readonly string[] = table.versions;

/**
 * The options of that pip. A version that the table does not have (a patch release, a preview, one newer than the
 * table) gets those of the nearest older one, the oldest pip's where there is none, and is not `exact`.
 */
export function optionTable(pipVersion: string | null): OptionTable {
  const wanted = pipVersion === null ? null : parsePipVersion(pipVersion);
  let position = wanted === null ? table.versions.length - 1 : 0;
  if (wanted !== null) {
    table.versions.forEach((version, index) => {
      if (comparePipVersions(parsePipVersion(version), wanted) <= 0) position = index;
    });
  }
  const version = parsePipVersion(table.versions[position] ?? "");
  return {
    version: wanted ?? version,
    exact: wanted?.final === true && comparePipVersions(version, wanted) === 0,
    general: optionsOf("", position) ?? [],
    requirementLine: optionsOf("-r", position) ?? [],
    command: (name) => (name === "" || name === "-r" ? null : optionsOf(name, position)),
  };
}

type Span = readonly [first: number, last: number];
type Row = readonly [option: number, first: number, last: number];
interface CommandRow {
  readonly in: readonly Span[];
  readonly options: readonly Row[];
}

/** The options of a command at one position of `versions`, or null where it does not exist there. */
function optionsOf(command: string, position: number): OptionDefinition[] | null {
  const commands = table.commands as unknown as Readonly<Record<string, CommandRow>>;
  const row = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (row === undefined || !row.in.some(([first, last]) => holds(first, last, position))) return null;
  const definitions = table.options as unknown as readonly OptionDefinition[];
  return row.options
    .filter(([, first, last]) => holds(first, last, position))
    .flatMap(([option]) => definitions[option] ?? []);
}

function holds(first: number, last: number, position: number): boolean {
  return first <= position && (last === -1 || position <= last);
}

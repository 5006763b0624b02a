import type { Surroundings } from "./argument/surroundings.ts";
import { readCommandLine, type UnderstoodCommand } from "./commandLine.ts";
import { pipDefaults } from "./config/applyConfiguration.ts";
import type { ConfigPlaces } from "./config/locations.ts";
import { dialectOf } from "./dialect.ts";
import type { MarkerEnvironment } from "./evaluateMarker.ts";
import type { Files } from "./files.ts";
import { homesOf } from "./homes.ts";
import { optionTable } from "./options/table.ts";
import { settled } from "./optparse/values.ts";
import type { Reading } from "./reading.ts";
import type { OptionValue, Request, RequestedOption } from "./request.ts";
import { readSources } from "./sources.ts";

/** An invocation of pip, and the world as far as pip's language looks at it. */
export interface RequestInput {
  /** Without the program's name. */
  readonly argv: readonly string[];
  /** In the order of the environment block: of two names for one option, the later one wins. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The user's home where `HOME` is not set; null where nobody knows. */
  readonly home: string | null;
  /** Of the pip that would run, as its metadata has it (`23.0.1+dfsg`); null where it is not known. */
  readonly pipVersion: string | null;
  /** `sys.prefix` of the python that would run it, for its `pip.conf`. */
  readonly prefix: string | null;
  /** Node's `process.platform`. */
  readonly platform: string;
  readonly files: Files;
  /** Called only where a requirement has a marker; null where no interpreter answers: then every marker holds. */
  markerEnvironment(): MarkerEnvironment | null;
}

/**
 * Reads an invocation as the pip that would run understands it: its grammar changes with its version. Reads files,
 * writes nothing, never throws. What pip would refuse is said with pip's exit code.
 */
export function readRequest(input: RequestInput): Request {
  const table = optionTable(input.pipVersion);
  const homes = homesOf(input.env.HOME ?? input.home, input.files);
  const { env, cwd, prefix, platform, files } = input;
  const places: ConfigPlaces = { env, cwd, homes, prefix, platform, files, version: table.version };
  const line = readCommandLine(input.argv, table, places);
  if (line.kind !== "command") return line;
  const user = line.values.get("use_user_site")?.value;
  const target = line.values.get("target_dir")?.value ?? null;
  if (line.command === "install" && user && target !== null) {
    return { kind: "refused", exitCode: 1, reason: "Can not combine '--user' and '--target'" };
  }
  const around: Surroundings = {
    version: table.version,
    dialect: dialectOf(table.version.release.join(".")),
    cwd,
    files,
    markerEnvironment: once(() => input.markerEnvironment()),
    markers: new Map(),
    conditions: new Map(),
  };
  const reading: Reading = {
    around,
    command: line.command,
    table,
    env,
    homes,
    requirements: [],
    constraints: [],
    fileOptions: [],
    files: [],
    problems: [...line.problems],
    debug: line.values.get("debug_mode")?.value === true,
    certain: line.problems.length === 0,
    ended: false,
  };
  readSources(reading, line);
  return {
    kind: "command",
    command: line.command,
    commandIndex: line.commandIndex,
    options: changedOptions(line),
    positionals: line.positionals.map(({ index }) => index),
    requirements: reading.requirements,
    constraints: reading.constraints,
    fileOptions: reading.fileOptions,
    files: reading.files,
    problems: reading.problems,
    certain: reading.certain,
  };
}

function once<T>(ask: () => T): () => T {
  let answer: { readonly value: T } | null = null;
  return () => {
    answer ??= { value: ask() };
    return answer.value;
  };
}

/** What differs from pip's defaults, in the order of the dests' names. */
function changedOptions({ options, values }: UnderstoodCommand): Map<string, RequestedOption> {
  const defaults = pipDefaults(options);
  const changed = [...values]
    .map(([dest, { value, origins }]) => ({ dest, value: settled(value), origins }))
    .filter(({ dest, value }) => !isSame(value, settled(defaults.get(dest)?.value ?? null)));
  changed.sort((left, right) => (left.dest < right.dest ? -1 : 1));
  return new Map(changed.map((option) => [option.dest, option]));
}

function isSame(left: OptionValue, right: OptionValue): boolean {
  return left === right || (typeof left === "object" && JSON.stringify(left) === JSON.stringify(right));
}

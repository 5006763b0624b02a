import type { NormalizedName } from "./requirement.ts";

/** Where something of a request was written, for `explain` and for leaving words of argv out. */
export type Origin =
  | { readonly kind: "argv"; readonly index: number }
  | { readonly kind: "environment"; readonly name: string }
  | { readonly kind: "file"; readonly path: string; readonly line: number };

/**
 * A value as pip's optparse would hold it: flags, counts, texts and lists of texts. pip's own classes are records:
 * `format_control` of `no_binary` and `only_binary`, `release_control`, `config_settings`. A group is `path:name`.
 */
export type OptionValue =
  | boolean
  | number
  | string
  | null
  | readonly string[]
  | { readonly [name: string]: string | readonly string[] };

/** One of pip's options that differs from pip's default, named by pip's own `dest`. */
export interface RequestedOption {
  readonly dest: string;
  readonly value: OptionValue;
  /** Every place that contributed to the value, the deciding one last. */
  readonly origins: readonly Origin[];
}

/** One thing that is asked for: `requests[socks]>=2; python_version<'4'`, `./wheel.whl`, `-e .`, `git+https://…`. */
export interface RequestedRequirement {
  /** As it was written, without the options of its line. */
  readonly text: string;
  /** `named`: to be found on an index; `url`: fetched from it; `path`: a file or directory here. */
  readonly kind: "named" | "url" | "path";
  /** Normalised by PEP 503; null where only the build would tell (a bare directory, a URL without a name). */
  readonly name: NormalizedName | null;
  /** The name as it was written: what pip prints. */
  readonly spelling: string | null;
  readonly extras: readonly string[];
  /** PEP 440, normalised as pip prints it; empty where any version will do. */
  readonly specifier: string;
  readonly marker: string | null;
  /** False where the marker excludes the interpreter at hand: pip ignores the requirement. */
  readonly applies: boolean;
  readonly url: string | null;
  /** Absolute. Only for `path`. */
  readonly path: string | null;
  readonly editable: boolean;
  /** `sha256:…`, from the command line or the requirements file. */
  readonly hashes: readonly string[];
  readonly source: Origin;
}

/** Something in the request that pip itself would refuse, or that we can't be certain of. */
export interface RequestProblem {
  /** Stable: `unknown-option`, `missing-file`, `unreadable-file`, `invalid-requirement`, … */
  readonly code: string;
  readonly message: string;
  readonly origin: Origin;
  /** The code that pip would end with for it; left out where we are only uncertain. */
  readonly exitCode?: number;
  /** Set where it concerns a constraints file, which asks for nothing. */
  readonly constrains?: boolean;
}

/** A command of pip's that was understood. */
export interface CommandRequest {
  readonly kind: "command";
  /** pip's own name of it, such as `install`. */
  readonly command: string;
  /** argv's index of the command's name. */
  readonly commandIndex: number;
  /** By dest, in the order of the dests' names. Only what differs from pip's defaults. */
  readonly options: ReadonlyMap<string, RequestedOption>;
  /** argv's indices of the positional arguments, in order. */
  readonly positionals: readonly number[];
  readonly requirements: readonly RequestedRequirement[];
  readonly constraints: readonly RequestedRequirement[];
  /** Options on lines of requirements and constraints files (`--index-url`, `--pre`, …), one for each occurrence. */
  readonly fileOptions: readonly RequestedOption[];
  /** Requirements and constraints files that were read (`-r`, `-c`, nested ones too), absolute or URLs. */
  readonly files: readonly string[];
  readonly problems: readonly RequestProblem[];
  /** False where an option is unknown to the table or a file could not be read: then `requirements` may be short. */
  readonly certain: boolean;
}

/** What pip would understand of an invocation. Never an exception: a line that pip refuses is `refused`. */
export type Request =
  | CommandRequest
  /** Help, the version, shell completion, or no command at all: nothing that concerns an environment. */
  | { readonly kind: "information"; readonly what: "help" | "version" | "completion" | "no-command" }
  /** pip would end with this exit code and its own words, before PEP 668 is looked at. */
  | { readonly kind: "refused"; readonly exitCode: number; readonly reason: string };

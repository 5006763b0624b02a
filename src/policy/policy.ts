import type { NormalizedName } from "../pip/requirement.ts";

/**
 * Where a policy can lead a package. `venv`: the environment of the directory's project; `home`: the user's
 * home environment (a managed venv too, so both are `venv` in a plan).
 */
export type PolicyRoute = "venv" | "home" | "pipx" | "apt";

/** The files that say something, each over the one before. */
export type Layer = "machine" | "user" | "project";

/** From what a value of the policy comes: no file (`default`), or a line of one. */
export type Source =
  | { readonly layer: "default" }
  | { readonly layer: Layer; readonly file: string; readonly line: number };

/** A value of the policy, and the line that decided it. */
export interface Sourced<T> {
  readonly value: T;
  readonly source: Source;
}

/** Why a policy file can't be followed. Commands that would change something stop; all others run. */
export interface PolicyProblem {
  /** Stable: `policy-unreadable`, `policy-syntax`, `policy-unknown-key`, `policy-value`, `policy-layer`, `policy-twice`. */
  readonly code: string;
  readonly file: string;
  /** Null where no line is to blame (a FIFO, a file that is too large). */
  readonly line: number | null;
  /** The key as it is written in the file; null where none is to blame. */
  readonly key: string | null;
  /** One line, escaped: file, line, key and what would be right. */
  readonly message: string;
}

/**
 * What the machine's, the user's and the project's files ask for together: plain values, each with its source.
 * Every field's key in the files stands in docs/policy.md; where a value is null, safe-pip decides.
 */
export interface Policy {
  /** `allow`: routes that may be used. Ask `permitted` rather than this list. */
  readonly allowed: Sourced<readonly PolicyRoute[]>;
  /** `prefer`: outside a project, of the routes that could serve, these come first, in this order. */
  readonly preferred: Sourced<readonly PolicyRoute[]>;
  /** `apt`: at once (`auto`), asked on a terminal (`ask`), or not at all. Root at a terminal is not asked. */
  readonly aptMode: Sourced<"auto" | "ask" | "never">;
  /** `break-system-packages`: what an explicit consent gets. Never a project's to say. */
  readonly consent: Sourced<"allow" | "redirect" | "deny">;
  /** `unmarked`: an interpreter without PEP 668's marker is left to pip, or routed as a marked one. Never a project's. */
  readonly unmarked: Sourced<"pip" | "redirect">;
  /** `without-terminal`: what root's shim does where nobody looks on. Never a project's to say. */
  readonly withoutTerminal: Sourced<"explain" | "venv">;
  /** `project = "home"`: one environment for every directory (containers). Never a project's to say. */
  readonly projectIsHome: Sourced<boolean>;
  /** `python`: the project's interpreter, as `3.12`. */
  readonly python: Sourced<string | null>;
  /** `system-packages`: whether the project's venv sees the distribution's packages. */
  readonly systemPackages: Sourced<boolean | null>;
  /** `index-url`: the only index; others, asked for by options or pip's configuration, are refused. */
  readonly indexUrl: Sourced<string | null>;
  /** `only-binary`: wheels only, so that no build runs code. */
  readonly onlyBinary: Sourced<boolean>;
  /** `minimum-age`: days that a release must have been out; 0 for no such rule. */
  readonly minimumAge: Sourced<number>;
  /** `record`: the project's file into which what was asked for is written. */
  readonly record: Sourced<"nothing" | "requirements.txt" | "pyproject.toml">;
  /** `[route]`: by package. Ask `routeFor`. */
  readonly routes: ReadonlyMap<NormalizedName, Sourced<PolicyRoute>>;
  /** `[apt-name]`: the Debian package that the file's author vouches for. */
  readonly aptNames: ReadonlyMap<NormalizedName, Sourced<string>>;
  /** `[ban]`: packages that are refused, with the reason. Bans of all files add up. */
  readonly bans: ReadonlyMap<NormalizedName, Sourced<string>>;
  /** `[plugin]`: plugin to the application that it extends (pipx's inject). */
  readonly plugins: ReadonlyMap<NormalizedName, Sourced<NormalizedName>>;
  /** Sentences of one line each, escaped: what was left out for want of trust or by a lock. */
  readonly notes: readonly string[];
  /** Not empty: a command that would change something must stop. */
  readonly problems: readonly PolicyProblem[];
}

const byDefault: Source = { layer: "default" };

/** The policy where no file says anything. */
export const defaultPolicy: Policy = {
  allowed: { value: ["venv", "home", "pipx", "apt"], source: byDefault },
  preferred: { value: [], source: byDefault },
  aptMode: { value: "ask", source: byDefault },
  consent: { value: "allow", source: byDefault },
  unmarked: { value: "pip", source: byDefault },
  withoutTerminal: { value: "explain", source: byDefault },
  projectIsHome: { value: false, source: byDefault },
  python: { value: null, source: byDefault },
  systemPackages: { value: null, source: byDefault },
  indexUrl: { value: null, source: byDefault },
  onlyBinary: { value: false, source: byDefault },
  minimumAge: { value: 0, source: byDefault },
  record: { value: "nothing", source: byDefault },
  routes: new Map(),
  aptNames: new Map(),
  bans: new Map(),
  plugins: new Map(),
  notes: [],
  problems: [],
};

/** The route that the policy names for a package, with its source; null where it names none. */
export function routeFor(policy: Policy, name: NormalizedName): Sourced<PolicyRoute> | null {
  return policy.routes.get(name) ?? null;
}

/**
 * Where a command goes that the routing table leads to `wanted`: there, or home in place of pipx and apt, or
 * nowhere (null: `explain`). A route that is forbidden never gives way to a mightier one: else an untrusted
 * file could forbid the project's venv and so get a package installed by apt.
 */
export function permitted(policy: Policy, wanted: PolicyRoute): PolicyRoute | null {
  if (forbiddenBy(policy, wanted) === null) return wanted;
  const weaker = wanted === "pipx" || wanted === "apt";
  return weaker && forbiddenBy(policy, "home") === null ? "home" : null;
}

/** The line that forbids a route; null where it is allowed. Where only one index may be used, apt is another source. */
export function forbiddenBy(policy: Policy, route: PolicyRoute): Source | null {
  if (!policy.allowed.value.includes(route)) return policy.allowed.source;
  if (route !== "apt") return null;
  if (policy.aptMode.value === "never") return policy.aptMode.source;
  return policy.indexUrl.value === null ? null : policy.indexUrl.source;
}

/** A source in words, for `explain`: `line 3 of /etc/safe-pip/policy.toml`, or `safe-pip's default`. */
export function cite(source: Source): string {
  return source.layer === "default" ? "safe-pip's default" : `line ${source.line} of ${source.file}`;
}

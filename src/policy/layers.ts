import type { NormalizedName } from "../pip/requirement.ts";
import type { Placed, PolicyFile } from "./check.ts";
import { escapeText } from "./display.ts";
import { cite, defaultPolicy, type Policy, type Source, type Sourced } from "./policy.ts";
import type { TableValues } from "./schema.ts";
import { type Setting, settings } from "./settings.ts";

/** The files that were found, each already checked. A project's file says whether its exact bytes are trusted. */
export interface Layers {
  readonly machine: PolicyFile | null;
  readonly user: PolicyFile | null;
  readonly project: { readonly policy: PolicyFile; readonly trusted: boolean } | null;
}

/** Something that a file asks for and does not get. */
export interface LeftOut {
  readonly key: string;
  readonly line: number;
  readonly value: unknown;
  readonly why: "not-trusted" | "locked";
}

/**
 * The policy in force: the machine's file, over it the user's, over that the project's. With two exceptions a
 * later file has its way: what an untrusted project asks, and what the machine's file locks, can only make the
 * policy stricter. Pure.
 */
export function composePolicy(layers: Layers): Policy {
  const draft = draftOf(defaultPolicy);
  const locked = new Set<string>(layers.machine?.keys.lock?.value ?? []);
  if (layers.machine !== null) apply(draft, layers.machine, () => null);
  const lock = (key: string) => (locked.has(key) ? "locked" : null);
  if (layers.user !== null) {
    const left = apply(draft, layers.user, lock);
    draft.notes.push(...lockedNote(layers.user, left, layers.machine));
  }
  if (layers.project !== null) {
    const { policy, trusted } = layers.project;
    const left = apply(draft, policy, (key) => (trusted ? lock(key) : "not-trusted"));
    draft.notes.push(...untrustedNote(policy, left), ...lockedNote(policy, left, layers.machine));
  }
  return draft;
}

/** What the file would get if it were trusted, and does not get now: what `trust` shows. */
export function leftOut(layers: Layers): readonly LeftOut[] {
  if (layers.project === null || layers.project.trusted) return [];
  const draft = draftOf(composePolicy({ ...layers, project: null }));
  return apply(draft, layers.project.policy, () => "not-trusted");
}

/** A policy whose parts may still change. */
type Draft = { -readonly [K in keyof Policy]: Policy[K] } & {
  routes: Map<NormalizedName, Policy["routes"] extends ReadonlyMap<NormalizedName, infer V> ? V : never>;
  aptNames: Map<NormalizedName, Sourced<string>>;
  bans: Map<NormalizedName, Sourced<string>>;
  plugins: Map<NormalizedName, Sourced<NormalizedName>>;
  notes: string[];
};

function draftOf(policy: Policy): Draft {
  return {
    ...policy,
    routes: new Map(policy.routes),
    aptNames: new Map(policy.aptNames),
    bans: new Map(policy.bans),
    plugins: new Map(policy.plugins),
    notes: [...policy.notes],
  };
}

/** Why a key of this file can only tighten; null where it counts fully. */
type Limit = (key: string) => LeftOut["why"] | null;

function apply(draft: Draft, file: PolicyFile, limit: Limit): LeftOut[] {
  const left: LeftOut[] = [];
  for (const setting of settings) applySetting(draft, file, setting, limit, left);
  addTable(draft.routes, file, "route", limit, left);
  addTable(draft.aptNames, file, "apt-name", limit, left);
  addTable(draft.plugins as Map<NormalizedName, Sourced<string>>, file, "plugin", limit, left);
  for (const [name, reason] of file.tables.ban) {
    if (!draft.bans.has(name)) draft.bans.set(name, { value: reason.value, source: sourceOf(file, reason) });
  }
  return left.sort((one, other) => one.line - other.line);
}

function applySetting(draft: Draft, file: PolicyFile, setting: Setting, limit: Limit, left: LeftOut[]): void {
  const asked = file.keys[setting.key];
  if (asked === undefined) return;
  const base = draft[setting.field] as Sourced<unknown>;
  const wanted = setting.read(asked.value);
  const why = limit(setting.key);
  const value = why === null ? wanted : setting.stricter(base.value, wanted);
  if (why !== null && !same(value, wanted)) left.push({ key: setting.key, ...asked, why });
  if (why !== null && same(value, base.value)) return;
  Object.assign(draft, { [setting.field]: { value, source: sourceOf(file, asked) } });
}

/** A package's line has no order of strictness: it counts, or it is left out. */
function addTable<K extends Exclude<keyof TableValues, "ban">>(
  into: Map<NormalizedName, Sourced<TableValues[K]>>,
  file: PolicyFile,
  table: K,
  limit: Limit,
  left: LeftOut[],
): void {
  for (const [name, asked] of file.tables[table]) {
    if (into.get(name)?.value === asked.value) continue;
    const why = limit(table);
    if (why === null) into.set(name, { value: asked.value, source: sourceOf(file, asked) });
    else left.push({ key: `${table}.${name}`, ...asked, why });
  }
}

function sourceOf(file: PolicyFile, placed: Placed<unknown>): Source {
  return { layer: file.layer, file: file.file, line: placed.line };
}

/** Values are texts, numbers, truths, null and lists of texts. */
function same(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

function untrustedNote(file: PolicyFile, left: readonly LeftOut[]): string[] {
  const keys = left.filter((one) => one.why === "not-trusted");
  if (keys.length === 0) return [];
  const path = escapeText(file.file);
  return [`${path} is not trusted, so ${list(keys)} left out; to see and allow it: safe-pip trust`];
}

function lockedNote(file: PolicyFile, left: readonly LeftOut[], machine: PolicyFile | null): string[] {
  const keys = left.filter((one) => one.why === "locked");
  const lock = machine?.keys.lock;
  if (keys.length === 0 || machine === null || lock === undefined) return [];
  return [`${escapeText(file.file)}: ${list(keys)} left out, locked by ${cite(sourceOf(machine, lock))}`];
}

/** `apt (line 2), python (line 3) and 4 more are`: a line of readable length, whatever the file holds. */
function list(keys: readonly LeftOut[]): string {
  const named = keys.slice(0, 3).map((one) => `${one.key} (line ${one.line})`);
  const more = keys.length - named.length;
  if (more > 0) return `${named.join(", ")} and ${more} more are`;
  const last = named.pop() ?? "";
  return named.length === 0 ? `${last} is` : `${named.join(", ")} and ${last} are`;
}

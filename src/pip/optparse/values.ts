import type { OptionValue, Origin } from "../request.ts";

/** A value while it is built. Sets and maps grow in place, so that a million options stay as many steps. */
export type Working = OptionValue | Set<string> | Map<string, Set<string> | string | string[]>;

/** The value as the request holds it: names in order. */
export function settled(value: Working): OptionValue {
  if (value instanceof Set) return [...value].sort();
  if (!(value instanceof Map)) return value;
  return Object.fromEntries(
    [...value].map(([key, item]) => [key, item instanceof Set ? [...item].sort() : item]),
  );
}

/** A dest's value and the places that it comes from, the deciding one last. */
export interface Held {
  readonly value: Working;
  readonly origins: Origin[];
}

/** What a parse has found so far, by dest. */
export type Values = Map<string, Held>;

/** Why pip ends here, and with which exit code. */
export interface Refusal {
  readonly exitCode: number;
  readonly reason: string;
}

/** A usage error: pip prints its usage and the reason. */
export function usage(reason: string): Refusal {
  return { exitCode: 2, reason };
}

/** Either a value or the refusal that takes its place. */
export type Checked<T> = { readonly value: T } | { readonly refusal: Refusal };

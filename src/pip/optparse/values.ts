import type { OptionValue, Origin } from "../request.ts";

/** A dest's value and the places that it comes from, the deciding one last. */
export interface Held {
  readonly value: OptionValue;
  readonly origins: readonly Origin[];
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

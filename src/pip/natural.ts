/** A natural number of any size: ASCII digits without leading zeros. PEP 440 knows no bound, 2^53 would be one. */
export type Natural = string & { readonly __brand: "Natural" };

/** The number that a run of ASCII digits spells; an empty one is 0. Linear, where BigInt is not. */
export function natural(digits: string): Natural {
  let start = 0;
  while (start < digits.length - 1 && digits.charAt(start) === "0") start++;
  return (digits.slice(start) || "0") as Natural;
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compareNaturals(a: Natural, b: Natural): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

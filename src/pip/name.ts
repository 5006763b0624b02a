/** A project's name normalised by PEP 503: lower case, runs of `-_.` as one `-`. */
export type NormalizedName = string & { readonly __brand: "NormalizedName" };

/** Normalises a project's or an extra's name (PEP 503, PEP 685). Does not check that it is a valid one. */
export function normalizeName(name: string): NormalizedName {
  return name.replace(/[-_.]+/g, "-").toLowerCase() as NormalizedName;
}

/** One thing that doctor looked at. */
export interface Check {
  /** Stable, for programs. */
  readonly name: string;
  readonly verdict: "ok" | "note" | "problem";
  /** What is the case, in a sentence. */
  readonly what: string;
  /** The command to type next; null where there is nothing to do. */
  readonly next: string | null;
}

/** A check that found nothing to say. */
export function ok(name: string, what: string): Check {
  return { name, verdict: "ok", what, next: null };
}

/** What a name leads to, for one kind of caller. */
export type Reached =
  | { readonly kind: "shim"; readonly path: string }
  | { readonly kind: "other"; readonly path: string }
  /** An alias or a function of the shell's comes before every PATH. */
  | { readonly kind: "covered"; readonly by: string }
  | { readonly kind: "nothing" };

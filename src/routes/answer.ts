/** What the planner tells the sh entry to do. */
export type Answer =
  /** exec these words before the caller's own argv less these positions, with these settings (null unsets). */
  | {
      readonly kind: "exec";
      readonly words: readonly string[];
      readonly leaveOut: readonly number[];
      readonly environment: Readonly<Record<string, string | null>>;
    }
  /** Everything is done: end with this code. */
  | { readonly kind: "exit"; readonly code: number }
  /** Keep out: the real pip, as if we were not there. */
  | { readonly kind: "pass" };

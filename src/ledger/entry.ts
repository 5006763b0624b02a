/** One entry of the ledger: what one command put where, or took away. The runner writes the same shape. */
export interface LedgerEntry {
  readonly version: 1;
  /**
   * `open`: not ended, or cut short and not yet found out; `interrupted`: cut short, as the next install in the same
   * environment found; `done`: ended with exit code 0; `failed`: with another.
   */
  readonly state: "open" | "interrupted" | "done" | "failed";
  readonly route: "venv" | "apt" | "pipx";
  readonly rule: string | null;
  /** The environment's slot in the mirror; null for apt and pipx. */
  readonly slot: string | null;
  readonly exitCode: number | null;
  readonly installed: readonly LedgerItem[];
  readonly removed: readonly LedgerItem[];
  /** The names that were asked for, normalised; only of what is open or was interrupted. */
  readonly asked?: readonly string[];
}

/** A distribution at a version; for apt with the Debian package that brought it. */
export interface LedgerItem {
  readonly name: string;
  readonly version: string;
  readonly package?: string;
}

import type { Facts } from "./facts.ts";
import type { Decision } from "./plan.ts";

/** A row of the routing table. */
export interface Rule {
  /** As in the README's table and in `explain`. */
  readonly name: string;
  /** When the row applies, in the words of the README's table. */
  readonly when: string;
  /** Where it leads, in the words of the README's table. */
  readonly leads: string;
  /**
   * The decision, where the row applies to these facts; null leaves them to the next row. Pure: it reads
   * values alone, and asks for a dear fact (`need`) only after everything cheaper has spoken for the row.
   */
  decide(facts: Facts): Decision | null;
}

/** Something that pip would refuse: never an exception, so that a caller must look at it. */
export interface Invalid {
  readonly kind: "invalid";
  /** What was expected, in one sentence without a period. */
  readonly message: string;
  /** The text that `span` counts in: what was parsed, with its tabs expanded where pip does so. */
  readonly source: string;
  /** The place of the fault in UTF-16 units, `end` not included; equal where something is missing. */
  readonly span: { readonly start: number; readonly end: number };
}

/** Makes the problem of a fault between `start` and `end`. */
export function invalid(message: string, source: string, start: number, end: number = start): Invalid {
  return { kind: "invalid", message, source, span: { start, end } };
}

/** Whether a result of parsing is a refusal. */
export function isInvalid<Parsed extends object>(result: Parsed | Invalid): result is Invalid {
  return "kind" in result && result.kind === "invalid";
}

const SHOWN_BEFORE = 60;
const SHOWN_AFTER = 20;

/**
 * Three lines: the message, the text, and carets under the place of the fault. A long text is cut around
 * that place, and control characters are shown as `?`, so that a hostile line can't speak to a terminal.
 */
export function showInvalid(problem: Invalid): string {
  const { source, span } = problem;
  const from = span.start > SHOWN_BEFORE ? span.start - SHOWN_BEFORE : 0;
  const to = Math.min(source.length, span.end + SHOWN_AFTER, span.start + SHOWN_BEFORE + SHOWN_AFTER);
  const excerpt = source.slice(from, to).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "?");
  const carets = "^".repeat(Math.max(1, Math.min(span.end, to) - span.start));
  return `${problem.message}\n    ${excerpt}\n    ${" ".repeat(span.start - from)}${carets}`;
}

import type { Dialect } from "./dialect.ts";
import { expandTabs } from "./grammar/expandTabs.ts";
import {
  type MarkerComparison,
  type MarkerGroup,
  type MarkerItem,
  type MarkerOperand,
  scanMarker,
} from "./grammar/marker.ts";
import { type Invalid, invalid, isInvalid } from "./invalid.ts";
import { normalizeExtras } from "./markerExtras.ts";

/** A condition on the environment, such as `python_version < "3.9" and extra == "test"` (PEP 508). */
export interface Marker {
  readonly kind: "marker";
  readonly dialect: Dialect;
  readonly group: MarkerGroup;
}

/** Reads a whole text as a marker. */
export function parseMarker(text: string, dialect: Dialect): Marker | Invalid {
  const source = dialect.legacy ? expandTabs(text) : text;
  const scanned = scanMarker(source, 0, dialect);
  if (isInvalid(scanned)) return scanned;
  if (!isEnd(source, scanned.end, dialect))
    return invalid("Expected the end of the marker", source, scanned.end);
  return marker(scanned.group, dialect);
}

/** Makes a marker of what was read; names of extras are normalised as far as that pip does it. */
export function marker(group: MarkerGroup, dialect: Dialect): Marker {
  return { kind: "marker", dialect, group: normalizeExtras(group, dialect) };
}

/** Whether nothing follows; older dialects overlook one line feed. */
export function isEnd(source: string, at: number, dialect: Dialect): boolean {
  return (
    at === source.length || (dialect.endsBeforeLineFeed && at === source.length - 1 && source.endsWith("\n"))
  );
}

/** The marker as `str(Marker)` gives it: double quotes, single blanks, no more parentheses than were written. */
export function printMarker({ group, dialect }: Marker): string {
  return printItem(group, true, dialect);
}

function printItem(item: MarkerItem, outermost: boolean, dialect: Dialect): string {
  if (item.kind === "comparison") return printComparison(item, dialect);
  const only = item.items.length === 1 ? item.items[0] : undefined;
  if (only !== undefined) return printItem(only, dialect.printsMarkersFaithfully ? outermost : true, dialect);
  const parts = item.items.map((part) => printItem(part, false, dialect));
  const inner = parts
    .map((part, index) => (index === 0 ? part : `${item.logicals[index - 1]} ${part}`))
    .join(" ");
  return outermost ? inner : `(${inner})`;
}

function printComparison({ left, operator, right }: MarkerComparison, dialect: Dialect): string {
  return `${printOperand(left, dialect)} ${operator} ${printOperand(right, dialect)}`;
}

function printOperand({ kind, text }: MarkerOperand, dialect: Dialect): string {
  if (kind === "variable") return text;
  const quote = dialect.printsMarkersFaithfully && text.includes('"') ? "'" : '"';
  return `${quote}${text}${quote}`;
}

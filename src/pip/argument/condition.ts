import { evaluateMarker } from "../evaluateMarker.ts";
import { isInvalid } from "../invalid.ts";
import { type Marker, parseMarker, printMarker } from "../marker.ts";
import type { Surroundings } from "./surroundings.ts";

/** A marker as a requirement bears it. */
export interface Condition {
  readonly printed: string;
  /** Whether it lets the requirement in; a text where that pip would fail on it. */
  readonly applies: boolean | string;
}

/** What a marker's text comes to, remembered: lock tools write the same few on thousands of lines. */
export type ReadMarker =
  | { readonly kind: "marker"; readonly marker: Marker }
  | { readonly kind: "invalid-marker"; readonly message: string };

/** Reads a marker's text. */
export function readMarker(text: string, around: Surroundings): ReadMarker {
  const known = around.markers.get(text);
  if (known !== undefined) return known;
  const marker = parseMarker(text, around.dialect);
  const read: ReadMarker = isInvalid(marker)
    ? { kind: "invalid-marker", message: marker.message }
    : { kind: "marker", marker };
  around.markers.set(text, read);
  return read;
}

/** Evaluates a marker for no extra, as pip does at the top. Without an interpreter every marker holds. */
export function conditionOf(marker: Marker, around: Surroundings): Condition {
  const known = around.conditions.get(marker);
  if (known !== undefined) return known;
  const environment = around.markerEnvironment();
  const result = environment === null ? null : evaluateMarker(marker, environment, []);
  const applies = result === null || (result.kind === "evaluated" ? result.holds : result.message);
  const condition = { printed: printMarker(marker), applies };
  around.conditions.set(marker, condition);
  return condition;
}

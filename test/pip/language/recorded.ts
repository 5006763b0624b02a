import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { MarkerEnvironment } from "../../../src/pip/evaluateMarker.ts";
import type { Answer } from "./compare.ts";

/** Pips that gave the same answer. */
export interface SameAnswer {
  readonly pips: string[];
  readonly answer: Answer;
}

/** What real pips answered to the corpus. */
export interface Recorded {
  /** The interpreter's that was asked; null where nothing has been recorded. */
  readonly markers: MarkerEnvironment | null;
  /** By the case's name. */
  readonly answers: ReadonlyMap<string, SameAnswer[]>;
}

/** A line for the markers, then one a case, so that a change shows as a line. */
const PLACE = fileURLToPath(new URL("./recorded.jsonl", import.meta.url));

export function readRecorded(): Recorded {
  if (!existsSync(PLACE)) return { markers: null, answers: new Map() };
  const [markers, ...answers] = readFileSync(PLACE, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  return { markers, answers: new Map(answers) };
}

export function writeRecorded({ markers, answers }: Recorded): void {
  writeFileSync(PLACE, `${[markers, ...answers].map((line) => JSON.stringify(line)).join("\n")}\n`);
}

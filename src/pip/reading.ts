import { type Refused, refuse } from "./argument/link.ts";
import { readPlain } from "./argument/plainRequirement.ts";
import { type Parts, readArgument } from "./argument/readArgument.ts";
import { readEditable } from "./argument/readEditable.ts";
import { requested } from "./argument/requested.ts";
import type { Surroundings } from "./argument/surroundings.ts";
import type { Homes } from "./homes.ts";
import { isInvalid } from "./invalid.ts";
import { pipIsAtLeast } from "./options/pipVersion.ts";
import type { OptionTable } from "./options/table.ts";
import type { Origin, RequestedOption, RequestedRequirement, RequestProblem } from "./request.ts";
import { parseRequirement } from "./requirement.ts";

/** What has been read so far. It grows in pip's order, and nothing is added once pip would have ended. */
export interface Reading {
  readonly around: Surroundings;
  /** pip's command, such as `install`. */
  readonly command: string;
  readonly table: OptionTable;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homes: Homes;
  readonly requirements: RequestedRequirement[];
  readonly constraints: RequestedRequirement[];
  readonly fileOptions: RequestedOption[];
  readonly files: string[];
  readonly problems: RequestProblem[];
  /** `--debug`: whatever pip ends with is a traceback. */
  readonly debug: boolean;
  /** False once something could not be read or is not understood. */
  certain: boolean;
  /** True once pip would have ended. */
  ended: boolean;
}

/** One requirement's text and what stood with it. */
export interface Item {
  readonly text: string;
  readonly editable: boolean;
  readonly hashes: readonly string[];
  readonly constraint: boolean;
  readonly source: Origin;
}

/** Reads a requirement and adds it, or the problem that pip ends with. */
export function addItem(reading: Reading, item: Item): void {
  if (item.editable && item.constraint && pipIsAtLeast(reading.around.version, 26, 0)) {
    end(
      reading,
      "invalid-requirement",
      "Editable requirements are not allowed as constraints",
      item.source,
      1,
    );
    return;
  }
  const plain = item.editable ? null : readPlain(item, reading.around);
  if (plain !== null) {
    (item.constraint ? reading.constraints : reading.requirements).push(plain);
    return;
  }
  const parts = item.editable
    ? readEditable(item.text, reading.around)
    : readArgument(item.text, reading.around);
  addParts(reading, parts, item);
}

/** Adds a requirement that can be neither a path nor a bare URL: those of groups, scripts and locks. */
export function addNamed(
  reading: Reading,
  text: string,
  source: Origin,
  hashes: readonly string[] = [],
): void {
  const item = { text, editable: false, hashes, constraint: false, source };
  const requirement = parseRequirement(text, reading.around.dialect);
  if (isInvalid(requirement)) {
    addParts(reading, refuse(`Invalid requirement: '${text}': ${requirement.message}`), item);
    return;
  }
  addParts(reading, { kind: "parts", requirement, link: null, marker: null, extras: [] }, item);
}

function addParts(reading: Reading, parts: Parts | Refused, item: Item): void {
  const result = parts.kind === "refused" ? parts : requested(parts, item, reading.around);
  if (result.kind === "refused")
    end(reading, "invalid-requirement", result.reason, item.source, result.exitCode);
  else (item.constraint ? reading.constraints : reading.requirements).push(result.requirement);
}

/** Notes a problem that pip ends with. */
export function end(reading: Reading, code: string, message: string, origin: Origin, exitCode: number): void {
  reading.problems.push({ code, message, origin, exitCode: reading.debug ? 1 : exitCode });
  reading.certain = false;
  reading.ended = true;
}

/** Notes something that only pip can read; what only constrains asks for nothing. */
export function doubt(
  reading: Reading,
  code: string,
  message: string,
  origin: Origin,
  constrains = false,
): void {
  reading.problems.push({ code, message, origin, ...(constrains ? { constrains } : {}) });
  reading.certain = false;
}

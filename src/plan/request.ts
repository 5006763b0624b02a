import type { CommandRequest, RequestedRequirement } from "../pip/request.ts";
import type { NormalizedName } from "../pip/requirement.ts";
import type { Facts } from "./facts.ts";

/** The understood command of the request; null where pip alone deals with the line. */
export function commandOf(facts: Facts): CommandRequest | null {
  return facts.request.kind === "command" ? facts.request : null;
}

/** True for `pip install …`. */
export function isInstall(facts: Facts): boolean {
  return commandOf(facts)?.command === "install";
}

/** Whether an option is set to anything but pip's default. */
export function has(facts: Facts, dest: string): boolean {
  return commandOf(facts)?.options.has(dest) ?? false;
}

/** Whether a flag is on: `--user` is, `--no-user` is not. */
export function isOn(facts: Facts, dest: string): boolean {
  const value = commandOf(facts)?.options.get(dest)?.value;
  return value === true || (typeof value === "number" && value > 0);
}

/** What is asked for and applies to the interpreter at hand; pip ignores the rest. */
export function wanted(facts: Facts): readonly RequestedRequirement[] {
  return (commandOf(facts)?.requirements ?? []).filter((requirement) => requirement.applies);
}

/** The normalised names in that, in its order; a URL or a path may have none. */
export function wantedNames(facts: Facts): readonly NormalizedName[] {
  return wanted(facts).flatMap((each) => (each.name ? [each.name] : []));
}

/** The positions of argv that carry an option, such as `--user` where an environment refuses it. */
export function positionsOf(facts: Facts, dest: string): readonly number[] {
  const origins = commandOf(facts)?.options.get(dest)?.origins ?? [];
  return origins.flatMap((origin) => (origin.kind === "argv" ? [origin.index] : []));
}

/** The requirements' names as a person would say them: `requests and flask`. */
export function namesOf(facts: Facts): string {
  const names = wanted(facts).map((requirement) => requirement.spelling ?? requirement.text);
  if (names.length === 0) return "nothing";
  if (names.length > 4) return `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
  return names.length === 1 ? `${names[0]}` : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

import type { OptionDefinition } from "../options/table.ts";
import { type Refusal, usage } from "./values.ts";

/** The option that `written` names: a whole long name, else the only one that begins so. */
export function findLong(
  options: readonly OptionDefinition[],
  written: string,
): { readonly option: OptionDefinition; readonly name: string } | { readonly refusal: Refusal } {
  const candidates: { option: OptionDefinition; name: string }[] = [];
  for (const option of options) {
    for (const name of option.names) {
      if (name === written) return { option, name };
      if (name.startsWith("--") && name.startsWith(written)) candidates.push({ option, name });
    }
  }
  const [only, ...others] = candidates;
  if (only === undefined) return { refusal: usage(`no such option: ${written}`) };
  if (others.length === 0) return only;
  // Two names of one option are still ambiguous to optparse.
  const names = candidates.map(({ name }) => name).sort();
  return { refusal: usage(`ambiguous option: ${written} (${names.join(", ")}?)`) };
}

/** The option of that letter (`-r`), or null. */
export function findShort(options: readonly OptionDefinition[], name: string): OptionDefinition | null {
  return (
    options.find((option) => option.names.includes(name) && name.length > 1 && !name.startsWith("--")) ?? null
  );
}

/** The option whose whole long name this is, or null: configuration knows no abbreviations. */
export function findWhole(options: readonly OptionDefinition[], name: string): OptionDefinition | null {
  return options.find((option) => option.names.includes(name)) ?? null;
}

import type { OptionDefinition } from "../options/table.ts";
import type { Origin } from "../request.ts";
import { appended } from "./appended.ts";
import { callBack } from "./callbacks.ts";
import { checkValue } from "./checkValue.ts";
import type { OptionContext } from "./context.ts";
import type { Refusal, Values, Working } from "./values.ts";

/** One option as it was met: its full name, its value (null where it takes none), its place. */
export interface Occurrence {
  readonly option: OptionDefinition;
  readonly spelling: string;
  readonly text: string | null;
  readonly origin: Origin;
}

/** Carries out an option's action on the values, as optparse's `Option.process` does. Answers a refusal, or null. */
export function act(values: Values, occurrence: Occurrence, context: OptionContext): Refusal | null {
  const { option, spelling, text, origin } = occurrence;
  let converted: string | number | null = null;
  if (text !== null) {
    const checked = checkValue(option, spelling, text, context.homes);
    if ("refusal" in checked) return checked.refusal;
    converted = checked.value;
  }
  const before = values.get(option.dest) ?? { value: null, origins: [] };
  const set = (value: Working): null => {
    values.set(option.dest, { value, origins: [origin] });
    return null;
  };
  // Defaults belong to the table, so that they are copied; what was added since is this parse's own.
  const add = (value: Working): null => {
    if (before.origins.length === 0) return set(value);
    before.origins.push(origin);
    values.set(option.dest, { value, origins: before.origins });
    return null;
  };
  switch (option.action) {
    case "store":
      return set(converted);
    case "store_const":
      return set(option.const ?? null);
    case "store_true":
      return set(true);
    case "store_false":
      return set(false);
    case "append":
      return add(appended(before, String(converted)));
    case "count":
      return add(Number(before.value ?? 0) + 1);
    case "help":
      return null;
    case "callback": {
      const called = callBack(
        option,
        spelling,
        converted === null ? null : String(converted),
        before,
        context,
      );
      if ("refusal" in called) return called.refusal;
      return accumulates(option) ? add(called.value) : set(called.value);
    }
  }
}

/** True for a callback that adds to what is there instead of replacing it. */
function accumulates(option: OptionDefinition): boolean {
  return !["no_cache_dir", "no_use_pep517", "src", "python_version", "uploaded_prior_to"].includes(
    option.callback ?? "",
  );
}

import { expandUser, type Homes } from "../homes.ts";
import type { OptionDefinition } from "../options/table.ts";
import { normalizeName } from "../requirement.ts";
import { parseFloating, parseInteger } from "./numbers.ts";
import { type Checked, usage } from "./values.ts";

/**
 * Converts an option's text to its type, as optparse's `check_value` does.
 * `spelling` is the name that the message bears; `homes` are what a leading `~` stands for.
 */
export function checkValue(
  option: OptionDefinition,
  spelling: string,
  text: string,
  homes: Homes,
): Checked<string | number> {
  switch (option.type) {
    case "int":
      return numeric(parseInteger(text), spelling, "integer", text);
    case "float":
      return numeric(parseFloating(text), spelling, "floating-point", text);
    case "choice": {
      if (option.choices?.includes(text)) return { value: text };
      const choices = (option.choices ?? []).map(quoted).join(", ");
      return {
        refusal: usage(`option ${spelling}: invalid choice: ${quoted(text)} (choose from ${choices})`),
      };
    }
    case "path":
      return { value: expandUser(text, homes) };
    case "package_name":
      return { value: normalizeName(text) };
    default:
      return { value: text };
  }
}

function numeric(value: number | null, spelling: string, kind: string, text: string): Checked<number> {
  if (value !== null) return { value };
  return { refusal: usage(`option ${spelling}: invalid ${kind} value: ${quoted(text)}`) };
}

/** A text in quotes, as near to Python's `repr` as a message needs. */
export function quoted(text: string): string {
  return text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`;
}

import type { OptionDefinition } from "../options/table.ts";
import { act } from "../optparse/act.ts";
import { checkValue } from "../optparse/checkValue.ts";
import { findWhole } from "../optparse/names.ts";
import { pythonInteger } from "../optparse/numbers.ts";
import type { Parser } from "../optparse/parse.ts";
import { type Held, type Refusal, usage, type Values } from "../optparse/values.ts";
import { parseBoolean, splitSpace } from "../pythonText.ts";
import type { Setting } from "./readConfiguration.ts";

/** A parser's values before argv: pip's defaults, changed by the configuration. */
export type Defaults = { readonly values: Values } | { readonly refusal: Refusal };

/**
 * Applies `[global]`, then the command's section, then the variables, each in the order in which the keys were
 * first seen. A key that is no whole long name of one of the parser's options is passed over.
 */
export function applyConfiguration(
  parser: Parser,
  sectionName: string,
  settings: readonly Setting[],
): Defaults {
  const values = pipDefaults(parser.options);
  // pip's callbacks work on values of their own, which replace the others at the end, whatever the order was.
  const called = pipDefaults(parser.options);
  const calledDests = new Set<string>();
  for (const section of new Set(["global", sectionName, ":env:"])) {
    for (const setting of settings) {
      if (setting.section !== section) continue;
      const option = findWhole(parser.options, `--${setting.key}`);
      if (option === null) continue;
      if (option.action === "callback") calledDests.add(option.dest);
      const refusal = apply(option, setting, option.action === "callback" ? called : values, parser);
      if (refusal !== null) return { refusal };
    }
  }
  for (const dest of calledDests) values.set(dest, called.get(dest) ?? { value: null, origins: [] });
  return { values };
}

/** Each dest with pip's own default. */
export function pipDefaults(options: readonly OptionDefinition[]): Values {
  return new Map(options.map((option) => [option.dest, { value: option.default, origins: [] }]));
}

/** One setting. Flags and counts take booleans, lists are split at white space, the rest is converted. */
function apply(option: OptionDefinition, setting: Setting, values: Values, parser: Parser): Refusal | null {
  const { key, value: text, origin } = setting;
  const set = (value: Held["value"]): null => {
    values.set(option.dest, { value, origins: [origin] });
    return null;
  };
  switch (option.action) {
    case "store_true":
    case "store_false": {
      // The value is the dest's value, for `--no-user` too: PIP_NO_USER=1 asks for the user's directory.
      const flag = parseBoolean(text);
      return flag === null ? usage(`${text} is not a valid value for ${key} option`) : set(flag);
    }
    case "count": {
      const flag = parseBoolean(text);
      const count = flag === null ? pythonInteger(text, 10) : Number(flag);
      return count === null || count < 0
        ? usage(`${text} is not a valid value for ${key} option`)
        : set(count);
    }
    case "callback": {
      const spelling = option.names.find((name) => name.startsWith("--")) ?? `--${key}`;
      return act(values, { option, spelling, text, origin }, parser.context);
    }
    case "append": {
      const items: string[] = [];
      for (const item of splitSpace(text)) {
        const checked = checkValue(option, key, item, parser.context.homes);
        if ("refusal" in checked) return configurationError(checked.refusal);
        items.push(String(checked.value));
      }
      return set(items);
    }
    default: {
      const checked = checkValue(option, key, text, parser.context.homes);
      return "refusal" in checked ? configurationError(checked.refusal) : set(checked.value);
    }
  }
}

/** What pip says on stdout before it ends with 3. */
function configurationError({ reason }: Refusal): Refusal {
  return { exitCode: 3, reason: `An error occurred during configuration: ${reason}` };
}

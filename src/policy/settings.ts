import type { Policy, Sourced } from "./policy.ts";
import type { KeyValues } from "./schema.ts";

/** How a key of the files becomes a field of the policy, and which of two values leaves less open. */
export interface Setting {
  readonly key: Exclude<keyof KeyValues, "lock">;
  readonly field: Field;
  /** From the file's value, checked by the schema, to the policy's. */
  readonly read: (value: unknown) => unknown;
  /**
   * What an untrusted or a locked file gets: never anything that `base` did not permit already. Where two
   * values have no order (two indexes, two Pythons), that is `base`.
   */
  readonly stricter: (base: unknown, asked: unknown) => unknown;
}

type Field = { [F in keyof Policy]: Policy[F] extends Sourced<unknown> ? F : never }[keyof Policy];

/** A line a key; one that is forgotten does not compile. */
const byKey: { readonly [K in Setting["key"]]: Conversion<KeyValues[K]> } = {
  allow: as("allowed", (base, asked) => base.filter((route) => asked.includes(route))),
  prefer: as("preferred", keepBase),
  apt: as("aptMode", laterOf(["auto", "ask", "never"])),
  python: as("python", keepBase),
  "system-packages": as("systemPackages", (base, asked) => (asked === false ? false : base)),
  "index-url": as("indexUrl", keepBase),
  "only-binary": as("onlyBinary", (base, asked) => base || asked),
  "minimum-age": as("minimumAge", (base, asked) => Math.max(base, asked)),
  record: as("record", (base, asked) => (asked === "nothing" ? asked : base)),
  "break-system-packages": as("consent", laterOf(["allow", "redirect", "deny"])),
  unmarked: as("unmarked", laterOf(["pip", "redirect"])),
  "without-terminal": as("withoutTerminal", laterOf(["venv", "explain"])),
  project: { ...as("projectIsHome", keepBase), read: (value) => value === "home" },
};

/** Every key but `lock`, in the order of the docs. */
export const settings: readonly Setting[] = Object.entries(byKey).map(
  // Each conversion is typed by its own key above; here they become one list.
  ([key, conversion]) => ({ key, ...conversion }) as unknown as Setting,
);

interface Conversion<V> {
  readonly field: Field;
  readonly read: (value: V) => unknown;
  readonly stricter: (base: never, asked: never) => unknown;
}

type FieldValue<F extends Field> = Policy[F] extends Sourced<infer T> ? T : never;

/** A key whose value stands in the policy as it stands in the file. */
function as<F extends Field>(
  field: F,
  stricter: (base: FieldValue<F>, asked: FieldValue<F>) => FieldValue<F>,
): Conversion<FieldValue<F>> & { readonly field: F } {
  return { field, read: (value) => value, stricter };
}

function keepBase<T>(base: T): T {
  return base;
}

/** The stricter of two values, which stand in the list from open to strict. */
function laterOf<const T extends string>(order: readonly T[]): (base: T, asked: T) => T {
  return (base, asked) => (order.indexOf(asked) > order.indexOf(base) ? asked : base);
}

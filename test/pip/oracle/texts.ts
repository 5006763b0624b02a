import fc from "fast-check";

/** A text of those given. */
export const oneOf = (...texts: readonly string[]) => fc.constantFrom(...texts);

/** A word of a list written with blanks between. */
export const word = (list: string) => oneOf(...list.split(" "));

/** Mostly nothing. */
export const maybe = (part: fc.Arbitrary<string>) => often(oneOf(""), 2, part);

/** The first, `weight` times as often as the second. */
export const often = (usual: fc.Arbitrary<string>, weight: number, rare: fc.Arbitrary<string>) =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: rare });

/** One part after the other. */
export const joined = (...parts: readonly fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((texts) => texts.join(""));

/** White space between parts, seldom of a kind that only some grammars skip. */
export const blank = often(oneOf("", "", " ", "  "), 9, oneOf("\t", "\n", "\xa0"));

const punctuation = [..." \t\n\r\v\f;,()[]<>=!~@'\"\\.*+-_#/:%{}$vaepx0129"];
const beyondAscii = ["\x85", "\xa0", "\u0661", "\u00e9", "\u00b2", "\ufeff", "\ud800", "\u{1f600}"];

/** What stands where it should not: mostly characters that mean something to a grammar. */
export const odd = oneOf(...punctuation, ...beyondAscii, "\0", "\x1c", "and", "in", ".*");

/** A text that now and then has been changed in one or two places. */
export function damaged(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const edit = fc.tuple(fc.nat(), fc.nat(2), odd);
  const edited = fc.tuple(text, fc.array(edit, { minLength: 1, maxLength: 2 })).map(([original, edits]) =>
    edits.reduce((result, [place, removed, inserted]) => {
      const at = place % (result.length + 1);
      return result.slice(0, at) + inserted + result.slice(at + removed);
    }, original),
  );
  return often(text, 3, edited);
}

/** Bytes of any kind, and nothing but punctuation. */
export const garbage = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.array(odd, { maxLength: 12 }).map((parts) => parts.join("")),
);

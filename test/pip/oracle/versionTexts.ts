import fc from "fast-check";
import { blank, damaged, joined, maybe, often, oneOf, word } from "./texts.ts";

const number = word("0 0 1 1 2 3 10 01 2024 18446744073709551616");
const separator = oneOf("", "", ".", "-", "_");
const labelled = (labels: string) => joined(separator, word(labels), separator, maybe(number));

/** Everything that PEP 440 allows, in any case and with any separator. */
const standardVersion = joined(
  maybe(word("v V")),
  maybe(word("0! 1! 2! 01!")),
  fc.array(number, { minLength: 1, maxLength: 4 }).map((numbers) => numbers.join(".")),
  maybe(labelled("a b c rc alpha beta pre preview A RC Beta")),
  maybe(fc.oneof(labelled("post rev r POST R"), joined(oneOf("-"), number))),
  maybe(labelled("dev DEV")),
  maybe(joined(oneOf("+"), word("1 ubuntu1 abc ABC 01"), maybe(joined(word(". - _"), word("1 2 b 02"))))),
);

/** Few versions close to each other, so that borders are met often. */
export const nearVersion = joined(
  maybe(oneOf("1!")),
  word("1 1.0 1.0.0 1.1 1.0.1 0 1.0.0.0 2"),
  maybe(word("a0 a1 b1 rc1 c1 .alpha1")),
  maybe(word(".post0 .post1 -1 .rev1 .post2")),
  maybe(word(".dev0 .dev1 dev2")),
  maybe(word("+1 +a +a.1")),
);

/** Versions only to packaging 21.3. */
const legacyVersion = oneOf(
  ..."dev 2004d 1.0.x 1.0-rc-2 x * 1.0-final 1.0--1 0.0.preview 1e5 1.0_1 00.1-x".split(" "),
  "2-\u0663",
);

/** Versions of all kinds, some damaged. */
export const version = fc.oneof(
  { weight: 4, arbitrary: damaged(standardVersion) },
  { weight: 4, arbitrary: nearVersion },
  { weight: 1, arbitrary: legacyVersion },
);

const wildcard = oneOf("", "", "", ".*");
const comparedVersion = nearVersion.map((text) => text.replace(/\+.*/, ""));
const nearSpecifier = joined(word("== != ~= <= >= < > ==="), comparedVersion, wildcard);
const anySpecifier = joined(word("== == != ~= ~= <= >= < > === <> ="), blank, version, wildcard);

/** Versions around one release: the borders of the exclusive operators and of `~=`. */
export const borderVersion = joined(
  word("1.0 1.0 1 1.1"),
  oneOf("", "", "a1", "rc1", "c1", ".c1", ".pre1", ".1a1"),
  oneOf("", "", ".post1", ".post2", ".rev1", "-1", ".POST1", ".rev.1"),
  oneOf("", "", "", ".dev1", ".dev2", "dev1", ".DEV1"),
);

/** One specifier at such a border. */
export const borderSpecifier = joined(word("< > ~= < > ~= <= >= !="), borderVersion);

/** Two specifiers that are equal, or look so. */
export const twinSpecifiers = word("== ~= === >= !=").chain((operator) =>
  fc
    .tuple(word("1.0 1 1.0.0 v1.0"), word("1.0 1 1.0.0 1.00"))
    .map((pair) => pair.map((text) => operator + text).join(",")),
);

/** Up to two specifiers that every dialect takes, or nearly. */
export const nearSpecifiers = fc.array(nearSpecifier, { maxLength: 2 }).map((items) => items.join(","));

/** Up to three specifiers of all kinds. */
export const specifiers = fc
  .array(often(nearSpecifier, 2, anySpecifier), { maxLength: 3 })
  .chain((items) => oneOf(",", ",", ", ", " , ", ",,").map((comma) => items.join(comma)));

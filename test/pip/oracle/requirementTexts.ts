import fc from "fast-check";
import { comparison, marker } from "./markerTexts.ts";
import { blank, joined, maybe, often, oneOf, word } from "./texts.ts";
import { nearSpecifiers, specifiers } from "./versionTexts.ts";

const plainName = word("a A.b_c requests zope.interface a--b 1");
const oddName = word("a_ a- -a a. \u00e9 a\u00e9 a-\u00e9 a__b._");
const plainExtras = oneOf("[x]", "[x,y]", "[ y , x ]", "[]", " [Socks]", "[x,x]", "[A_b,a-b]");
const oddExtras = oneOf(
  "[x,]",
  "[-x]",
  "[x y]",
  "[x_,x]",
  "[x",
  "[x\ty]",
  "[\nx]",
  "[,x]",
  "[x.]",
  "[x\u00e9]",
);
const url = word(
  [
    "https://e/a.tar.gz git+https://e/o/r@v1#egg=a http:// http:///x x 1.0",
    "file:///x file:x file:/x FILE:///x file:///x? file:///x# file://h/x?y#z git@e:o/r.git",
  ].join(" "),
);

/** packaging 21.3 asks urllib about URLs, and what that says of a host in brackets depends on Python's version. */
export const hasPlainHost = (text: string) => !/\/\/[^/]*[[\]]/.test(text);

/** Requirements that most dialects take. */
export const plainRequirement = joined(
  plainName,
  maybe(plainExtras),
  oneOf("", "", " "),
  often(nearSpecifiers, 2, joined(oneOf("@ "), url)),
  maybe(joined(oneOf("; ", " ; ", ";"), fc.oneof(comparison, marker))),
);

/** Requirements with something odd in every part. */
export const oddRequirement = joined(
  blank,
  often(plainName, 6, oddName),
  maybe(often(plainExtras, 6, oddExtras)),
  blank,
  fc.oneof(
    specifiers,
    nearSpecifiers.map((list) => `(${list})`),
    joined(oneOf("@", "@ ", " @ "), url),
    oneOf(""),
  ),
  maybe(joined(oneOf(";", " ;", " ; "), marker)),
  blank,
);

import fc from "fast-check";
import type { MarkerEnvironment } from "../../../src/pip/evaluateMarker.ts";

/** What is asked of a real pip's `packaging`, and of ours. */
export type Question =
  | { readonly kind: "version" | "specifiers" | "marker" | "requirement"; readonly text: string }
  | { readonly kind: "compare"; readonly left: string; readonly right: string }
  | {
      readonly kind: "satisfies";
      readonly text: string;
      readonly version: string;
      readonly prereleases: boolean | null;
    }
  | {
      readonly kind: "evaluate";
      readonly text: string;
      readonly environment: MarkerEnvironment;
      readonly extras: readonly string[];
    };

/** The same questions for the same seed. */
export function questions(count: number, seed: number): readonly Question[] {
  return fc.sample(question, { numRuns: count, seed });
}

const maybe = (part: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant("") }, { weight: 1, arbitrary: part });
const oneOf = (...texts: readonly string[]) => fc.constantFrom(...texts);
const joined = (...parts: readonly fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((texts) => texts.join(""));

const number = oneOf("0", "0", "1", "1", "2", "3", "10", "01", "2024", "18446744073709551616");
const separator = oneOf("", "", ".", "-", "_");
const preLabel = oneOf("a", "b", "c", "rc", "alpha", "beta", "pre", "preview", "A", "RC", "Beta");
const postLabel = oneOf("post", "rev", "r", "POST", "R");
const devLabel = oneOf("dev", "DEV");
const labelled = (label: fc.Arbitrary<string>) => joined(separator, label, separator, maybe(number));
const release = fc.array(number, { minLength: 1, maxLength: 4 }).map((numbers) => numbers.join("."));
const localLabel = joined(
  oneOf("+", "+", "+"),
  oneOf("1", "ubuntu1", "abc", "ABC", "01"),
  maybe(joined(oneOf(".", "-", "_"), oneOf("1", "2", "b", "02"))),
);
const pre = maybe(labelled(preLabel));
const post = maybe(fc.oneof(labelled(postLabel), joined(fc.constant("-"), number)));
const dev = maybe(labelled(devLabel));
const publicVersion = joined(
  maybe(oneOf("v", "V", "")),
  maybe(oneOf("0!", "1!", "2!", "01!")),
  release,
  pre,
  post,
  dev,
);
const standardVersion = joined(publicVersion, maybe(localLabel));

/** Few versions close to each other, so that borders are met often. */
const near = joined(
  maybe(fc.constant("1!")),
  oneOf("1", "1.0", "1.0.0", "1.1", "1.0.1", "0", "1.0.0.0", "2"),
  maybe(oneOf("a0", "a1", "b1", "rc1", "c1", ".alpha1")),
  maybe(oneOf(".post0", ".post1", "-1", ".rev1", ".post2")),
  maybe(oneOf(".dev0", ".dev1", "dev2")),
  maybe(oneOf("+1", "+a", "+a.1")),
);

const legacyText = oneOf(
  "dev",
  "2004d",
  "1.0.x",
  "1.0-rc-2",
  "x",
  "*",
  "1.0-final",
  "1.0--1",
  "0.0.preview",
  "1e5",
  "1.0_1",
  "2.0-\u0663",
);
const odd = oneOf(
  ..." \t\n\r\v\f;,()[]<>=!~@'\"\\.*+-_#/:%{}$vaepx0129",
  "\x1c",
  "\x85",
  "\xa0",
  "\u0661",
  "\u00e9",
  "\u00b2",
  "\ufeff",
  "\ud800",
  "\u{1f600}",
  "\0",
  "and",
  "in",
  ".*",
);

/** Changes a text here and there. */
function mutated(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const edit = fc.tuple(fc.nat(), fc.nat(2), odd);
  return fc.tuple(text, fc.array(edit, { minLength: 1, maxLength: 2 })).map(([original, edits]) =>
    edits.reduce((result, [place, removed, inserted]) => {
      const at = place % (result.length + 1);
      return result.slice(0, at) + inserted + result.slice(at + removed);
    }, original),
  );
}

const sometimesMutated = (text: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 3, arbitrary: text }, { weight: 1, arbitrary: mutated(text) });

const blank = fc.oneof(
  { weight: 9, arbitrary: oneOf("", "", " ", "  ") },
  { weight: 1, arbitrary: oneOf("\t", "\n", "\xa0") },
);
const version = fc.oneof(
  { weight: 4, arbitrary: sometimesMutated(standardVersion) },
  { weight: 4, arbitrary: near },
  { weight: 1, arbitrary: legacyText },
);
const operator = oneOf("==", "==", "!=", "~=", "~=", "<=", ">=", "<", ">", "===", "<>", "=");
const specifier = joined(operator, blank, version, oneOf("", "", "", ".*"));
const nearSpecifier = joined(
  oneOf("==", "!=", "~=", "<=", ">=", "<", ">", "==="),
  near.map((text) => text.replace(/\+.*/, "")),
  oneOf("", "", "", ".*"),
);
const specifierList = fc
  .array(fc.oneof(specifier, nearSpecifier, nearSpecifier), { maxLength: 3 })
  .chain((items) => oneOf(",", ",", ", ", " , ", ",,").map((comma) => items.join(comma)));
const fewNear = fc.array(nearSpecifier, { maxLength: 2 }).map((items) => items.join(","));

const variable = oneOf(
  "python_version",
  "python_full_version",
  "os_name",
  "os.name",
  "sys_platform",
  "sys.platform",
  "platform_release",
  "platform_system",
  "platform_version",
  "platform.machine",
  "platform.python_implementation",
  "python_implementation",
  "implementation_name",
  "implementation_version",
  "extra",
  "extra",
  "extras",
  "dependency_groups",
);
const plainText = oneOf(
  "3.8",
  "3.11",
  "3.11.2",
  "3.*",
  "3.12.0a1",
  "6.1.0",
  "5.0",
  "posix",
  "linux",
  "Linux",
  "a",
  "A_b",
  "a-b",
  "cpython",
  "",
  " 3.8 ",
  "CPython",
  "os_name",
  "x",
  "3.8 3.9",
  "sys_platform",
  "2.7 3.11",
  "a)b",
);
const oddText = oneOf(
  "\\n",
  "\\x41",
  "\\t",
  "\\u0041",
  "\\101",
  "\\",
  "a\\\\",
  "\\q",
  "\n",
  "\\x4",
  "\\\n",
  "\\U0001F600",
  "a\tb",
  "\u00e9",
  "a;b",
  "\\'",
  "\r",
  "\\uD83D",
  "\\777",
);
const markerText = fc.oneof({ weight: 9, arbitrary: plainText }, { weight: 1, arbitrary: oddText });
const quoted = fc.tuple(markerText, oneOf("'", '"')).map(([text, quote]) => `${quote}${text}${quote}`);
const symbol = oneOf("==", "!=", "<=", ">=", "<", ">", "~=", "===", " == ", " >= ", " in ", " not in ");
const oddSymbol = oneOf(" not  in ", "in", "=", "=>", "\tin ", " not\tin ", "\n<", "not in");
const markerOperator = fc.oneof({ weight: 9, arbitrary: symbol }, { weight: 1, arbitrary: oddSymbol });
const comparison = fc.oneof(
  { weight: 6, arbitrary: joined(variable, markerOperator, quoted) },
  { weight: 2, arbitrary: joined(quoted, markerOperator, variable) },
  { weight: 1, arbitrary: joined(fc.constant("extra"), markerOperator, quoted) },
  { weight: 1, arbitrary: joined(quoted, markerOperator, quoted) },
  { weight: 1, arbitrary: joined(variable, markerOperator, variable) },
);
const { marker } = fc.letrec<{ marker: string; item: string }>((tie) => ({
  marker: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("item"),
    joined(tie("item"), oneOf(" and ", " or ", " and ", " or ", "and", "or ", " or\n", " AND "), tie("item")),
    joined(tie("item"), fc.constant(" and "), tie("item"), fc.constant(" or "), tie("item")),
  ),
  item: fc.oneof(
    { depthSize: "small" },
    comparison,
    comparison,
    joined(oneOf("(", " ( "), tie("marker"), oneOf(")", " ) ")),
    joined(fc.constant("(("), tie("marker"), fc.constant("))")),
  ),
}));

const name = oneOf(
  "a",
  "a",
  "A.b_c",
  "requests",
  "zope.interface",
  "a_",
  "a-",
  "a--b",
  "-a",
  "a.",
  "1",
  "\u00e9",
  "a\u00e9",
);
const goodExtras = oneOf("[x]", "[x,y]", "[ y , x ]", "[]", " [Socks]", "[x,x]", "[A_b,a-b]");
const oddExtras = oneOf("[x,]", "[-x]", "[x y]", "[x_,x]", "[x", "[x\ty]", "[\nx]", "[,x]", "[x.]");
const extras = maybe(fc.oneof({ weight: 6, arbitrary: goodExtras }, { weight: 1, arbitrary: oddExtras }));
const url = oneOf(
  "https://e/a.tar.gz",
  "git+https://e/o/r@v1#egg=a",
  "file:///x",
  "file:x",
  "FILE:///x",
  "x",
  "git@e:o/r.git",
  "http://",
  "https://[e",
  "file:///x?",
  "file:///x#",
  "1.0",
  "http:///x",
  "file:/x",
  "https://[::1]/a",
  "file://h/x?y#z",
);
const requirement = joined(
  blank,
  name,
  extras,
  blank,
  fc.oneof(
    specifierList,
    fewNear,
    fewNear.map((list) => `(${list})`),
    joined(oneOf("@", "@ ", " @ "), url),
    fc.constant(""),
  ),
  maybe(joined(oneOf(";", " ;", " ; "), marker)),
  blank,
);

const plainRequirement = joined(
  goodName,
  maybe(goodExtras),
  oneOf("", "", " "),
  fc.oneof(
    fewNear,
    fewNear,
    url.map((text) => `@ ${text}`),
  ),
  maybe(joined(oneOf("; ", " ; ", ";"), fc.oneof(comparison, marker))),
);

const environment = fc.record({
  implementation_name: oneOf("cpython", "pypy"),
  implementation_version: oneOf("3.11.2", "7.3.13"),
  os_name: oneOf("posix", "nt"),
  platform_machine: oneOf("x86_64", "aarch64"),
  platform_python_implementation: oneOf("CPython", "PyPy"),
  platform_release: oneOf("6.1.0-18-amd64", "6.18.44-x", "5.10", "", "6.1.0"),
  platform_system: oneOf("Linux", "Darwin"),
  platform_version: oneOf("#1 SMP Debian 6.1.76-1", "10.0"),
  python_full_version: oneOf("3.11.2", "3.8.0", "3.12.0a1", "3.13.0+"),
  python_version: oneOf("3.11", "3.8", "3.12"),
  sys_platform: oneOf("linux", "darwin"),
});
const askedExtras = fc.array(oneOf("a", "A_b", "a-b", "x"), { maxLength: 2 });
const anything = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.array(odd, { maxLength: 12 }).map((parts) => parts.join("")),
);
const prereleases = fc.constantFrom(true, false, null);

const question: fc.Arbitrary<Question> = fc.oneof(
  fc.record({ kind: fc.constant("version"), text: version }),
  fc.record({ kind: fc.constant("compare"), left: version, right: version }),
  fc.record({ kind: fc.constant("specifiers"), text: sometimesMutated(specifierList) }),
  fc.record({
    kind: fc.constant("satisfies"),
    text: fc.oneof(specifierList, fewNear, fewNear),
    version,
    prereleases,
  }),
  fc.record({ kind: fc.constant("satisfies"), text: fewNear, version: near, prereleases }),
  fc.record({ kind: fc.constant("marker"), text: sometimesMutated(marker) }),
  fc.record({ kind: fc.constant("evaluate"), text: marker, environment, extras: askedExtras }),
  fc.record({ kind: fc.constant("evaluate"), text: comparison, environment, extras: askedExtras }),
  fc.record({ kind: fc.constant("requirement"), text: sometimesMutated(requirement) }),
  fc.record({ kind: fc.constant("requirement"), text: sometimesMutated(plainRequirement) }),
  fc.record({ kind: fc.constantFrom("version", "specifiers", "marker", "requirement"), text: anything }),
) as fc.Arbitrary<Question>;

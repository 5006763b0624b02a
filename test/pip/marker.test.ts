import { test } from "node:test";
import { parseMarker, printMarker } from "../../src/pip/marker.ts";
import { assertByPip, type ByPip } from "./dialects.ts";

const REFUSED = { all: null } as const;

/** What each pip prints of a marker, null where it refuses it. */
const PRINTED: readonly (readonly [behaviour: string, text: string, printed: ByPip<string | null>])[] = [
  ["single blanks and double quotes", "  python_version>='3.8'\t", { all: 'python_version >= "3.8"' }],
  [
    "PEP 345's spellings",
    "os.name=='a' and sys.platform!='b'",
    { all: 'os_name == "a" and sys_platform != "b"' },
  ],
  ["setuptools' spelling", "python_implementation=='x'", { all: 'platform_python_implementation == "x"' }],
  ["a spelling that never was", "platform.release=='x'", REFUSED],
  ["an unknown variable", "python_versionx=='1'", REFUSED],
  ["a text on the left", "'x' in os_name", { all: '"x" in os_name' }],
  ["no blank after a quote", "'x'in os_name", { all: '"x" in os_name' }],
  ["no blank after in", "'x'inos_name", { "24.0": '"x" in os_name', "24.1": null }],
  ["two blanks in not in", "os_name not  in 'x'", { "24.0": null, "24.1": 'os_name not in "x"' }],
  ["a tab in not in", "os_name not\tin 'x'", { "24.0": null, "24.1": 'os_name not in "x"' }],
  ["no blank before or", "os_name=='a'or os_name=='b'", { all: 'os_name == "a" or os_name == "b"' }],
  [
    "no blank after or",
    "os_name=='a' oros_name=='b'",
    { "24.0": 'os_name == "a" or os_name == "b"', "24.1": null },
  ],
  ["capitals", "os_name=='a' AND os_name=='b'", REFUSED],
  ["a single =", "os_name='a'", REFUSED],
  ["=>", "os_name=>'a'", REFUSED],
  ["a variable alone", "os_name", REFUSED],
  ["nothing", "", REFUSED],
  ["two texts", "'a'=='b'", { all: '"a" == "b"' }],
  ["two variables", "os_name==sys_platform", { all: "os_name == sys_platform" }],
  ["parentheses around it all go", "((os_name=='a'))", { all: 'os_name == "a"' }],
  [
    "parentheses around one comparison go",
    "(os_name=='a') and os_name=='b'",
    { all: 'os_name == "a" and os_name == "b"' },
  ],
  [
    "parentheses around several stay",
    "os_name=='a' and (os_name=='b' or os_name=='c')",
    { all: 'os_name == "a" and (os_name == "b" or os_name == "c")' },
  ],
  [
    "doubled ones were lost",
    "((os_name=='a' or os_name=='b')) and os_name=='c'",
    {
      "24.0": 'os_name == "a" or os_name == "b" and os_name == "c"',
      "26.3": '(os_name == "a" or os_name == "b") and os_name == "c"',
    },
  ],
  ["a parenthesis not closed", "os_name=='a' and (os_name=='b'", REFUSED],
  ["a parenthesis not opened", "os_name=='a')", REFUSED],
  ["a quote not closed", "os_name=='a", REFUSED],
  ["a double quote inside", "os_name=='a\"b'", { "24.0": 'os_name == "a"b"', "26.3": "os_name == 'a\"b'" }],
  ["an escape that pyparsing knew, too", "os_name=='a\\tb'", { all: 'os_name == "a\tb"' }],
  [
    "escapes of Python",
    "os_name=='\\x41\\u0042\\103'",
    { "24.0": 'os_name == "\\x41\\u0042\\103"', "24.1": 'os_name == "ABC"' },
  ],
  [
    "a large code point",
    "os_name=='\\U0001F600'",
    { "24.0": 'os_name == "\\U0001F600"', "24.1": 'os_name == "\u{1f600}"' },
  ],
  [
    "a code point that is too large",
    "os_name=='\\U00110000'",
    { "24.0": 'os_name == "\\U00110000"', "24.1": null },
  ],
  ["a malformed escape", "os_name=='\\x4'", { "24.0": 'os_name == "\\x4"', "24.1": null }],
  // Newer pips take it. The names of all characters are not worth their megabyte here.
  ["a character by its name", "os_name=='\\N{BULLET}'", { "24.0": 'os_name == "\\N{BULLET}"', "24.1": null }],
  ["an unknown escape stays", "os_name=='\\q'", { all: 'os_name == "\\q"' }],
  ["a backslash before the closing quote", "os_name=='\\'", { "24.0": 'os_name == "\\"', "24.1": null }],
  ["a line end inside", "os_name=='a\nb'", REFUSED],
  ["an escaped line end", "os_name=='a\\\nb'", { "24.0": null, "24.1": 'os_name == "ab"' }],
  ["a tab inside", "os_name=='a\tb'", { "24.0": 'os_name == "a     b"', "24.1": 'os_name == "a\tb"' }],
  ["half a surrogate pair", "os_name=='\ud800'", { "24.0": 'os_name == "\ud800"', "24.1": null }],
  ["a line end before it", "\nos_name=='a'", { "24.0": 'os_name == "a"', "24.1": null }],
  ["a line end after it", "os_name=='a'\n", { "24.0": 'os_name == "a"', "26.3": null }],
  ["two line ends after it", "os_name=='a'\n\n", { "24.0": 'os_name == "a"', "24.1": null }],
  ["a no-break space", "\u00a0os_name=='a'", REFUSED],
  ["an extra", "extra=='A_b'", { "24.0": 'extra == "A_b"', "24.1": 'extra == "a-b"' }],
  ["an extra on the right", "'A_b'==extra", { "24.0": '"A_b" == extra', "24.1": '"a-b" == extra' }],
  [
    "an extra in second place",
    "os_name=='a' and extra=='A_b'",
    { "24.0": 'os_name == "a" and extra == "A_b"', "26.0": 'os_name == "a" and extra == "a-b"' },
  ],
  [
    "an extra in parentheses",
    "os_name=='a' and (os_name=='a' or extra=='A_b')",
    {
      "24.0": 'os_name == "a" and (os_name == "a" or extra == "A_b")',
      "26.3": 'os_name == "a" and (os_name == "a" or extra == "a-b")',
    },
  ],
  [
    "an extra and a variable",
    "extra==os_name",
    { "24.0": "extra == os_name", "24.1": 'extra == "os-name"', "26.3": "extra == os_name" },
  ],
  ["extras", "'A_b' in extras", { "24.0": null, "25.1": '"A_b" in extras', "26.3": '"a-b" in extras' }],
  [
    "dependency groups",
    "'X' in dependency_groups",
    { "24.0": null, "25.1": '"X" in dependency_groups', "26.3": '"x" in dependency_groups' },
  ],
];

for (const [behaviour, text, printed] of PRINTED) {
  test(`printed: ${behaviour}`, () => {
    assertByPip(printed, (dialect) => {
      const marker = parseMarker(text, dialect);
      return marker.kind === "invalid" ? null : printMarker(marker);
    });
  });
}

import { test } from "node:test";
import { evaluateMarker, type MarkerEnvironment } from "../../src/pip/evaluateMarker.ts";
import { parseMarker } from "../../src/pip/marker.ts";
import { assertByPip, type ByPip } from "./dialects.ts";

const BOOKWORM: MarkerEnvironment = {
  implementation_name: "cpython",
  implementation_version: "3.11.2",
  os_name: "posix",
  platform_machine: "x86_64",
  platform_python_implementation: "CPython",
  platform_release: "6.1.0-18-amd64",
  platform_system: "Linux",
  platform_version: "#1 SMP Debian 6.1.76-1",
  python_full_version: "3.11.2",
  python_version: "3.11",
  sys_platform: "linux",
};

/** True, false, or "undefined" where that pip ends in a traceback; null where it refuses the marker. */
type Outcome = boolean | "undefined" | null;
type Row = readonly [behaviour: string, text: string, holds: ByPip<Outcome>];

const ALWAYS = { all: true } as const;
const NEVER = { all: false } as const;
const UNDEFINED = { all: "undefined" } as const;

/** On Debian 12, no extra asked for. */
const WITHOUT_EXTRAS: readonly Row[] = [
  ["versions are compared as such", "python_version >= '3.8'", ALWAYS],
  ["with a wildcard", "python_full_version == '3.11.*'", ALWAYS],
  ["with ~=", "python_version ~= '3.8'", ALWAYS],
  ["the text may be on the left", "'3.8' < python_version", ALWAYS],
  ["blanks in a version are overlooked", "python_version == ' 3.11 '", ALWAYS],
  ["texts are equal or not", "sys_platform == 'linux'", ALWAYS],
  ["the case counts", "platform_system == 'linux'", NEVER],
  ["in looks for a part", "'SMP' in platform_version", ALWAYS],
  ["in looks for the left one in the right one", "python_version in '2.7 3.11'", ALWAYS],
  ["not in", "os_name not in 'nt java'", ALWAYS],
  ["and binds tighter than or", "os_name=='posix' or os_name=='posix' and os_name=='nt'", ALWAYS],
  ["parentheses bind tighter", "(os_name=='posix' or os_name=='posix') and os_name=='nt'", NEVER],
  ["an or in the middle", "os_name=='nt' and os_name=='posix' or os_name=='posix'", ALWAYS],
  ["texts had an order", "os_name > 'a'", { "24.0": true, "26.0": false }],
  ["texts had an order backwards", "os_name < 'a'", NEVER],
  ["equal texts are neither greater nor less", "os_name >= 'posix' and os_name <= 'posix'", ALWAYS],
  ["a text is greater or equal", "os_name >= 'a'", { "24.0": true, "26.0": false }],
  [
    "any variable was compared as a version",
    "os_name != '1.0'",
    { "24.0": false, "24.1": "undefined", "26.0": true },
  ],
  [
    "a kernel's release is no version",
    "platform_release >= '5.0'",
    { "24.0": false, "24.1": "undefined", "26.0": false },
  ],
  [
    "not even an unequal one",
    "platform_release != '5.0'",
    { "24.0": false, "24.1": "undefined", "26.0": false },
  ],
  [
    "=== takes it as a text",
    "platform_release === '6.1.0-18-AMD64'",
    { "24.0": true, "24.1": "undefined", "26.0": true },
  ],
  ["=== and a text that ends specifiers", "os_name === 'a)b'", { "24.0": false, "24.1": "undefined" }],
  ["~= needs a version", "os_name ~= 'a'", UNDEFINED],
  ["a variable on the right is a text", "os_name == sys_platform", NEVER],
  ["a text on both sides is a variable's name on the right", "'posix' == 'os_name'", ALWAYS],
  ["if there is such a variable", "'posix' == 'posix'", UNDEFINED],
  ["no comparison is spared", "os_name == 'posix' or 'a' == 'a'", UNDEFINED],
  ["no extra is asked for", "extra == 'x'", NEVER],
  ["so another one is not", "extra != 'x'", ALWAYS],
  ["extras have no value", "'x' in extras", { "24.0": null, "25.1": "undefined" }],
];

for (const row of WITHOUT_EXTRAS) {
  test(`without extras: ${row[0]}`, () => assertHolds(row, BOOKWORM, []));
}

/** `A_b` and `c` are asked for. */
const WITH_EXTRAS: readonly Row[] = [
  ["any of them will do", "extra == 'c'", ALWAYS],
  ["another one is not asked for", "extra == 'd'", NEVER],
  ["as it is written", "extra == 'A_b'", ALWAYS],
  ["in another spelling", "extra == 'a.B'", { "24.0": false, "24.1": true }],
  [
    "in another spelling, in second place",
    "os_name == 'posix' and extra == 'a.B'",
    { "24.0": false, "24.1": true },
  ],
  [
    "in another spelling, in parentheses",
    "os_name == 'posix' and (os_name == 'nt' or extra == 'a.B')",
    { "24.0": false, "24.1": true, "26.0": false, "26.3": true },
  ],
  ["with a condition on the platform", "extra == 'c' and os_name == 'nt'", NEVER],
];

for (const row of WITH_EXTRAS) {
  test(`with extras: ${row[0]}`, () => assertHolds(row, BOOKWORM, ["A_b", "c"]));
}

/** On a prerelease of Python, built from a checkout. */
const ON_PRERELEASE: readonly Row[] = [
  ["it is no version to older pips", "python_full_version >= '3.12'", { "24.0": false, "24.1": true }],
  ["it is less than its release", "python_full_version < '3.13'", { "24.0": false, "24.1": false }],
  [
    "a prerelease counts only from 24.1 on",
    "implementation_version > '3.12'",
    { "24.0": false, "24.1": true },
  ],
  ["unless the marker names one", "implementation_version >= '3.12.0a1'", ALWAYS],
];

for (const row of ON_PRERELEASE) {
  const environment = { ...BOOKWORM, python_full_version: "3.13.0a1+", implementation_version: "3.13.0a1" };
  test(`on a prerelease: ${row[0]}`, () => assertHolds(row, environment, []));
}

/** `===` and a value that is a version, but not in normal form. */
const ON_ODD_KERNEL: readonly Row[] = [
  ["=== normalised it", "platform_release === '6.1.0.post1'", { "24.0": true, "26.1": false }],
  ["=== takes it as it is", "platform_release === '6.1.0-1'", { "24.0": false, "26.1": true }],
];

for (const row of ON_ODD_KERNEL) {
  test(`on an odd kernel: ${row[0]}`, () =>
    assertHolds(row, { ...BOOKWORM, platform_release: "6.1.0-1" }, []));
}

function assertHolds([, text, holds]: Row, environment: MarkerEnvironment, extras: readonly string[]): void {
  assertByPip<Outcome>(holds, (dialect) => {
    const marker = parseMarker(text, dialect);
    if (marker.kind === "invalid") return null;
    const result = evaluateMarker(marker, environment, extras);
    return result.kind === "undefined" ? "undefined" : result.holds;
  });
}

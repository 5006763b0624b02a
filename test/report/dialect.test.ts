import assert from "node:assert/strict";
import { test } from "node:test";
import { formatInstalled, formatSatisfied, formatUninstalled } from "../../src/report/dialect.ts";

const two = [
  { name: "bbb-app", version: "2.0" },
  { name: "aaa-lib", version: "1.1" },
];
const six = { requirement: "six>=1", location: "/usr/lib/python3/dist-packages", version: "1.16.0" };

const cases: readonly (readonly [name: string, said: string, expected: string])[] = [
  ["one line for all, by name", formatInstalled(two, 0), "Successfully installed aaa-lib-1.1 bbb-app-2.0\n"],
  [
    "capitals go before small letters, as pip sorts",
    formatInstalled(
      [
        { name: "attrs", version: "1" },
        { name: "PyYAML", version: "6.0" },
      ],
      0,
    ),
    "Successfully installed PyYAML-6.0 attrs-1\n",
  ],
  ["nothing was installed: no line, so that Ansible sees no change", formatInstalled([], 0), ""],
  ["-q silences it", formatInstalled(two, 1), ""],
  ["-qq silences it", formatInstalled(two, 2), ""],
  ["-v does not", formatInstalled(two, -1), "Successfully installed aaa-lib-1.1 bbb-app-2.0\n"],
  [
    "what is there, as it was asked for",
    formatSatisfied([{ ...six, from: null }], 0),
    "Requirement already satisfied: six>=1 in /usr/lib/python3/dist-packages (1.16.0)\n",
  ],
  [
    "what is there for another's sake, in the order given",
    formatSatisfied(
      [
        { ...six, requirement: "z", from: null },
        { ...six, from: "dateutil" },
      ],
      0,
    ),
    "Requirement already satisfied: z in /usr/lib/python3/dist-packages (1.16.0)\n" +
      "Requirement already satisfied: six>=1 in /usr/lib/python3/dist-packages (from dateutil) (1.16.0)\n",
  ],
  ["what is there under -q", formatSatisfied([{ ...six, from: null }], 1), ""],
  [
    "what was taken away, three lines each, in the order given",
    formatUninstalled(two, 0),
    "Found existing installation: bbb-app 2.0\nUninstalling bbb-app-2.0:\n  Successfully uninstalled bbb-app-2.0\n" +
      "Found existing installation: aaa-lib 1.1\nUninstalling aaa-lib-1.1:\n  Successfully uninstalled aaa-lib-1.1\n",
  ],
  ["what was taken away under -q", formatUninstalled(two, 1), ""],
];

for (const [name, said, expected] of cases) test(name, () => assert.equal(said, expected));

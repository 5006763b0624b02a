import assert from "node:assert/strict";
import { test } from "node:test";
import { publishersOf } from "../../../src/catalogue/publishers.ts";
import type { NormalizedName } from "../../../src/pip/requirement.ts";
import type { AptPackage } from "../../../src/plan/plan.ts";
import { refusalOf } from "../../../src/routes/apt/judge.ts";
import { parseTransaction } from "../../../src/routes/apt/transaction.ts";
import { doubleWorld } from "../fixtures.ts";

const debian = "Debian:12.15/oldstable";
const inst = `Inst python3-x (1.0-1 ${debian} [all])`;

/** What the simulation says; the code, what, and the line to type, or null where it may be done. */
const cases: readonly (readonly [
  name: string,
  lines: readonly string[],
  expected: readonly string[] | null,
])[] = [
  ["the package alone", [inst], null],
  [
    "... and what it needs",
    [`Inst libx (2.0 ${debian}, Debian-Security:12/oldstable-security [amd64])`, inst],
    null,
  ],
  [
    "T22: a removal",
    ["Remv foo [1.0]", inst],
    ["apt-removes", "apt would remove foo", "apt-get install python3-x"],
  ],
  [
    "many removals are counted",
    [..."abcde"].map((name) => `Remv ${name}${name} [1.0]`),
    ["apt-removes", "apt would remove aa, bb, cc and 2 more", "apt-get install python3-x"],
  ],
  [
    "T22: an upgrade",
    [`Inst libx [1.9] (2.0 ${debian} [amd64])`, inst],
    ["apt-upgrades", "apt would upgrade libx (1.9 to 2.0)", "apt-get install python3-x"],
  ],
  [
    "T22: a downgrade",
    [`Inst libx [2.0] (1.9 ${debian} [amd64])`, inst],
    ["apt-upgrades", "apt would upgrade libx (2.0 to 1.9)", "apt-get install python3-x"],
  ],
  [
    "T22: a dependency of somebody else's archive",
    ["Inst libx (2.0 Docker:bookworm/stable [amd64])", inst],
    ["apt-foreign", "apt would take libx from Docker", "apt-get install python3-x"],
  ],
  [
    "T22: one of two archives is somebody else's",
    [`Inst python3-x (1.0-1 ${debian}, Docker:bookworm [all])`],
    ["apt-foreign", "apt would take python3-x from Debian, Docker", "apt-get install python3-x"],
  ],
  [
    "a name that only begins like Debian's",
    ["Inst python3-x (1.0-1 Debian-Plus:12/stable [all])"],
    ["apt-foreign", "apt would take python3-x from Debian-Plus", "apt-get install python3-x"],
  ],
  [
    "an archive without a name",
    ["Inst python3-x (1.0-1 localhost [all])"],
    ["apt-foreign", "apt would take python3-x from an archive without a name", "apt-get install python3-x"],
  ],
  [
    "T24: another version than the proved one",
    [`Inst python3-x (1.1-1 ${debian} [all])`],
    ["apt-not-found", "apt would not install python3-x 1.0-1", "apt-get update"],
  ],
  [
    "T21: apt took the name for a pattern",
    [`Inst python3-xy (1.0-1 ${debian} [all])`],
    ["apt-not-found", "apt would not install python3-x 1.0-1", "apt-get update"],
  ],
  [
    "T24: nothing at all, with exit code 0",
    [],
    ["apt-not-found", "apt would not install python3-x 1.0-1", "apt-get update"],
  ],
  [
    "ROS's archive does not serve what is not ROS's",
    ["Inst python3-x (1.0-1 ROS:noble/noble [amd64])"],
    ["apt-foreign", "apt would take python3-x from ROS", "apt-get install python3-x"],
  ],
];

const { world } = doubleWorld([]);
const DEBIAN = labelsOf("debian");

function labelsOf(id: string, raspberryPi = false): ReadonlySet<string> {
  return publishersOf({ id, like: [], raspberryPi }).labels;
}

/** Whose archive serves whose machine (T22): the label, the machine, and whether it is its own. */
const own: readonly (readonly [label: string, machine: ReadonlySet<string>, serves: boolean])[] = [
  ["Debian", DEBIAN, true],
  ["Debian-Security", DEBIAN, true],
  ["Ubuntu", labelsOf("ubuntu"), true],
  ["Debian", labelsOf("ubuntu"), false],
  ["Ubuntu", DEBIAN, false],
  ["Raspberry Pi Foundation", labelsOf("debian", true), true],
  ["Raspberry Pi Foundation", labelsOf("raspbian", true), true],
  ["Raspbian", labelsOf("raspbian", true), true],
  ["Raspberry Pi Foundation", DEBIAN, false],
];

for (const [at, [label, machine, serves]] of own.entries()) {
  test(`T22: ${label} ${serves ? "serves" : "does not serve"} a machine of ${[...machine].join(", ")} (${at})`, () => {
    const said = parseTransaction(`Inst python3-x (1.0-1 ${label}:12/stable [all])`);
    const refused = refusalOf(said, [asked("python3-x")], machine, world);
    assert.equal(refused?.code, serves ? undefined : "apt-foreign");
  });
}

for (const [name, lines, expected] of cases) {
  test(name, () => {
    const refused = refusalOf(parseTransaction(lines.join("\n")), [asked("python3-x")], DEBIAN, world);
    assert.deepEqual(refused && [refused.code, refused.what, refused.next], expected);
  });
}

test("ROS's archive serves ROS's own packages", () => {
  const said = `Inst ros-jazzy-rclpy (1.0-1 ROS:noble/noble [amd64])\nInst libx (2.0 Ubuntu:24.04/noble [amd64])`;
  assert.equal(
    refusalOf(parseTransaction(said), [asked("ros-jazzy-rclpy")], labelsOf("ubuntu"), world),
    null,
  );
});

function asked(name: string): AptPackage {
  return {
    name,
    version: "1.0-1",
    metadataVersion: "1.0",
    requirement: "x" as NormalizedName,
    spelling: "x",
  };
}

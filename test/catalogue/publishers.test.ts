import assert from "node:assert/strict";
import { test } from "node:test";
import { publishersOf } from "../../src/catalogue/publishers.ts";

const BOARD = "Raspberry Pi Foundation";
const UBUNTU = ["Ubuntu", "UbuntuESM", "UbuntuESMApps"];

/** `ID` and `ID_LIKE` of os-release, whether it is a Raspberry Pi, and whose archives are its own. */
const cases: readonly (readonly [
  name: string,
  release: string,
  board: boolean,
  origins: readonly string[],
])[] = [
  ["Debian", "debian", false, ["Debian"]],
  ["Debian with the board's archive added by hand is no Raspberry Pi OS", "debian", false, ["Debian"]],
  ["Raspberry Pi OS, 64 bits", "debian", true, ["Debian", BOARD]],
  ["Raspberry Pi OS, 32 bits", "raspbian debian", true, ["Raspbian", BOARD]],
  ["Ubuntu, which Debian's archive is foreign to", "ubuntu debian", false, UBUNTU],
  ["Ubuntu on a Raspberry Pi has Ubuntu's own", "ubuntu debian", false, UBUNTU],
  ["Mint, which has Ubuntu's", "linuxmint ubuntu debian", false, UBUNTU],
  ["a derivative of Debian", "own debian", false, ["Debian"]],
  ["Fedora", "fedora", false, []],
  ["a name out of JavaScript's own objects", "constructor toString", false, []],
  ["nothing said", "", false, []],
];

for (const [name, release, raspberryPi, origins] of cases) {
  test(`whose archives are the distribution's own (T22): ${name}`, () => {
    const [id = "", ...like] = release.split(" ");
    const own = publishersOf({ id, like, raspberryPi });
    assert.deepEqual([...own.origins], origins);
    assert.equal(own.labels.has(BOARD), raspberryPi);
    assert.equal(own.labels.has("Debian-Security"), origins.includes("Debian"));
  });
}

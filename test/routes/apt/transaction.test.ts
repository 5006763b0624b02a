import assert from "node:assert/strict";
import { test } from "node:test";
import { parseTransaction, type Transaction } from "../../../src/routes/apt/transaction.ts";

// Printed by apt 2.6.1 (Debian 12) and 3.0.3 (Debian 13) under LC_ALL=C.
const cases: readonly (readonly [name: string, said: string, expected: Transaction])[] = [
  [
    "a new package and what it needs; from two archives of one distribution",
    `NOTE: This is only a simulation!
      apt-get needs root privileges for real execution.
Reading package lists...
The following NEW packages will be installed:
  python3-requests python3-urllib3
0 upgraded, 2 newly installed, 0 to remove and 6 not upgraded.
Inst python3-urllib3 (1.26.12-1+deb12u4 Debian:12.15/oldstable, Debian-Security:12/oldstable-security [all])
Inst python3-requests (2.28.1+dfsg-1 Debian:12.15/oldstable [all])
Conf python3-urllib3 (1.26.12-1+deb12u4 Debian:12.15/oldstable, Debian-Security:12/oldstable-security [all])
Conf python3-requests (2.28.1+dfsg-1 Debian:12.15/oldstable [all])
`,
    {
      installs: [
        {
          name: "python3-urllib3",
          old: null,
          version: "1.26.12-1+deb12u4",
          labels: ["Debian", "Debian-Security"],
        },
        { name: "python3-requests", old: null, version: "2.28.1+dfsg-1", labels: ["Debian"] },
      ],
      removes: [],
    },
  ],
  [
    "an upgrade has the old version in brackets",
    "Inst python3-jwt [2.6.0-1] (2.6.0-1+deb12u1 Debian:12.15/oldstable [all])\n",
    {
      installs: [{ name: "python3-jwt", old: "2.6.0-1", version: "2.6.0-1+deb12u1", labels: ["Debian"] }],
      removes: [],
    },
  ],
  [
    "an installation that removes",
    `The following packages will be REMOVED:
  demo-old
Remv demo-old [1.0-1]
Inst python3-demo-clash (1.0-1 Debian:stable [all])
`,
    {
      installs: [{ name: "python3-demo-clash", old: null, version: "1.0-1", labels: ["Debian"] }],
      removes: [{ name: "demo-old", version: "1.0-1" }],
    },
  ],
  [
    "what is broken in between stands in brackets behind",
    "Remv libfoo [1.0] [bar:amd64 ]\nInst libc6:i386 [2.36-9] (2.36-9+deb12u14 Debian:12.15/oldstable [i386]) [libc6:amd64 ]\n",
    {
      installs: [{ name: "libc6:i386", old: "2.36-9", version: "2.36-9+deb12u14", labels: ["Debian"] }],
      removes: [{ name: "libfoo", version: "1.0" }],
    },
  ],
  [
    "a publisher's name may have spaces",
    "Inst python3-libcamera (0.3.0 Raspberry Pi Foundation:stable [arm64])\n",
    {
      installs: [
        { name: "python3-libcamera", old: null, version: "0.3.0", labels: ["Raspberry Pi Foundation"] },
      ],
      removes: [],
    },
  ],
  [
    "an archive that has no name",
    "Inst demo-tool (3.0-1 localhost [all])\n",
    { installs: [{ name: "demo-tool", old: null, version: "3.0-1", labels: [""] }], removes: [] },
  ],
  [
    "nothing to do",
    "Skipping python3-six, it is already installed and upgrade is not set.\n0 upgraded, 0 newly installed, 0 to remove and 6 not upgraded.\n",
    { installs: [], removes: [] },
  ],
];

for (const [name, said, expected] of cases)
  test(name, () => assert.deepEqual(parseTransaction(said), expected));

for (const line of ["Inst python3-x", "Inst python3-x (1.0 Debian:12 [all]", "Remv python3-x"]) {
  test(`${line}: half a line is a fault, and nothing is guessed`, () =>
    assert.throws(() => parseTransaction(line), /can't read/));
}

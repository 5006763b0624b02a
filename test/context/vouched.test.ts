import assert from "node:assert/strict";
import { test } from "node:test";
import type { Candidate } from "../../src/catalogue/answer.ts";
import { prove } from "../../src/catalogue/prove.ts";
import { vouchedEntry, vouchedProof } from "../../src/context/vouched.ts";
import { dialectOf } from "../../src/pip/dialect.ts";
import { normalizeName } from "../../src/pip/requirement.ts";

const line = { layer: "user", file: "/home/alice/.config/safe-pip/config.toml", line: 2 } as const;
const vouched = { value: "python3-our-driver", source: line };
const ours: Candidate = {
  package: "python3-our-driver",
  installed: null,
  candidate: "2:1.4-1+deb12u1",
  fromDistribution: true,
  origins: ["Raspberry Pi Foundation"],
  codenames: ["bookworm"],
};

/** A candidate, the version that is asked for, and what is proved: a version for pip and the reason, or why not. */
const cases: readonly (readonly [
  name: string,
  candidate: Candidate | undefined,
  specifier: string,
  proved: readonly [version: string, reason: string] | string,
])[] = [
  [
    "the distribution has it",
    ours,
    "",
    [
      "1.4",
      "our-driver is python3-our-driver by the policy (line 2 of /home/alice/.config/safe-pip/config.toml).",
    ],
  ],
  [
    "at a version that satisfies",
    ours,
    ">=1.2",
    [
      "1.4",
      "our-driver is python3-our-driver by the policy (line 2 of /home/alice/.config/safe-pip/config.toml).",
    ],
  ],
  [
    "at a version that does not satisfy",
    ours,
    ">=2",
    "our-driver: python3-our-driver 2:1.4-1+deb12u1 is 1.4: it does not satisfy >=2",
  ],
  [
    "somebody else's archive has it",
    { ...ours, fromDistribution: false, origins: ["Somebody"] },
    "",
    "our-driver: apt would take python3-our-driver from an archive that is not the distribution's",
  ],
  ["apt has none", undefined, "", "our-driver: apt has no candidate for python3-our-driver"],
  [
    "apt knows it without a candidate",
    { ...ours, candidate: null },
    "",
    "our-driver: apt has no candidate for python3-our-driver",
  ],
];

for (const [name, candidate, specifier, expected] of cases) {
  test(`apt-name vouches for a package: ${name}`, () => {
    const wanted = {
      name: normalizeName("our-driver"),
      extras: [],
      specifier,
      hashes: [],
      url: null,
      path: null,
      editable: false,
      source: { kind: "argv" as const },
    };
    const proof = prove(wanted, vouchedEntry(vouched, candidate), candidate, dialectOf("23.0.1"));
    const told = vouchedProof(proof, vouched);
    const outcome = told.kind === "proved" ? [told.metadataVersion, told.reason] : told.reason;
    assert.deepEqual(outcome, expected);
  });
}

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Candidate, Entry, Found } from "../../src/catalogue/answer.ts";
import { prove, type Wanted } from "../../src/catalogue/prove.ts";
import { dialectOf } from "../../src/pip/dialect.ts";
import { type NormalizedName, normalizeName } from "../../src/pip/requirement.ts";

const REQUESTS: Entry = {
  package: "python3-requests",
  metadataVersion: "2.28.1",
  upstreamVersion: "2.28.1",
  debianVersion: "2.28.1+dfsg-1",
  release: "bookworm",
  alias: null,
  source: "shipped",
};
const PROTOBUF: Entry = {
  ...REQUESTS,
  package: "python3-protobuf",
  metadataVersion: "4.21.12",
  upstreamVersion: "3.21.12",
  debianVersion: "3.21.12-3",
};
const XARRAY: Entry = {
  ...REQUESTS,
  package: "python3-xarray",
  metadataVersion: "999",
  upstreamVersion: "2023.1.0",
  debianVersion: "2023.01.0-1.1",
};
const ALEMBIC: Entry = {
  ...REQUESTS,
  package: "python3-alembic",
  metadataVersion: "1.13.2.dev0",
  upstreamVersion: "1.13.2",
  debianVersion: "1.13.2-4",
};
const BARE: Entry = {
  ...REQUESTS,
  package: "python3-furo",
  metadataVersion: null,
  upstreamVersion: "2.0",
  debianVersion: "2.0-1",
};
const UNSURE: Entry = {
  ...REQUESTS,
  package: "python3-lib25519",
  metadataVersion: "20241004.1",
  upstreamVersion: null,
  debianVersion: "0~20241004.1-4",
};
const BINARY: Entry = {
  ...REQUESTS,
  package: "python3-psycopg2",
  metadataVersion: "2.9.5",
  upstreamVersion: "2.9.5",
  debianVersion: "2.9.5-1",
  alias: "psycopg2-binary is psycopg2, compiled",
};

type Case = readonly [
  title: string,
  entry: Entry,
  wanted: Partial<Wanted>,
  candidate: Partial<Candidate>,
  answer: string,
];

const cases: readonly Case[] = [
  ["a bare name", REQUESTS, {}, {}, "proved 2.28.1"],
  ["a specifier that holds", REQUESTS, { specifier: ">=2,<3" }, {}, "proved 2.28.1"],
  [
    "a specifier that does not",
    REQUESTS,
    { specifier: ">=2.31" },
    {},
    "demo: python3-requests 2.28.1+dfsg-1 is 2.28.1: it does not satisfy >=2.31",
  ],
  [
    "a security update of the same upstream",
    REQUESTS,
    { specifier: "==2.28.1" },
    { candidate: "2.28.1+dfsg-1+deb12u1" },
    "proved 2.28.1",
  ],
  [
    "a newer upstream than the data's",
    REQUESTS,
    { specifier: ">=2.31" },
    { candidate: "2.31.0-1" },
    "proved 2.31.0",
  ],
  [
    "a newer upstream, where the metadata was odd",
    PROTOBUF,
    {},
    { candidate: "3.25.1-1" },
    "demo: which version pip would see in python3-protobuf 3.25.1-1 is not known",
  ],
  [
    "metadata that holds and code that does not",
    PROTOBUF,
    { specifier: ">=4" },
    { candidate: "3.21.12-3" },
    "demo: python3-protobuf 3.21.12-3 is 4.21.12: its code is 3.21.12, which does not satisfy >=4",
  ],
  [
    "code that holds and metadata that does not",
    PROTOBUF,
    { specifier: "<4" },
    { candidate: "3.21.12-3" },
    "demo: python3-protobuf 3.21.12-3 is 4.21.12: it does not satisfy <4",
  ],
  ["both hold", PROTOBUF, { specifier: ">=3.5" }, { candidate: "3.21.12-3" }, "proved 4.21.12"],
  [
    "a placeholder for a version, with a specifier",
    XARRAY,
    { specifier: ">=2022" },
    { candidate: "2023.01.0-1.1" },
    "demo: python3-xarray 2023.01.0-1.1 is 999: the package does not say its version, and >=2022 is asked for",
  ],
  ["a placeholder for a version, without", XARRAY, {}, { candidate: "2023.01.0-1.1" }, "proved 999"],
  [
    "a metadata that is a prerelease",
    ALEMBIC,
    { specifier: ">=1.13" },
    { candidate: "1.13.2-4" },
    "demo: python3-alembic 1.13.2-4 is 1.13.2.dev0: it does not satisfy >=1.13",
  ],
  [
    "a metadata without a version",
    BARE,
    {},
    { candidate: "2.0-1" },
    "demo: which version pip would see in python3-furo 2.0-1 is not known",
  ],
  [
    "an upstream version that is not certain",
    UNSURE,
    { specifier: ">=2024" },
    { candidate: "0~20241004.1-4" },
    "demo: python3-lib25519 0~20241004.1-4 is 20241004.1: which upstream version the code is can't be told from Debian's",
  ],
  [
    "a specifier that nobody can read",
    REQUESTS,
    { specifier: ">>2" },
    {},
    "demo: python3-requests 2.28.1+dfsg-1 is 2.28.1: >>2 could not be read",
  ],
  [
    "extras",
    REQUESTS,
    { extras: ["socks"] },
    {},
    "demo: a Debian package does not say which extras it meets (socks)",
  ],
  ["a hash", REQUESTS, { hashes: ["sha256:00"] }, {}, "demo: asked for by its hash"],
  [
    "a URL",
    REQUESTS,
    { url: "https://example.org/demo.whl" },
    {},
    "demo: asked for by its place, not by its name",
  ],
  ["a path", REQUESTS, { path: "/tmp/demo" }, {}, "demo: asked for by its place, not by its name"],
  ["an editable one", REQUESTS, { editable: true }, {}, "demo: asked for by its place, not by its name"],
  ["no candidate", REQUESTS, {}, { candidate: null }, "demo: apt has no candidate for python3-requests"],
  [
    "somebody else's archive",
    REQUESTS,
    {},
    { fromDistribution: false, origins: ["Others"] },
    "demo: apt would take python3-requests from an archive that is not the distribution's",
  ],
  [
    "the board's archive, by Debian's data",
    REQUESTS,
    {},
    { origins: ["Raspberry Pi Foundation"] },
    "demo: apt would take python3-requests from another archive than the one that the catalogue was made from",
  ],
  ["the release's security updates", REQUESTS, {}, { codenames: ["bookworm-security"] }, "proved 2.28.1"],
  [
    "another release of the same archive, by this one's data",
    REQUESTS,
    {},
    { codenames: ["bookworm", "trixie"] },
    "demo: apt would take python3-requests from another archive than the one that the catalogue was made from",
  ],
  [
    "the board's archive, opened",
    { ...REQUESTS, source: "opened" },
    {},
    { origins: ["Raspberry Pi Foundation"] },
    "proved 2.28.1",
  ],
  ["an alias, bare, on the command line", BINARY, {}, { candidate: "2.9.5-1" }, "proved 2.9.5"],
  [
    "an alias with a version",
    BINARY,
    { specifier: ">=2.9" },
    { candidate: "2.9.5-1" },
    "demo: python3-psycopg2 is it under another name, which pip would not count as demo",
  ],
  [
    "an alias in a file",
    BINARY,
    { source: { kind: "file" } },
    { candidate: "2.9.5-1" },
    "demo: python3-psycopg2 is it under another name, which pip would not count as demo",
  ],
  [
    "an alias with extras",
    BINARY,
    { extras: ["c"] },
    { candidate: "2.9.5-1" },
    "demo: a Debian package does not say which extras it meets (c)",
  ],
];

for (const [title, entry, wanted, candidate, answer] of cases) {
  test(`proof of ${title}`, () => {
    assert.equal(summary(proofOf({ kind: "entry", entry }, wanted, candidate, entry)), answer);
  });
}

test("nothing is proved of what the catalogue does not have or does not know", () => {
  assert.equal(
    summary(proofOf({ kind: "none", reason: "no package bears this name" }, {}, {}, REQUESTS)),
    "demo: no package bears this name",
  );
  assert.equal(
    summary(
      proofOf(
        { kind: "unknown-release", release: "ubuntu:noble", packages: ["python3-demo"] },
        {},
        {},
        REQUESTS,
      ),
    ),
    "demo: the catalogue was not made from the release that runs here",
  );
  assert.equal(
    summary(proofOf({ kind: "entry", entry: REQUESTS }, { name: null }, {}, REQUESTS)),
    "its name is known only when it is built",
  );
});

test("a proof is whole: package, both versions, the reason", () => {
  assert.deepEqual(proofOf({ kind: "entry", entry: PROTOBUF }, {}, { candidate: "3.21.12-3" }, PROTOBUF), {
    kind: "proved",
    name: "demo",
    package: "python3-protobuf",
    candidate: "3.21.12-3",
    metadataVersion: "4.21.12",
    alias: null,
    reason:
      "demo is in the distribution as python3-protobuf 4.21.12 to pip, 3.21.12-3 to apt, not always the newest on the index.",
  });
});

function proofOf(found: Found, wanted: Partial<Wanted>, candidate: Partial<Candidate>, entry: Entry) {
  const full: Wanted = {
    name: normalizeName("demo") as NormalizedName,
    extras: [],
    specifier: "",
    hashes: [],
    url: null,
    path: null,
    editable: false,
    source: { kind: "argv" },
    ...wanted,
  };
  const offered: Candidate = {
    package: entry.package,
    installed: null,
    candidate: entry.debianVersion,
    fromDistribution: true,
    origins: ["Debian"],
    codenames: ["bookworm"],
    ...candidate,
  };
  return prove(full, found, offered, dialectOf("25.1.1"));
}

function summary(proof: ReturnType<typeof prove>): string {
  return proof.kind === "proved" ? `proved ${proof.metadataVersion}` : proof.reason;
}

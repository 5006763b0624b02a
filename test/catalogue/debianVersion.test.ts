import assert from "node:assert/strict";
import { test } from "node:test";
import type { Found } from "../../src/catalogue/answer.ts";
import { openCatalogue } from "../../src/catalogue/catalogue.ts";
import { cellsOf, readDataFile } from "../../src/catalogue/dataFile.ts";
import { upstreamPart, upstreamVersion } from "../../src/catalogue/debianVersion.ts";
import { prove } from "../../src/catalogue/prove.ts";
import { dialectOf } from "../../src/pip/dialect.ts";
import type { NormalizedName } from "../../src/pip/requirement.ts";
import { parseVersion } from "../../src/pip/version.ts";
import { DATA } from "./data.ts";

const cases: readonly (readonly [debian: string, upstream: string | null, why: string])[] = [
  ["2.31.0-1", "2.31.0", "the revision is Debian's"],
  ["1:1.24.2-1+deb12u1", "1.24.2", "the epoch and a stable update are Debian's"],
  ["3.21.12-3+b2", "3.21.12", "a rebuild is Debian's"],
  ["2.6.0", "2.6.0", "a native package has no revision"],
  ["3.1.0+b2", "3.1.0", "a native package that was rebuilt"],
  ["2.25.15+deb13u1", "2.25.15", "a native package with a stable update"],
  ["1.0+nmu1", "1.0", "a native package that somebody else patched"],
  ["2.28.1+dfsg-1", "2.28.1", "repacked for its licence"],
  ["4.6.3+dfsg1-0.1+deb11u1", "4.6.3", "repacked, and not the maintainer's upload"],
  ["2.11.2.dfsg-3", "2.11.2", "repacked, with a dot"],
  ["1.2.3~ds-1", "1.2.3", "repacked, with a tilde"],
  ["4.0.11+ds1+~cs11.25.27-7", "4.0.11", "repacked, with other sources beside it"],
  ["3.0.0~rc1-2", "3.0.0rc1", "a release candidate"],
  ["2.0~b3-1", "2.0b3", "a beta"],
  ["1.5~dev2-1", "1.5.dev2", "a development version"],
  ["8.2.0+0.really.8.1.8-1", "8.1.8", "went back to an older one"],
  ["8.4.2+really8.4.1-2", "8.4.1", "went back, written otherwise"],
  ["7.0.0-really-5.3.5-6", "5.3.5", "went back, with dashes"],
  ["20230112+git-1", "20230112", "a bundle that is dated"],
  ["4.4.0+git20211031.e6458ec-1", "4.4.0", "a later commit counts as the release before it"],
  ["2004d-1", null, "no version of PEP 440's"],
  ["0~20241004.1-4", null, "the tilde means before 0, and not 0 it is"],
  ["1.2.71~git20230426.cbb3c0ea-1", null, "before 1.2.71, and not known how far"],
  ["0.37.0+~2025.1.1-2", null, "another source's version is joined on"],
  ["2022-07-09+dfsg-2", null, "a date with dashes"],
  ["8.1.8.0+async-1", null, "a plus that nobody knows"],
  ["", null, "nothing"],
];

test("a Debian version is translated, or left alone where it is not certain", () => {
  assert.deepEqual(
    cases.map(([debian]) => [debian, upstreamVersion(debian)]),
    cases.map(([debian, upstream]) => [debian, upstream]),
  );
});

test("the upstream part is the middle, letter for letter", () => {
  assert.deepEqual(["1:2.3+dfsg-4", "2.6.0", "1.0-2-3"].map(upstreamPart), ["2.3+dfsg", "2.6.0", "1.0-2"]);
});

const file = readDataFile(DATA);
const names = (file.bytes.toString().match(/^[a-z0-9-]+(?=\t)/gm) ?? []) as NormalizedName[];
const cells = names.map((name) => ({ name, byRelease: cellsOf(file, name) }));

for (const [column, release] of file.releases.entries()) {
  test(`${release}: where translation and metadata differ, no single one of them is relied on`, (t) => {
    const here = cells.filter(({ byRelease }) => byRelease?.[column]);
    const differing = here.filter(({ byRelease }) => byRelease?.[column]?.metadata !== undefined);
    const share = 1 - differing.length / here.length;
    const equal = here.length - differing.length;
    t.diagnostic(
      `${release}: ${equal} of ${here.length} translated versions equal the metadata's (${(100 * share).toFixed(1)} %)`,
    );
    assert.ok(here.length > 3000, `${here.length} names`);
    assert.ok(share > 0.8, "the translation has become worse");
    const catalogue = openCatalogue(DATA, release);
    assert.deepEqual(
      differing.flatMap(({ name }) => trustedVersions(name, catalogue.find(name))),
      [],
    );
  });
}

/** The versions that one side alone has, and that are taken for proved all the same. */
function trustedVersions(name: NormalizedName, found: Found): readonly string[] {
  if (found.kind !== "entry") return [];
  const {
    package: packageName,
    debianVersion: candidate,
    metadataVersion,
    upstreamVersion: upstream,
  } = found.entry;
  if (releaseNumbers(metadataVersion) === releaseNumbers(upstream)) return [];
  const offered = {
    package: packageName,
    installed: null,
    candidate,
    fromDistribution: true,
    origins: ["Debian"],
    codenames: [found.entry.release],
  };
  return [metadataVersion, upstream].flatMap((version) => {
    if (version === null || parseVersion(version) === null) return [];
    const wanted = { ...BARE, name, specifier: `==${version}` };
    return prove(wanted, found, offered, dialectOf("25.1.1")).kind === "proved" ? [`${name} ${version}`] : [];
  });
}

const BARE = {
  extras: [],
  hashes: [],
  url: null,
  path: null,
  editable: false,
  source: { kind: "argv" as const },
};

/** `1.0.0rc1` and `1.0+x` as `1`: what `==` may take for one. */
function releaseNumbers(text: string | null): string | null {
  return (
    (text === null
      ? null
      : parseVersion(text)
          ?.release.join(".")
          .replace(/(\.0)+$/, "")) ?? null
  );
}

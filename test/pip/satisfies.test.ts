import { test } from "node:test";
import { parseAnyVersion } from "../../src/pip/legacyVersion.ts";
import { satisfies } from "../../src/pip/satisfies.ts";
import { parseSpecifiers } from "../../src/pip/specifier.ts";
import { assertByPip, type ByPip } from "./dialects.ts";

type Row = readonly [behaviour: string, specifiers: string, version: string, holds: ByPip<boolean | null>];

const ALWAYS = { all: true } as const;
const NEVER = { all: false } as const;

/** With prereleases admitted, as pip asks about what is installed; null where that pip refuses one of the texts. */
const MATCHES: readonly Row[] = [
  ["no specifier takes any version", "", "1.0", ALWAYS],
  ["every specifier must hold", ">=1,<2,!=1.5", "1.5", NEVER],
  ["== overlooks trailing zeros", "==1", "1.0.0", ALWAYS],
  ["== overlooks a local version it does not name", "==1.0", "1.0+u", ALWAYS],
  ["== asks for a local version it names", "==1.0+u", "1.0", NEVER],
  ["== compares local versions normalised", "==1.0+U-01", "1.0+u.1", ALWAYS],
  ["!= is the contrary, local version and all", "!=1.0", "1.0+u", NEVER],
  ["<= takes a local version of its own", "<=1.0", "1.0+u", ALWAYS],
  [">= takes a local version of its own", ">=1.0", "1.0+u", ALWAYS],
  ["> takes no local version of its own", ">1.0", "1.0+u", NEVER],
  ["> takes a later epoch", ">1.0", "1!0", ALWAYS],
  ["> takes no post-release of its own", ">1.0", "1.0.post1", NEVER],
  ["> takes no development release of its post-release", ">1.0", "1.0.post1.dev1", NEVER],
  ["> of a post-release takes the next one", ">1.0.post1", "1.0.post2", ALWAYS],
  ["> of a post-release takes no local version of it", ">1.0.post1", "1.0.post1+u", NEVER],
  ["> of a prerelease and the final's post-release", ">1.0a1", "1.0.post1", { "24.0": false, "26.1": true }],
  ["> of a prerelease takes no post-release of it", ">1.0a1", "1.0a1.post1", NEVER],
  ["> of a prerelease takes no local version of it", ">1.0a1", "1.0a1+u", NEVER],
  [
    "> of a development release and a post-release",
    ">1.0.dev1",
    "1.0.post1",
    { "24.0": false, "26.1": true },
  ],
  ["< takes no prerelease of its own", "<1.0", "1.0a1", NEVER],
  ["< of a prerelease takes an earlier one", "<1.0rc1", "1.0a1", ALWAYS],
  ["< of a post-release and the final's prerelease", "<1.0.post2", "1.0a1", { "24.0": false, "26.1": true }],
  ["< of a post-release takes no prerelease of it", "<1.0.post2", "1.0.post2.dev1", NEVER],
  ["< of a post-release takes an earlier one", "<1.0.post2", "1.0.post1", ALWAYS],
  ["numbers beyond 2^53 are told apart", "<=1.9007199254740992", "1.9007199254740993", NEVER],
  ["a wildcard takes a shorter version", "==1.0.*", "1", ALWAYS],
  ["a wildcard takes prereleases and post-releases", "==1.*", "1.0a1.post1", ALWAYS],
  ["a long wildcard and a post-release", "==1.0.0.*", "1.0.post1", { "24.0": false, "24.1": true }],
  ["a wildcard is of its epoch", "==1.*", "1!1.0", NEVER],
  ["a wildcard with an epoch", "==1!1.*", "1!1.5", ALWAYS],
  ["a wildcard with a v", "==v1.*", "1.5", { "24.0": false, "24.1": true }],
  ["a wildcard with a leading zero", "==01.*", "1.5", { "24.0": false, "24.1": true }],
  ["!= with a wildcard", "!=1.0.*", "1.0.5", NEVER],
  ["a wildcard after a prerelease", "==1.0a1.*", "1.0a1.post1", { "24.0": true, "24.1": null }],
  ["a wildcard after a prerelease not in normal form", "==1.0A1.*", "1.0a1", { "24.0": false, "24.1": null }],
  ["~= takes what has its prefix", "~=1.4.5", "1.4.10", ALWAYS],
  ["~= takes nothing beyond", "~=1.4.5", "1.5", NEVER],
  ["~= takes nothing earlier", "~=1.0", "1.0.dev1", NEVER],
  ["~= takes a local version", "~=1.4.5", "1.4.5+u", ALWAYS],
  ["~= takes a shorter version", "~=1.0.0", "1", ALWAYS],
  ["~= leaves its suffix out of the prefix", "~=1.0.post1", "1.5", ALWAYS],
  ["~= with c took that for a part of the prefix", "~=1.0c1", "1.5", { "24.0": false, "26.3": true }],
  ["~= with rev did, too", "~=1.0.rev1", "1.5", { "24.0": false, "26.3": true }],
  ["~= with capitals did, too", "~=1.0.DEV1", "1.5", { "24.0": false, "26.3": true }],
  ["~= with a v took that for its prefix", "~=v1.0", "1.5", { "24.0": false, "26.3": true }],
  ["~= with an epoch", "~=1!1.0", "1!1.5", ALWAYS],
  ["=== compares texts", "===1.0", "1.0.0", NEVER],
  ["=== does not overlook a local version", "===1.0", "1.0+x", NEVER],
  ["=== overlooks the case", "===1.0RC1", "1.0rc1", ALWAYS],
  ["=== sees the version in normal form", "===1.0-RC1", "1.0-RC1", NEVER],
  ["a legacy specifier takes versions by their texts", ">x", "1.0", { "24.0": true, "24.1": null }],
  ["a legacy specifier equals its own text", "==2004d", "2004d", { "24.0": true, "24.1": null }],
  ["a legacy version is no number", ">=1.0", "2004d", { "24.0": false, "24.1": null }],
  ["a legacy version is not even unequal", "!=1.0", "2004d", { "24.0": false, "24.1": null }],
  ["=== takes a legacy version", "===2004D", "2004d", { "24.0": true, "24.1": null }],
];

for (const row of MATCHES) {
  test(`matches: ${row[0]}`, () => assertHolds(row, true));
}

/** With the rule of PEP 440. */
const BY_DEFAULT: readonly Row[] = [
  ["a final release needs no rule", "", "1.0", ALWAYS],
  ["a lone prerelease where nothing is asked", "", "1.0a1", { "24.0": false, "26.0": true }],
  ["a lone prerelease where none is named", ">=1.0", "2.0a1", { "24.0": false, "26.0": true }],
  ["a named prerelease admits all", ">=1.0a1", "2.0a1", ALWAYS],
  ["one of the specifiers is enough", ">=1.0a1,<3", "2.0a1", ALWAYS],
  ["> names one", ">1.0a1", "2.0a1", { "24.0": false, "25.0": true }],
  ["< names one", "<3.0a1", "2.0a1", { "24.0": false, "25.0": true }],
  ["!= names none", ">=1,!=1.0a1", "2.0a1", { "24.0": false, "26.0": true }],
  ["=== names one", "===2.0a1", "2.0a1", ALWAYS],
  ["a wildcard names one", "==2.0a1.*", "2.0a1", { "24.0": true, "24.1": null }],
];

for (const row of BY_DEFAULT) {
  test(`by default: ${row[0]}`, () => assertHolds(row, null));
}

/** With prereleases refused. */
const REFUSED: readonly Row[] = [
  ["a final release is taken", ">=1.0", "2.0", ALWAYS],
  ["a prerelease is not", ">=1.0", "2.0a1", NEVER],
  ["not even where it is named", "==2.0a1", "2.0a1", NEVER],
  ["nor where nothing is asked", "", "2.0.dev1", NEVER],
];

for (const row of REFUSED) {
  test(`prereleases refused: ${row[0]}`, () => assertHolds(row, false));
}

function assertHolds([, text, written, holds]: Row, prereleases: boolean | null): void {
  assertByPip(holds, (dialect) => {
    const specifiers = parseSpecifiers(text, dialect);
    const version = parseAnyVersion(written, dialect);
    if (specifiers.kind === "invalid" || version === null) return null;
    return satisfies(specifiers, version, { prereleases });
  });
}

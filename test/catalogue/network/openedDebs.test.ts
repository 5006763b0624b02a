import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, test } from "node:test";
import { entryIn } from "../../../src/catalogue/openDeb.ts";
import { normalizeName } from "../../../src/pip/requirement.ts";
import { handChecked } from "../handChecked.ts";
import { filesOf, listingsOf, reach, temporaryDirectory } from "./archive.ts";

// Larger files are opened only where that is asked for: 25 of 640, and three quarters of all that is to be fetched.
const LIMIT = process.env.SAFE_PIP_TEST_ALL_DEBS === "1" ? Number.POSITIVE_INFINITY : 3_000_000;

const directory = temporaryDirectory();
after(() => rmSync(directory, { recursive: true, force: true }));
const archive = await reach(["bookworm", "trixie"], directory, "packages");

for (const release of ["bookworm", "trixie"] as const) {
  const skip = archive.kind === "out-of-reach" ? archive.reason : false;
  test(`${release}: the packages of the table, opened, hold what was checked by hand`, {
    skip,
  }, async (t) => {
    const root = archive.kind === "roots" ? archive.roots.get(release) : undefined;
    assert.ok(root);
    const rows = handChecked();
    const wanted = [
      ...new Set(rows.flatMap(({ packages, trap }) => [packages[release], trap?.package])),
    ].filter((each) => each != null);
    const all = await filesOf(root, wanted);
    const listings = await listingsOf(root, new Map([...all].filter(([, { size }]) => size < LIMIT)));
    const faults: string[] = [];
    let checked = 0;
    for (const { name, packages, trap } of rows) {
      const right = packages[release];
      const own = right === null ? undefined : listings.get(right);
      if (right !== null && !all.has(right)) faults.push(`${name}: ${right} is not in ${release}`);
      if (own !== undefined && right !== null) {
        checked++;
        if (entryIn(own, name, of(right, release)).kind !== "entry")
          faults.push(`${name}: ${right} does not bear it`);
      }
      const other = trap && trap.package !== right ? listings.get(trap.package) : undefined;
      if (other === undefined || !trap) continue;
      checked++;
      if (entryIn(other, name, of(trap.package, release)).kind === "entry")
        faults.push(`${name}: ${trap.package} bears it after all`);
      if (!holds(other, trap.project, trap.package) && release === "trixie")
        faults.push(`${name}: ${trap.package} is not ${trap.project}`);
    }
    t.diagnostic(`${release}: ${listings.size} packages opened of ${all.size}, ${checked} facts checked`);
    assert.deepEqual(faults, []);
    assert.ok(listings.size >= 280, `${listings.size} opened`);
  });
}

function of(name: string, release: string) {
  return { package: name, version: "1-1", release };
}

/** Whether a package holds a project, or nothing by name where that is what was noted. */
function holds(listing: string, project: string | null, packageName: string): boolean {
  if (project === null)
    return entryIn(listing, normalizeName("no-such-name"), of(packageName, "")).kind === "none";
  const pattern = /dist-packages\/([^/\s]+?)-\d[^/\s]*\.(?:dist|egg)-info/g;
  return [...listing.matchAll(pattern)].some(([, each]) => normalizeName(each ?? "") === project);
}

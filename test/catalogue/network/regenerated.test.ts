import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, test } from "node:test";
import { openCatalogue } from "../../../src/catalogue/catalogue.ts";
import { cellsOf, readDataFile } from "../../../src/catalogue/dataFile.ts";
import { applicationNames, kindOf } from "../../../src/catalogue/kinds.ts";
import { choosePackages } from "../../../src/catalogue/make/choose.ts";
import { readIndices } from "../../../src/catalogue/make/indices.ts";
import { bindingOf } from "../../../src/catalogue/tables/bindings.ts";
import { hintFor } from "../../../src/catalogue/tables/hints.ts";
import { normalizeName } from "../../../src/pip/requirement.ts";
import { parseVersion, printVersion } from "../../../src/pip/version.ts";
import { DATA } from "../data.ts";
import { tableNames } from "../tableNames.ts";
import { outputOf, reach, temporaryDirectory, withDebs } from "./archive.ts";

// sid moves every day, so only releases that stand still are made again.
const RELEASES = ["bookworm", "trixie"];

/** Debian gives their commands another name (`pyflakes3`, `yapf3`, `parallel-ssh`) or leaves them out. */
const RENAMED = new Set(["b2", "pep8", "pssh", "pyflakes", "pyroma", "python-semantic-release", "yapf"]);

const directory = temporaryDirectory();
after(() => rmSync(directory, { recursive: true, force: true }));
const archive = await reach(RELEASES, directory, "packages-and-contents");
const skip = archive.kind === "out-of-reach" ? archive.reason : false;
const file = readDataFile(DATA);

for (const release of RELEASES) {
  const root = archive.kind === "roots" ? archive.roots.get(release) : undefined;
  const column = file.releases.indexOf(release);

  test(`${release}: made again, the data names the same packages`, { skip }, async (t) => {
    assert.ok(root);
    const { shipped, versions } = await readIndices(root);
    const chosen = choosePackages(shipped);
    const catalogue = openCatalogue(DATA, release);
    const moved: string[] = [];
    let missing = 0;
    for (const [name, { package: packageName, version }] of chosen) {
      const cell = cellsOf(file, name)?.[column];
      if (!cell) missing++;
      else if (cell.package !== packageName) moved.push(`${name}: ${cell.package}, now ${packageName}`);
      const found = catalogue.find(name);
      if (found.kind !== "entry" || versions.get(packageName) !== found.entry.debianVersion) continue;
      const seen = version === null ? null : (printed(version) ?? version);
      if (found.entry.metadataVersion !== seen)
        moved.push(`${name}: ${found.entry.metadataVersion} to pip, now ${seen}`);
    }
    t.diagnostic(`${release}: ${chosen.size} names, ${missing} not in the shipped data`);
    assert.deepEqual(moved, []);
    assert.ok(
      chosen.size > 5000 && missing / chosen.size < 0.01,
      "the shipped data is to be made anew: docs/catalogue.md",
    );
  });

  test(`${release}: the packages of the bindings and of the hints are in it, but for those that say not`, {
    skip,
  }, async () => {
    assert.ok(root);
    const { versions } = await readIndices(root);
    const everywhere = { raspberryPi: false, rosDistro: null };
    const faults: string[] = [];
    for (const name of tableNames("bindings")) {
      const binding = bindingOf(name, everywhere);
      if (binding && versions.has(binding.package) === binding.missingFrom.includes(release))
        faults.push(`${name}: ${binding.package}`);
    }
    for (const name of tableNames("hints")) {
      const named = hintFor(name)?.package;
      const missing = bindingOf(name, everywhere)?.missingFrom.includes(release) ?? false;
      if (named && versions.has(named) === missing) faults.push(`${name}: the hint's ${named}`);
    }
    assert.deepEqual(faults, []);
  });

  test(`${release}: dh-python's own map agrees`, { skip }, async (t) => {
    assert.ok(root);
    let map = "";
    await withDebs(root, ["dh-python"], async (deb) => {
      const script = 'dpkg-deb --fsys-tarfile "$1" | tar -xO ./usr/share/dh-python/dist/cpython3_fallback';
      map = await outputOf("/bin/sh", "-c", script, "sh", deb);
    });
    let agreed = 0;
    const differing: string[] = [];
    for (const line of map.split("\n")) {
      const [name, packageName] = line.split(" ");
      const shipped = name ? cellsOf(file, normalizeName(name))?.[column] : null;
      if (!shipped) continue;
      if (shipped.package === packageName) agreed++;
      else differing.push(`${name}: ${packageName}, not ${shipped.package}`);
    }
    t.diagnostic(`${release}: ${agreed} agree; ${differing.join("; ") || "none differs"}`);
    assert.ok(agreed > 4000, `${agreed} agree`);
    // A handful are known to be wrong there: setuptools is given as pkg-resources, which is what builds need.
    assert.ok(differing.length <= 10, differing.join("; "));
  });

  test(`${release}: the commands of the applications are those that its packages ship`, {
    skip,
  }, async (t) => {
    assert.ok(root);
    const script =
      'for file; do /usr/lib/apt/apt-helper cat-file "$file"; done | grep -oE "^usr/(bin|games|sbin)/[^ /[:blank:]]+"';
    const shipped = new Set(
      (await outputOf("/bin/sh", "-c", script, "sh", ...root.indices.contents))
        .split("\n")
        .map((path) => path.replace(/^.*\//, "")),
    );
    const here = applicationNames().filter((name) => cellsOf(file, normalizeName(name))?.[column]);
    const unknown = here.filter(
      (name) => !kindOf(normalizeName(name)).commands.some((each) => shipped.has(each)),
    );
    t.diagnostic(`${release}: ${here.length} applications are in it`);
    assert.ok(here.length > 100, `${here.length} applications`);
    assert.deepEqual(
      unknown.filter((name) => !RENAMED.has(name)),
      [],
    );
  });
}

function printed(text: string): string | null {
  const version = parseVersion(text);
  return version && printVersion(version);
}

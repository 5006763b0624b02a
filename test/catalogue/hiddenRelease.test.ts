import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import type { Candidate } from "../../src/catalogue/answer.ts";
import { openCatalogue } from "../../src/catalogue/catalogue.ts";
import { cellsOf, DATA_FILE, readDataFile } from "../../src/catalogue/dataFile.ts";
import { upstreamVersion } from "../../src/catalogue/debianVersion.ts";
import { entryHere, packagesOf } from "../../src/catalogue/entryHere.ts";
import { render } from "../../src/catalogue/make/render.ts";
import { entryIn, openDeb } from "../../src/catalogue/openDeb.ts";
import { type NormalizedName, normalizeName } from "../../src/pip/requirement.ts";
import { DATA } from "./data.ts";
import { handChecked } from "./handChecked.ts";
import { standIn } from "./world.ts";

// The data without trixie: what a file looks like on the day that trixie comes out.
const whole = readDataFile(DATA);
const names = (whole.bytes.toString().match(/^[a-z0-9-]+(?=\t)/gm) ?? []) as NormalizedName[];
const cells = new Map(names.map((name) => [name, cellsOf(whole, name)]));
const hidden = mkdtempSync(join(tmpdir(), "safe-pip-hidden-"));
after(() => rmSync(hidden, { recursive: true }));
writeFileSync(
  join(hidden, DATA_FILE),
  brotliCompressSync(
    Buffer.from(render(whole.releases.filter((each) => each !== "trixie").map(column), whole.made)),
  ),
);

function column(release: string) {
  const index = whole.releases.indexOf(release);
  const rows = names.flatMap((name) => {
    const cell = cells.get(name)?.[index];
    return cell ? [{ name, cell }] : [];
  });
  return {
    release,
    shipped: rows.map(({ name, cell: { package: packageName, debianVersion, metadata } }) => ({
      name,
      version: metadata === undefined ? upstreamVersion(debianVersion) : metadata,
      package: packageName,
      free: true,
    })),
    versions: new Map(rows.map(({ cell }) => [cell.package, cell.debianVersion])),
  };
}

const trixie = column("trixie");

/** What `dpkg-deb --contents` would list of trixie's package. */
function listing(packageName: string): string {
  return trixie.shipped
    .filter((each) => each.package === packageName)
    .map(
      (each) =>
        `-rw-r--r-- root/root  9 2025-01-01 00:00 ./usr/lib/python3/dist-packages/${each.name}-${each.version}.dist-info/METADATA\n`,
    )
    .join("");
}

test("a release that the data was not made from is never answered from the nearest one", () => {
  const catalogue = openCatalogue(hidden, "trixie");
  assert.equal(catalogue.knowsRelease, false);
  const kinds = new Set(handChecked().map(({ name }) => catalogue.find(name).kind));
  assert.deepEqual([...kinds], ["unknown-release"]);
});

test("there, the packages themselves are opened, and the answers are right or unknown", async (t) => {
  const catalogue = openCatalogue(hidden, "trixie");
  let right = 0;
  let unknown = 0;
  const wrong: string[] = [];
  for (const { name, packages } of handChecked()) {
    const found = catalogue.find(name);
    const here = await entryHere(name, found, candidatesOf(packagesOf(found)), apt.run);
    const answer = here.found.kind === "entry" ? here.found.entry.package : null;
    if (answer === packages.trixie) right++;
    else if (answer === null) unknown++;
    else wrong.push(`${name}: ${answer}, not ${packages.trixie}`);
  }
  t.diagnostic(`${right} right, ${unknown} unknown of ${handChecked().length}`);
  assert.deepEqual(wrong, []);
  assert.ok(right > 300, `${right} right`);
});

/** trixie's apt-get and dpkg-deb: a file appears, and its list of contents can be read. */
const apt = standIn(({ argv, cwd }) => {
  if (basename(argv[0]) === "dpkg-deb") return listing(basename(argv.at(-1) ?? "", ".deb"));
  writeFileSync(join(cwd ?? "", `${argv.at(-1)?.split("=")[0]}.deb`), "");
  return "";
});

/** What trixie's apt-cache would say. */
function candidatesOf(packages: readonly string[]): ReadonlyMap<string, Candidate> {
  const known = packages.flatMap((name) => {
    const candidate = trixie.versions.get(name);
    return candidate
      ? [{ package: name, installed: null, candidate, fromDistribution: true, origins: ["Debian"] }]
      : [];
  });
  return new Map(known.map((each) => [each.package, each]));
}

const CANDIDATE = {
  package: "python3-six",
  installed: null,
  candidate: "1:1.16.0+x~1-4",
  fromDistribution: true,
  origins: ["Ubuntu"],
};

test("a package is fetched by its exact name and version, without root, into a directory that does not stay", async () => {
  const { run, started } = apt;
  started.length = 0;
  await openDeb(normalizeName("six"), CANDIDATE, run);
  assert.deepEqual(
    started.map(({ argv, env, output }) => [...argv.slice(0, -1), basename(argv.at(-1) ?? ""), env, output]),
    [
      [
        "/usr/bin/apt-get",
        "download",
        "-qq",
        "-oAcquire::Retries=0",
        "-oAcquire::http::Timeout=10",
        "-oAcquire::https::Timeout=10",
        "--",
        "python3-six=1:1.16.0+x~1-4",
        { LC_ALL: "C", PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
        "capture",
      ],
      [
        "/usr/bin/dpkg-deb",
        "--contents",
        "python3-six.deb",
        { LC_ALL: "C", PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
        "capture",
      ],
    ],
  );
});

test("a package of the distribution's other archive is opened, although the data knows the name", async () => {
  const catalogue = openCatalogue(DATA, "trixie");
  const six = normalizeName("six");
  const found = catalogue.find(six);
  const board = { ...CANDIDATE, origins: ["Raspberry Pi Foundation"] };
  const sources = [CANDIDATE, { ...CANDIDATE, origins: ["Debian"] }, { ...board }].map(async (candidate) => {
    const here = await entryHere(six, found, new Map([["python3-six", candidate]]), apt.run);
    return here.found.kind === "entry" ? here.found.entry.source : here.found.kind;
  });
  assert.deepEqual(await Promise.all(sources), ["opened", "shipped", "opened"]);
});

test("what can't be fetched, or is not the distribution's, is not opened", async () => {
  const failing = standIn(() => ({ exitCode: 100, stderr: "E: Failed to fetch" }));
  const six = normalizeName("six");
  assert.deepEqual(await openDeb(six, CANDIDATE, failing.run), {
    kind: "none",
    reason: "python3-six could not be fetched to look into it",
  });
  const none = { kind: "none", reason: "the distribution's archive has no package python3-six" };
  for (const odd of [{ fromDistribution: false }, { candidate: null }, { candidate: "1 -oX" }] as const) {
    const { run, started } = standIn(() => "");
    assert.deepEqual(await openDeb(six, { ...CANDIDATE, ...odd }, run), none);
    assert.deepEqual(started, []);
  }
});

const lists: readonly (readonly [title: string, lines: readonly string[], name: string, answer: string])[] = [
  ["its own name", ["PyYAML-6.0.egg-info"], "pyyaml", "6.0 null"],
  [
    "the alias's project",
    ["psycopg2-2.9.9.egg-info/"],
    "psycopg2-binary",
    "2.9.9 psycopg2-binary is psycopg2, compiled",
  ],
  ["one of several", ["a-1.dist-info/", "b-2.dist-info/METADATA"], "b", "2 null"],
  ["two for one, the one with a version", ["b.egg-info/", "b-2.dist-info/METADATA"], "b", "2 null"],
  ["another project", ["PyJWT-2.7.0.dist-info/METADATA"], "jwt", "python3-x holds the project pyjwt"],
  ["no project", [], "tk", "python3-x holds no Python project by name"],
];

for (const [title, lines, name, answer] of lists) {
  test(`an opened package bears ${title}`, () => {
    const text = lines
      .map((each) => `-rw-r--r-- root/root 1 2025-01-01 00:00 ./usr/lib/python3/dist-packages/${each}\n`)
      .join("");
    const found = entryIn(
      `${text}-rw-r--r-- root/root 1 2025-01-01 00:00 ./usr/share/x/jwt-1.dist-info/METADATA\n`,
      normalizeName(name),
      "python3-x",
      "1-1",
    );
    assert.equal(
      found.kind === "entry"
        ? `${found.entry.metadataVersion} ${found.entry.alias}`
        : found.kind === "none"
          ? found.reason
          : "",
      answer,
    );
  });
}

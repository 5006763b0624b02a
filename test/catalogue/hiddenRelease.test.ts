import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import type { Candidate } from "../../src/catalogue/answer.ts";
import { openCatalogue } from "../../src/catalogue/catalogue.ts";
import { cellsOf, DATA_FILE, readDataFile } from "../../src/catalogue/dataFile.ts";
import { upstreamVersion } from "../../src/catalogue/debianVersion.ts";
import { entryHere, packagesOf, toBeOpened } from "../../src/catalogue/entryHere.ts";
import { render } from "../../src/catalogue/make/render.ts";
import { entryIn, openDebs } from "../../src/catalogue/openDeb.ts";
import { type NormalizedName, normalizeName } from "../../src/pip/requirement.ts";
import type { World } from "../../src/world.ts";
import { DATA } from "./data.ts";
import { handChecked } from "./handChecked.ts";
import { type Answer, standIn } from "./world.ts";

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
const known = openCatalogue(DATA, "trixie");
const OF_TRIXIE = { origins: ["Debian"], codenames: ["trixie"] };

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
  const asked = handChecked().map((row) => ({ ...row, found: catalogue.find(row.name) }));
  const candidates = candidatesOf(asked.flatMap(({ found }) => packagesOf(found)));
  const opened = await openDebs(
    asked.flatMap(({ found }) => toBeOpened(found, candidates)),
    apt.run,
  );
  for (const { name, packages, found } of asked) {
    const here = entryHere(name, found, candidates, opened);
    const answer = here.found.kind === "entry" ? here.found.entry.package : null;
    if (answer === packages.trixie) right++;
    else if (answer === null) unknown++;
    else wrong.push(`${name}: ${answer}, not ${packages.trixie}`);
    if (here.found.kind === "entry" && answer === packages.trixie) {
      const { metadataVersion, upstreamVersion: code } = here.found.entry;
      const own = known.find(name);
      const expected = own.kind === "entry" ? [own.entry.metadataVersion, own.entry.upstreamVersion] : [];
      if (metadataVersion !== expected[0] || code !== expected[1])
        wrong.push(`${name}: ${metadataVersion} and ${code}, not ${expected.join(" and ")}`);
    }
  }
  t.diagnostic(`${right} right, ${unknown} unknown of ${handChecked().length}`);
  assert.deepEqual(wrong, []);
  assert.ok(right > 300, `${right} right`);
});

/** trixie's apt-get and dpkg-deb: a file appears, and its list of contents can be read. */
const apt = standIn(({ argv, cwd }) => {
  if (basename(argv[0]) === "dpkg-deb") return listing(basename(argv.at(-1) ?? "").split("_")[0] ?? "");
  for (const word of argv.slice(argv.indexOf("--") + 1))
    writeFileSync(join(cwd ?? "", `${word.split("=")[0]}_1_all.deb`), "");
  return "";
});

/** What trixie's apt-cache would say. */
function candidatesOf(packages: readonly string[]): ReadonlyMap<string, Candidate> {
  const known = packages.flatMap((name) => {
    const candidate = trixie.versions.get(name);
    return candidate
      ? [{ package: name, installed: null, candidate, fromDistribution: true, ...OF_TRIXIE }]
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
  codenames: ["noble"],
};

test("packages are fetched by exact names and versions, all at once, each once, without root, into a directory that does not stay", async () => {
  const { run, started } = apt;
  started.length = 0;
  await openDebs([CANDIDATE, { ...CANDIDATE, package: "python3-yaml", candidate: "6.0-3" }, CANDIDATE], run);
  const env = { LC_ALL: "C", PATH: "/usr/sbin:/usr/bin:/sbin:/bin" };
  assert.deepEqual(
    started.map(({ argv, env, output }) => [
      [...argv.slice(0, -1), basename(argv.at(-1) ?? "")].join(" "),
      env,
      output,
    ]),
    [
      [
        "/usr/bin/timeout 6 /usr/bin/apt-get download -qq -oAcquire::Retries=0 -oAcquire::http::Timeout=5 -oAcquire::https::Timeout=5 -- python3-six=1:1.16.0+x~1-4 python3-yaml=6.0-3",
        env,
        "capture",
      ],
      ["/usr/bin/dpkg-deb --contents python3-six_1_all.deb", env, "capture"],
      ["/usr/bin/dpkg-deb --contents python3-yaml_1_all.deb", env, "capture"],
    ],
  );
  assert.equal(existsSync(started[0]?.cwd ?? "."), false);
});

const six = normalizeName("six");

/** What six is on a machine whose apt would take this candidate, by trixie's data. */
async function here(candidate: Candidate, run: World["run"]) {
  const found = openCatalogue(DATA, "trixie").find(six);
  const candidates = new Map([["python3-six", candidate]]);
  return entryHere(six, found, candidates, await openDebs(toBeOpened(found, candidates), run)).found;
}

const archives: readonly (readonly [title: string, candidate: Partial<Candidate>, source: string])[] = [
  ["another distribution's", { origins: ["Ubuntu"] }, "opened"],
  ["the release's own", OF_TRIXIE, "shipped"],
  ["its security updates", { ...OF_TRIXIE, codenames: ["trixie", "trixie-security"] }, "shipped"],
  ["another release's, on a machine that mixes them", { ...OF_TRIXIE, codenames: ["sid"] }, "opened"],
  ["the board's (Raspberry Pi OS)", { ...OF_TRIXIE, origins: ["Raspberry Pi Foundation"] }, "opened"],
];

for (const [title, candidate, source] of archives) {
  test(`the data knows the name, and the archive is ${title}: ${source}`, async () => {
    const found = await here({ ...CANDIDATE, ...candidate }, apt.run);
    assert.equal(found.kind === "entry" ? found.entry.source : found.kind, source);
  });
}

/** How `apt-get download` ends, and what is then known: nothing, in a plain line. */
const failures: readonly (readonly [title: string, ended: Answer, reason: string])[] = [
  [
    "offline",
    {
      exitCode: 100,
      stderr:
        "W: x\nE: Failed to fetch http://archive.test/debian/six.deb  Could not resolve 'archive.test'\nE: Some files failed to download",
    },
    "python3-six could not be fetched to look into it: Could not resolve 'archive.test'",
  ],
  [
    "a network that hangs",
    { exitCode: 124, stderr: "" },
    "python3-six could not be fetched to look into it: the archive did not give it within 6 seconds",
  ],
  [
    "lists that are older than the archive",
    { exitCode: 100, stderr: "E: Version '1:1.16.0+x~1-4' for 'python3-six' was not found" },
    "python3-six could not be fetched to look into it: Version '1:1.16.0+x~1-4' for 'python3-six' was not found",
  ],
  ["no word", "", "python3-six could not be fetched to look into it: apt-get download ended with 0"],
];

for (const [title, ended, reason] of failures) {
  test(`a package that can't be opened is not known to be anything else: ${title}`, async () => {
    assert.deepEqual(await here(CANDIDATE, standIn(() => ended).run), { kind: "unopened", reason });
  });
}

test("of an unknown release, one that stayed shut might have been it", async () => {
  const failing = standIn(() => ({ exitCode: 124, stderr: "" }));
  const found = openCatalogue(hidden, "trixie").find(six);
  const candidates = candidatesOf(packagesOf(found));
  const opened = await openDebs(toBeOpened(found, candidates), failing.run);
  assert.equal(entryHere(six, found, candidates, opened).found.kind, "unopened");
});

test("a file that came in half is not read", async () => {
  const half = standIn(({ argv, cwd }) => {
    if (basename(argv[0]) === "dpkg-deb")
      return { exitCode: 2, stderr: "dpkg-deb: error: unexpected end of file in archive" };
    writeFileSync(join(cwd ?? "", "python3-six_1_all.deb"), "");
    return { exitCode: 124, stderr: "" };
  });
  assert.deepEqual(await here(CANDIDATE, half.run), {
    kind: "unopened",
    reason: "python3-six was fetched and could not be read",
  });
});

test("what is not the distribution's, or what apt could take for anything else, is not fetched (T20, T21)", async () => {
  for (const odd of [
    { fromDistribution: false },
    { candidate: null },
    { candidate: "1 -oX" },
    { package: "python3-six-" },
  ] as const) {
    const { run, started } = standIn(() => "");
    assert.deepEqual(await openDebs([{ ...CANDIDATE, ...odd }], run), new Map());
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
      { package: "python3-x", version: "1-1", release: "ubuntu:noble" },
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

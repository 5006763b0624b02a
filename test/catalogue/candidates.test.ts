import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { listName, releaseIn } from "../../src/catalogue/archives.ts";
import { isPackageName, readCandidates } from "../../src/catalogue/candidates.ts";
import { parsePolicy } from "../../src/catalogue/parsePolicy.ts";
import { publishersOf } from "../../src/catalogue/publishers.ts";
import { standIn } from "./world.ts";

const POLICY = `python3-yaml:
  Installed: (none)
  Candidate: 6.0-3+b2
  Version table:
     6.0-3+b2 500
        500 http://archive.test/debian bookworm/main amd64 Packages
python3-six:
  Installed: 1.16.0-4
  Candidate: 1.16.0-4
  Version table:
 *** 1.16.0-4 500
        500 http://archive.test/debian bookworm/main amd64 Packages
        100 /var/lib/dpkg/status
python3-requests:
  Installed: 2.28.1+dfsg-1
  Candidate: 9.0-1
  Version table:
     9.0-1 500
        500 http://others.test/apt ./ Packages
 *** 2.28.1+dfsg-1 500
        500 http://archive.test/debian bookworm/main amd64 Packages
        100 /var/lib/dpkg/status
python3-both:
  Installed: (none)
  Candidate: 1.0-1
  Version table:
     1.0-1 500
        500 http://archive.test/debian bookworm/main amd64 Packages
        500 http://others.test/debian stable/main amd64 Packages
python3-local:
  Installed: 1.0-1
  Candidate: 1.0-1
  Version table:
 *** 1.0-1 100
        100 /var/lib/dpkg/status
python3-pinned:
  Installed: (none)
  Candidate: (none)
  Version table:
     2.0-1 -10
        500 http://archive.test/debian bookworm/main amd64 Packages
python3-arch:arm64:
  Installed: (none)
  Candidate: 3.0-1
  Version table:
     3.0-1 500
        500 http://archive.test/debian-security bookworm-security/main arm64 Packages
`;

const releases: Readonly<Record<string, string>> = {
  "http://archive.test/debian bookworm": "Debian bookworm",
  "http://archive.test/debian-security bookworm-security": "Debian bookworm-security",
  "http://others.test/debian stable": "Others stable",
};
const publishers = publishersOf({ id: "debian", like: [], raspberryPi: false });

test("apt-cache policy is read as it prints", () => {
  const candidates = parsePolicy(
    POLICY,
    (address, suite) => {
      const [origin = "", codename = ""] = releases[`${address} ${suite}`]?.split(" ") ?? [];
      return { origin, codename };
    },
    publishers.origins,
  );
  assert.deepEqual(
    [...candidates.values()].map((each) => [
      each.package,
      each.installed,
      each.candidate,
      each.fromDistribution,
      each.origins,
      each.codenames,
    ]),
    [
      ["python3-yaml", null, "6.0-3+b2", true, ["Debian"], ["bookworm"]],
      ["python3-six", "1.16.0-4", "1.16.0-4", true, ["Debian"], ["bookworm"]],
      ["python3-requests", "2.28.1+dfsg-1", "9.0-1", false, [""], [""]],
      ["python3-both", null, "1.0-1", false, ["Debian", "Others"], ["bookworm", "stable"]],
      ["python3-local", "1.0-1", "1.0-1", false, [], []],
      ["python3-pinned", null, null, false, [], []],
      ["python3-arch", null, "3.0-1", true, ["Debian"], ["bookworm-security"]],
    ],
  );
});

test("only what apt takes for one package is a package's name", () => {
  const hostile = [
    "-oDPkg::Pre-Invoke::=id",
    "-t=sid",
    "python3-yaml-",
    "python3-y*",
    "python3-.*yaml$",
    "?name(x)",
    "~nyaml",
    "./python3-x.deb",
    "/tmp/x.deb",
    "python3-yaml/sid",
    "python3-yaml=6.0",
    "python3-yaml^",
    "python3-yaml:arm64",
    "foo[bar]",
    "Python3-yaml",
    "python3-\u017faml",
    "\u212Aeras",
    "a b",
    "a\nb",
    "",
    `a${"b".repeat(200)}`,
  ];
  assert.deepEqual(hostile.filter(isPackageName), []);
  const good = ["python3-zope.interface", "libpyside6-py3-6.8", "black", "python3-kms++"];
  assert.deepEqual(good.filter(isPackageName), good);
});

const lists = mkdtempSync(join(tmpdir(), "safe-pip-lists-"));
const empty = mkdtempSync(join(tmpdir(), "safe-pip-lists-"));
writeFileSync(join(lists, "archive.test_debian_dists_bookworm_main_binary-amd64_Packages.lz4"), "");
writeFileSync(
  join(lists, "archive.test_debian_dists_bookworm_InRelease"),
  "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nOrigin: Debian\nLabel: Debian\n",
);
after(() => {
  for (const each of [lists, empty]) rmSync(each, { recursive: true });
});

test("one call for all names, with an environment of its own, and the origin from apt's lists", async () => {
  const { run, started } = standIn(() => POLICY);
  const asked = await readCandidates(["python3-yaml", "python3-requests", "foo[bar]", "python3-yaml"], {
    run,
    lists,
    publishers,
  });
  assert.deepEqual(started, [
    {
      argv: ["/usr/bin/apt-cache", "policy", "--", "python3-yaml", "python3-requests"],
      env: { LC_ALL: "C", PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
      output: "capture",
    },
  ]);
  assert.ok(asked.kind === "candidates");
  assert.deepEqual(
    [...asked.byPackage.values()].map((each) => [each.package, each.fromDistribution]),
    [
      ["python3-yaml", true],
      ["python3-requests", false],
    ],
  );
});

test("nothing to ask: apt is not started", async () => {
  const { run, started } = standIn(() => POLICY);
  assert.deepEqual(await readCandidates(["foo[bar]"], { run, lists, publishers }), {
    kind: "candidates",
    byPackage: new Map(),
  });
  assert.deepEqual(started, []);
});

test("no lists are told apart from a package that is not there", async () => {
  const { run, started } = standIn(() => "");
  const reason = "apt has no package lists; `apt-get update` (as root) fetches them";
  assert.deepEqual(await readCandidates(["python3-yaml"], { run, lists: empty, publishers }), {
    kind: "no-lists",
    reason,
  });
  assert.deepEqual(
    await readCandidates(["python3-yaml"], { run, lists: join(empty, "missing"), publishers }),
    {
      kind: "no-lists",
      reason,
    },
  );
  assert.deepEqual(started, []);
});

test("a failing apt-cache is a failure, with its own words", async () => {
  const { run } = standIn(() => ({ exitCode: 100, stderr: "E: The package lists are broken\nmore" }));
  assert.deepEqual(await readCandidates(["python3-yaml"], { run, lists, publishers }), {
    kind: "failed",
    reason: "apt-cache policy failed: E: The package lists are broken",
  });
});

test("apt's file names are made as apt makes them", () => {
  assert.deepEqual(
    [
      "http://archive.test/debian",
      "https://user:word@archive.test:8080/a_b/~c/",
      "file:/srv/archive",
      "trixie/updates",
    ].map(listName),
    ["archive.test_debian", "archive.test:8080_a%5fb_%7ec", "_srv_archive", "trixie_updates"],
  );
});

test("publisher and release are the Release file's own fields", () => {
  assert.deepEqual(releaseIn("Label: x\nOrigin:  Raspberry Pi Foundation \nSuite: y\nCodename: trixie\n"), {
    origin: "Raspberry Pi Foundation",
    codename: "trixie",
  });
  assert.deepEqual(releaseIn("Description: Origin: Debian\n"), { origin: "", codename: "" });
});

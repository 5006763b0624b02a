import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { dearReader } from "../../src/context/dear.ts";
import type { DearFacts } from "../../src/plan/facts.ts";
import { decideWith } from "../../src/way.ts";
import { DATA } from "../catalogue/data.ts";
import { activeHere, described, factsOf, HOME, ordinary, type Situation } from "../plan/facts.ts";
import { doubleWorld } from "../routes/fixtures.ts";
import { handedOf } from "./handed.ts";

/*
 * What a whole plan starts besides itself, on a bookworm whose apt has these candidates. The planner's facts of apt
 * are read as ever; all others are the situation's.
 */

const lists = mkdtempSync(join(tmpdir(), "safe-pip-lists-"));
const none = mkdtempSync(join(tmpdir(), "safe-pip-lists-"));
after(() => {
  for (const each of [lists, none]) rmSync(each, { recursive: true });
});
writeFileSync(join(lists, "archive.test_debian_dists_bookworm_main_binary-amd64_Packages.lz4"), "");
writeFileSync(
  join(lists, "archive.test_debian_dists_bookworm_InRelease"),
  "Origin: Debian\nLabel: Debian\nCodename: bookworm\n",
);

const VERSIONS: Readonly<Record<string, string>> = {
  "python3-six": "1.16.0-4",
  "python3-requests": "2.28.1+dfsg-1",
  "python3-gi": "3.42.2-3+b1",
  "python3-picamera2": "0.3.12-2",
  "python3-numpy": "9:9.0-1",
};

function policyOf(names: readonly string[]): string {
  const known = names.filter((name) => VERSIONS[name]);
  const parts = known.map(
    (name) =>
      `${name}:\n  Installed: (none)\n  Candidate: ${VERSIONS[name]}\n  Version table:\n     ${VERSIONS[name]} 500\n        500 ${name === "python3-numpy" ? "http://others.test/apt ./" : "http://archive.test/debian bookworm/main amd64"} Packages\n`,
  );
  return parts.join("");
}

interface Case {
  readonly name: string;
  readonly in: Situation;
  /** os-release's ID; Debian where nothing is said. */
  readonly id?: string;
  readonly lists?: string;
  /** On a Raspberry Pi. */
  readonly board?: boolean;
  /** What `sudo -n -v` says; root has no need of it. */
  readonly sudo?: string;
  /** False where the data is not opened either. */
  readonly data?: false;
  /** The packages of each call of apt-cache, and other programs by name. */
  readonly asks: readonly string[];
  readonly rule: string;
}

const root = { root: true };
const PASSWORD = "sudo: a password is required";
const policy = (...names: string[]) => `apt-cache ${names.join(" ")}`;

const cases: readonly Case[] = [
  {
    name: "a library",
    in: { typed: "install six", invocation: root },
    asks: [policy("python3-six")],
    rule: "distro-libraries",
  },
  {
    name: "two libraries",
    in: { typed: "install six requests", invocation: root },
    asks: [policy("python3-six", "python3-requests")],
    rule: "distro-libraries",
  },
  {
    name: "a binding and a library, in a project",
    in: { typed: "install PyGObject six", invocation: root, project: ordinary() },
    asks: [policy("python3-gi", "python3-six")],
    rule: "project",
  },
  {
    name: "libraries of a requirements file",
    in: { typed: "install -r r.txt", files: { [`${HOME}/r.txt`]: "six>=1\nrequests\n" }, invocation: root },
    asks: [policy("python3-six", "python3-requests")],
    rule: "distro-libraries",
  },
  {
    name: "a binding and a library that is too old, so that both go home",
    in: { typed: "install PyGObject six>=99", invocation: root },
    asks: [policy("python3-gi", "python3-six")],
    rule: "home",
  },
  {
    name: "a binding and a name that Debian does not have",
    in: { typed: "install PyGObject polars", invocation: root },
    asks: [policy("python3-gi")],
    rule: "home",
  },
  {
    name: "a binding that bears no name, on the board",
    in: { typed: "install picamera2", invocation: root },
    board: true,
    asks: [policy("python3-picamera2")],
    rule: "distro-libraries",
  },
  {
    name: "the same elsewhere",
    in: { typed: "install picamera2", invocation: root },
    asks: [],
    rule: "home",
  },
  {
    name: "a requirements file in a project",
    in: {
      typed: "install -r r.txt",
      files: { [`${HOME}/r.txt`]: "six>=1\n" },
      invocation: root,
      project: described(),
    },
    data: false,
    asks: [],
    rule: "project",
  },
  {
    name: "a URL",
    in: { typed: "install six@https://example.org/six.whl", invocation: root },
    data: false,
    asks: [],
    rule: "home",
  },
  {
    name: "extras",
    in: { typed: "install requests[socks]", invocation: root },
    data: false,
    asks: [],
    rule: "home",
  },
  {
    name: "a hash",
    in: {
      typed: "install -r r.txt",
      files: { [`${HOME}/r.txt`]: `six==1.16.0 --hash=sha256:${"0".repeat(64)}\n` },
      invocation: root,
    },
    data: false,
    asks: [],
    rule: "home",
  },
  {
    name: "a name that Debian does not have",
    in: { typed: "install polars", invocation: root },
    asks: [],
    rule: "home",
  },
  {
    name: "a library and a name that Debian does not have",
    in: { typed: "install six polars", invocation: root },
    asks: [],
    rule: "home",
  },
  {
    name: "an alias with a version",
    in: { typed: "install psycopg2-binary>=2.9", invocation: root },
    asks: [],
    rule: "home",
  },
  {
    name: "an upgrade",
    in: { typed: "install -U six", invocation: root },
    data: false,
    asks: [],
    rule: "home",
  },
  {
    name: "an active environment",
    in: { typed: "install six", here: activeHere },
    data: false,
    asks: [],
    rule: "active-environment",
  },
  {
    name: "an application",
    in: { typed: "install black", invocation: root },
    data: false,
    asks: [],
    rule: "applications",
  },
  {
    name: "a user who may use sudo: it is asked before apt",
    in: { typed: "install six" },
    sudo: PASSWORD,
    asks: ["sudo", policy("python3-six")],
    rule: "distro-libraries",
  },
  {
    name: "a user who may not",
    in: { typed: "install six" },
    sudo: "Sorry, user alice may not run sudo on here.",
    asks: ["sudo"],
    rule: "home",
  },
  {
    name: "a user without a terminal",
    in: { typed: "install six", invocation: { terminal: false, mayAsk: false } },
    data: false,
    asks: [],
    rule: "home",
  },
  {
    name: "a name that Debian does not have: sudo is left alone too",
    in: { typed: "install polars" },
    asks: [],
    rule: "home",
  },
  {
    name: "a third-party archive's higher version is not the distribution's (T22)",
    in: { typed: "install numpy", invocation: root },
    asks: [policy("python3-numpy")],
    rule: "home",
  },
  {
    name: "an option of apt's (T20)",
    in: { typed: "install -- -oDPkg::Pre-Invoke::=id>/tmp/x", invocation: root },
    asks: [],
    rule: "home",
  },
  {
    name: "a name that apt would take for a removal (T21)",
    in: { typed: "install python3-pip-", invocation: root },
    asks: [],
    rule: "home",
  },
  {
    name: "a name that apt would take for a pattern (T21)",
    in: { typed: "install pyth.n3-yaml", invocation: root },
    asks: [],
    rule: "home",
  },
  {
    name: "the name of a package, which is no project's (T23)",
    in: { typed: "install python3-yaml", invocation: root },
    asks: [],
    rule: "home",
  },
  {
    name: "a name of which python3-NAME is another project (T23)",
    in: { typed: "install jwt", invocation: root },
    asks: [],
    rule: "home",
  },
  {
    name: "no package lists: apt-cache could say nothing",
    in: { typed: "install six", invocation: root },
    lists: none,
    asks: [],
    rule: "home",
  },
  {
    name: "the Python that the policy names, which this machine has not",
    in: { typed: "install nope", project: described(), projectPython: { kind: "missing", version: "3.12" } },
    asks: [policy("python3.12")],
    rule: "project",
  },
  {
    name: "a release that the data was not made from: all packages in one fetch",
    in: { typed: "install six requests", invocation: root },
    id: "own",
    asks: [policy("python3-six", "python3-requests"), "timeout", "dpkg-deb", "dpkg-deb"],
    rule: "distro-libraries",
  },
];

for (const each of cases) {
  test(`what a plan asks: ${each.name}`, async () => {
    const started: string[] = [];
    const { world, uid } = worldOf(each, started);
    const platform = {
      id: each.id ?? "debian",
      like: each.id ? ["debian"] : [],
      codename: "bookworm",
      raspberryPi: each.board ?? false,
      apt: true,
      aptLists: each.lists ?? lists,
    };
    const given = { handed: handedOf({}), argv: [], env: {}, home: HOME, uid, platform };
    const facts = factsOf(each.in);
    const { bindingPackages, proofs, ruledOut, aptUse, kinds, pythonInApt, ...others } = facts.dear;
    const { plan } = await decideWith(
      { ...facts, dear: others satisfies Partial<DearFacts> },
      dearReader({ given, world, dataDirectory: each.data === false ? "/nonexistent" : DATA }),
    );
    assert.deepEqual({ asks: started, rule: plan.rule }, { asks: each.asks, rule: each.rule });
  });
}

function worldOf(each: Case, started: string[]) {
  const mayAsk = each.in.invocation?.mayAsk ?? true;
  const uid = each.in.invocation?.root ? 0 : 1000;
  const { world } = doubleWorld([], { uid, mayAsk });
  const run: typeof world.run = async ({ argv, cwd }) => {
    const [program] = argv;
    const name = program.replace(/^.*\//, "");
    const words = argv.slice(argv.indexOf("--") + 1);
    started.push(name === "apt-cache" ? `${name} ${words.join(" ")}` : name);
    const silent = { exitCode: 0, signal: null, failed: null, stdout: "", stderr: "" };
    if (name === "apt-cache") return { ...silent, stdout: policyOf(words) };
    if (name === "sudo") return { ...silent, exitCode: 1, stderr: each.sudo ?? "" };
    if (name === "timeout")
      for (const word of words) writeFileSync(join(cwd ?? "", `${word.split("=")[0]}_1_all.deb`), "");
    const opened = /python3-([a-z]+)_1_all/.exec(argv.at(-1) ?? "")?.[1];
    if (name === "dpkg-deb")
      return { ...silent, stdout: `-rw ./usr/lib/python3/dist-packages/${opened}-2.0.dist-info/METADATA\n` };
    return silent;
  };
  return { world: { ...world, run }, uid };
}

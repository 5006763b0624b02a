import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { directoryCases } from "./directoryCases.ts";
import { dotfileCases } from "./dotfileCases.ts";
import { surroundingsCases } from "./surroundingsCases.ts";

/*
 * Which test shows which promise of docs/security.md. A mark in brackets in a test's name says so; this file holds
 * the list complete and true: a threat that no test names, and a mark that is no threat's, are failures.
 */

/**
 * Who types. `everyone`: two ordinary users and root, each with the whole set-up; `users`: of two users and root those
 * whom the threat is about; `anyone`: nothing depends on who it is, so one ordinary user; `nobody`: a function alone.
 */
type Identity = "everyone" | "users" | "anyone" | "nobody";

const directory = "security/directoryCases.ts";
const dotfile = "security/dotfileCases.ts";
const users = "security/userCases.ts";
const apt = "security/aptCases.ts";
const surroundings = "security/surroundingsCases.ts";
const once = "security/hostileSurroundings.test.ts";

/** Left out everywhere: what concerns Windows alone, where no shim is set up (`safe-pip setup` refuses). */
const threats: readonly (readonly [
  mark: string,
  property: string,
  who: Identity,
  shownIn: readonly string[],
])[] = [
  ["T1", "start-up files in a foreign .venv are not run", "everyone", [directory]],
  ["T2", "a foreign .venv's programs are not started, not even for their version", "everyone", [directory]],
  ["T3", "a foreign pyvenv.cfg leads no Python of ours anywhere", "everyone", [directory]],
  ["T4", "no pip.conf of a directory's counts", "everyone", [directory]],
  ["T5", "modules in the working directory replace none of Python's", "everyone", [directory]],
  ["T6", "nobody plants a project or a policy above another user's directory", "users", [users]],
  ["T7", "root obeys root alone", "users", ["policy/readPolicy.test.ts", users]],
  ["T8", "in root's directory a user makes nothing", "users", [users]],
  ["T9", "what runs in passing runs the user's own Python", "everyone", [directory]],
  ["T10", "a .venv that is a link is neither followed nor emptied", "everyone", [directory]],
  [
    "T11",
    "links inside a project are not written through",
    "everyone",
    [directory, "shims/recording.test.ts"],
  ],
  ["T12", "what a pull brings does not become an environment of ours", "everyone", [directory]],
  ["T13", "a copied, moved or re-made project inherits no environment", "everyone", [directory]],
  ["T14", "an untrusted project file takes power away and adds none", "nobody", ["policy/monotone.test.ts"]],
  [
    "T15",
    "what is hashed, shown and parsed are the same bytes",
    "anyone",
    ["policy/readPolicy.test.ts", "policy/trust.test.ts"],
  ],
  ["T16", "nothing in a project makes it trusted", "users", ["policy/trust.test.ts", dotfile, users]],
  [
    "T17",
    "a policy file of any kind is refused at once, without a word of its content",
    "everyone",
    [dotfile],
  ],
  ["T18", "bombs and prototype keys in a policy file do nothing", "everyone", [dotfile]],
  ["T19", "values are not expanded, and are no paths", "anyone", [dotfile]],
  ["T20", "no word becomes an option of apt's", "users", ["catalogue/hiddenRelease.test.ts", dotfile, users]],
  [
    "T21",
    "no word is read in apt's language of names",
    "users",
    ["catalogue/hiddenRelease.test.ts", dotfile, users],
  ],
  ["T22", "apt removes, upgrades and takes from elsewhere nothing for us", "users", [apt]],
  ["T23", "a name never leads to another project's package", "nobody", ["security/names.test.ts"]],
  ["T24", "where apt does not serve, nothing else is put in its place", "users", [apt]],
  ["T25", "planning asks no server about a name", "anyone", [once, "security/package.test.ts"]],
  ["T26", "destinations that are named keep their meaning", "everyone", [surroundings]],
  ["T27", "Python's variables reach the user's programs and not our parts", "everyone", [surroundings]],
  ["T28", "Node reads nothing of the directory's or the caller's", "everyone", [directory, surroundings]],
  ["T29", "relative entries of PATH do not count", "everyone", [surroundings]],
  [
    "T30",
    "sudo asks only where it is seen, and keeps nothing",
    "users",
    [apt, "security/sudo.test.ts", users],
  ],
  ["T31", "the caller's configuration does not reach root's apt", "users", [users]],
  ["T32", "no text is given to a shell", "everyone", [surroundings]],
  ["T33", "what others wrote is escaped", "everyone", ["policy/trust.test.ts", surroundings]],
  ["T34", "passwords are not written down", "everyone", [surroundings]],
  [
    "T35",
    "state is in a place of the user's own or nowhere",
    "everyone",
    ["context/ownData.test.ts", once, surroundings, users],
  ],
  ["T36", "neither /tmp nor the project holds state or locks", "everyone", [surroundings, users]],
  ["T37", "odd names lead nowhere, at once", "anyone", [once]],
  ["T38", "arguments and settings reach pip byte for byte", "anyone", ["shims/process.test.ts"]],
  ["T39", "wrappers and copies of shims end at the real pip", "anyone", ["shims/loops.test.ts"]],
  [
    "T40",
    "installing safe-pip runs nothing and fetches nobody else's code",
    "nobody",
    [once, "security/package.test.ts"],
  ],
];

const tests = fileURLToPath(new URL("..", import.meta.url));

/** The marks in the names of a file's tests. */
function marksIn(file: string): ReadonlySet<string> {
  if (file === directory) return marksOf(directoryCases.map(([name]) => name));
  if (file === surroundings) return marksOf(surroundingsCases.map(([name]) => name));
  if (file === dotfile) return marksOf(dotfileCases.map(([name]) => name));
  const lines = readFileSync(path.join(tests, file), "utf8").split("\n");
  return marksOf(lines.filter((line) => !/^\s*(\/?\*|\/\/)/.test(line)));
}

function marksOf(texts: readonly string[]): ReadonlySet<string> {
  const groups = texts.flatMap((text) => [...text.matchAll(/\((T\d+(?:, T\d+)*)\)/g)]);
  return new Set(groups.flatMap(([, marks = ""]) => marks.split(", ")));
}

const sources = readdirSync(tests, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && file !== "security/threats.test.ts" && !file.includes("recorded"))
  .map((file) => [file, marksIn(file)] as const);

test("the list has T1 to T40, each once", () => {
  const marks = Array.from({ length: 40 }, (_, index) => `T${index + 1}`);
  assert.deepEqual(
    threats.map(([mark]) => mark),
    marks,
  );
});

for (const [mark, property, , shownIn] of threats) {
  test(`${mark}, ${property}: tests of the listed files name it`, () => {
    const naming = sources.filter(([, marks]) => marks.has(mark)).map(([file]) => file);
    assert.deepEqual(
      shownIn.filter((file) => !naming.includes(file)),
      [],
    );
    assert.ok(shownIn.length > 0);
  });
}

test("what everyone types is in the tables that two users and root run", () => {
  const run = readFileSync(path.join(tests, "security/users.machine.test.ts"), "utf8");
  assert.match(run, /for \(const name of \["alice", "bob", "root"\] as const\)/);
  assert.match(run, /\[\.\.\.directoryCases, \.\.\.surroundingsCases, \.\.\.shapesOfFiles\]/);
  const inTables = threats.filter(([, , who]) => who === "everyone").map(([, , , shownIn]) => shownIn);
  const tables = [directory, dotfile, surroundings];
  for (const shownIn of inTables) assert.ok(shownIn.some((file) => tables.includes(file)));
  const ofUsers = threats.filter(([, , who]) => who === "users").map(([, , , shownIn]) => shownIn);
  for (const shownIn of ofUsers) assert.ok(shownIn.includes(users) || shownIn.includes(apt));
});

test("no test names a threat that there is not", () => {
  const known = new Set(threats.map(([mark]) => mark));
  const strange = sources.flatMap(([file, marks]) =>
    [...marks].filter((mark) => !known.has(mark)).map((mark) => `${file}: ${mark}`),
  );
  assert.deepEqual(strange, []);
});

test("docs/security.md names every threat", () => {
  const page = readFileSync(path.join(tests, "../docs/security.md"), "utf8");
  assert.deepEqual(
    threats.map(([mark]) => mark).filter((mark) => !new RegExp(`\\b${mark}\\b`).test(page)),
    [],
  );
});

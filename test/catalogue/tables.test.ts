import assert from "node:assert/strict";
import { test } from "node:test";
import { isPackageName } from "../../src/catalogue/candidates.ts";
import { cellsOf, readDataFile } from "../../src/catalogue/dataFile.ts";
import { kindOf } from "../../src/catalogue/kinds.ts";
import { releaseName } from "../../src/catalogue/release.ts";
import { aliasOf } from "../../src/catalogue/tables/aliases.ts";
import { bindingOf } from "../../src/catalogue/tables/bindings.ts";
import { differentProject } from "../../src/catalogue/tables/differentProjects.ts";
import { hintFor } from "../../src/catalogue/tables/hints.ts";
import { normalizeName } from "../../src/pip/requirement.ts";
import { DATA } from "./data.ts";
import { tableNames as names } from "./tableNames.ts";

const file = readDataFile(DATA);
const tables = ["aliases", "bindings", "differentProjects", "hints", "both", "libraries"];
const applications = ["applications/development", "applications/everyday", "applications/operations"];

for (const table of [...tables, ...applications]) {
  test(`${table}: normalised names, none twice`, () => {
    const all = names(table);
    assert.ok(all.length > 10, `${all.length} rows`);
    assert.deepEqual(
      all.filter((name) => normalizeName(name) !== name),
      [],
    );
    const twice = all.filter((name, index) => all.indexOf(name) !== index);
    // One name may belong to several packages there.
    assert.deepEqual(table === "differentProjects" ? [] : twice, []);
  });
}

test("a project is in one of the tables of kinds only", () => {
  const all = [...applications, "both", "libraries"].flatMap(names);
  assert.deepEqual(
    all.filter((name, index) => all.indexOf(name) !== index),
    [],
  );
});

test("an alias leads to a project that some release has, and never on to another alias", () => {
  for (const name of names("aliases")) {
    const alias = aliasOf(normalizeName(name));
    assert.ok(alias && cellsOf(file, alias.project), `${name} leads to ${alias?.project}`);
    assert.ok(
      !aliasOf(alias.project) || aliasOf(alias.project)?.project === name,
      `${name} leads to an alias`,
    );
  }
});

test("a pair of different projects is one that the data holds, and no other release has another package of the name", () => {
  const differing = new Set(names("differentProjects"));
  const known = [...differing].flatMap((name) =>
    (cellsOf(file, normalizeName(name)) ?? [])
      .flatMap((cell) => cell ?? [])
      .map((cell) => `${name} ${cell.package}`),
  );
  const open = [...new Set(known)].filter(
    (pair) => !differentProject(...(pair.split(" ") as [string, string])),
  );
  // Debian has both: the toolkit, and a package that bears its name.
  assert.deepEqual(open, ["click python3-click"]);
  const held = new Set(known.map((pair) => pair.split(" ")[0]));
  assert.deepEqual(
    [...differing].filter((name) => !held.has(name)),
    [],
  );
});

test("what a hint or a binding names is a package", () => {
  for (const name of names("hints")) {
    const hint = hintFor(normalizeName(name));
    assert.ok(hint && (hint.package === null || isPackageName(hint.package)), name);
  }
  const everywhere = { raspberryPi: true, rosDistro: "humble" };
  for (const name of names("bindings")) {
    const binding = bindingOf(normalizeName(name), everywhere);
    assert.ok(binding && isPackageName(binding.package), name);
  }
});

test("a hint is for a name that is no program and no library of the index", () => {
  assert.deepEqual(
    names("hints").filter((name) => kindOf(normalizeName(name)).kind !== "unknown"),
    [],
  );
});

const PLACES = { raspberryPi: false, rosDistro: null };

test("a binding holds where its row says", () => {
  const answer = (name: string, place: Partial<{ raspberryPi: boolean; rosDistro: string | null }>) =>
    bindingOf(normalizeName(name), { ...PLACES, ...place })?.package ?? null;
  assert.deepEqual(
    [
      answer("PyGObject", {}),
      answer("RPi.GPIO", {}),
      answer("RPi.GPIO", { raspberryPi: true }),
      answer("opencv-python", {}),
      answer("opencv-python", { raspberryPi: true }),
      answer("rclpy", {}),
      answer("rclpy", { rosDistro: "jazzy" }),
      answer("rclpy", { rosDistro: "../x" }),
      answer("requests", { raspberryPi: true, rosDistro: "jazzy" }),
    ],
    ["python3-gi", null, "python3-rpi.gpio", null, "python3-opencv", null, "ros-jazzy-rclpy", null, null],
  );
});

test("another distribution's release is never taken for Debian's", () => {
  assert.deepEqual(
    [
      { id: "debian", codename: "trixie" },
      { id: "ubuntu", codename: "noble" },
      { id: "raspbian", codename: "bookworm" },
      { id: "", codename: "trixie" },
      { id: "debian", codename: "" },
    ].map(releaseName),
    ["trixie", "ubuntu:noble", "raspbian:bookworm", "unknown:trixie", "unknown"],
  );
});

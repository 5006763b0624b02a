import assert from "node:assert/strict";
import { test } from "node:test";
import { openCatalogue } from "../../src/catalogue/catalogue.ts";
import { DATA } from "../catalogue/data.ts";
import { handChecked } from "../catalogue/handChecked.ts";

/** Names whose `python3-<name>` is a package of another project. */
const foreign = ["serial", "jwt", "docx", "attr", "gnupg", "websocket", "socks", "crontab", "slugify"];

for (const release of ["bookworm", "trixie"] as const) {
  const catalogue = openCatalogue(DATA, release);
  const found = (name: string) => {
    const answer = catalogue.find(name as Parameters<typeof catalogue.find>[0]);
    return answer.kind === "entry" ? answer.entry.package : null;
  };

  test(`${release}: a name never leads to another project's package (T23)`, () => {
    assert.deepEqual(
      foreign.map((name) => [name, found(name)]),
      foreign.map((name) => [name, null]),
    );
  });

  test(`${release}: no trap of the hand-checked table is walked into (T23)`, () => {
    const traps = handChecked().filter((row) => row.trap && row.trap.package !== row.packages[release]);
    assert.ok(traps.length >= 50, `${traps.length} traps`);
    const caught = traps.filter((row) => found(row.name) === row.trap?.package);
    assert.deepEqual(
      caught.map((row) => row.name),
      [],
    );
  });
}

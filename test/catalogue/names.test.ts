import assert from "node:assert/strict";
import { test } from "node:test";
import { openCatalogue } from "../../src/catalogue/catalogue.ts";
import { DATA } from "./data.ts";
import { handChecked } from "./handChecked.ts";

const rows = handChecked();

test("the table is as large as it has to be", () => {
  assert.ok(rows.length >= 300, `${rows.length} names`);
  assert.ok(rows.filter((row) => row.trap).length >= 100, "names that a rule of thumb gets wrong");
});

for (const release of ["bookworm", "trixie"] as const) {
  const catalogue = openCatalogue(DATA, release);
  test(`${release}: every name of the table has the package that was checked by hand`, () => {
    const answers = rows.map(({ name }) => {
      const found = catalogue.find(name);
      return `${name} ${found.kind === "entry" ? found.entry.package : null}`;
    });
    assert.deepEqual(
      answers,
      rows.map(({ name, packages }) => `${name} ${packages[release]}`),
    );
  });
}

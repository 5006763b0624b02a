import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { table } from "../../src/plan/table.ts";
import {
  activeHere,
  byUser,
  described,
  distribution,
  factsOf,
  type Situation,
  tableByUser,
} from "./facts.ts";
import { planOf } from "./testRule.ts";

const root = (path: string) => new URL(`../../${path}`, import.meta.url);

/** A row, and a situation that ends in it: in the table's order, so that a forgotten or swapped row shows. */
const REACHED: readonly (readonly [rule: string, situation: Situation])[] = [
  ["bypass", { typed: "install six", invocation: { off: true } }],
  ["not-ours", { typed: "download six" }],
  ["active-environment", { typed: "install six", here: activeHere }],
  ["own-destination", { typed: "install -t d six" }],
  ["unmarked-interpreter", { typed: "install six", interpreter: { marker: null } }],
  ["reading", { typed: "list" }],
  ["uninstall", { typed: "uninstall six" }],
  ["forbidden", { typed: "install six", policy: { bans: tableByUser({ six: "no" }) } }],
  ["consent", { typed: "install --break-system-packages six" }],
  ["require-venv", { typed: "install --require-virtualenv six", interpreter: null, realPip: null }],
  ["notebook", { typed: "install six", invocation: { notebook: { environment: null } } }],
  ["chosen", { typed: "install six", policy: { routes: tableByUser({ six: "pipx" as const }) } }],
  ["pip-itself", { typed: "install -U pip" }],
  ["foreign-venv", { typed: "install six", project: described({ foreignVenv: "/home/alice/app/.venv" }) }],
  ["already-there", { typed: "install six", dear: { installed: [distribution("six", "1.16.0")] } }],
  ["project", { typed: "install six", project: described() }],
  ["preferred", { typed: "install black", policy: { preferred: byUser(["home"]) } }],
  ["applications", { typed: "install black" }],
  [
    "distro-libraries",
    {
      typed: "install six",
      debianHas: { six: ["python3-six", "1.16.0-4", "1.16.0"] },
      dear: { aptUse: { kind: "root" } },
    },
  ],
  ["home", { typed: "install six" }],
  ["explain", { typed: "install six", interpreter: null, realPip: null }],
];

test("every row is reached, and the rows stand in this order", () => {
  assert.deepEqual(
    REACHED.map(([, situation]) => planOf(factsOf(situation)).rule),
    REACHED.map(([rule]) => rule),
  );
  assert.deepEqual(
    table.map((rule) => rule.name),
    REACHED.map(([rule]) => rule),
  );
});

test("the last row takes whatever comes to it", () => {
  const last = table.at(-1);
  assert.deepEqual(
    REACHED.filter(([, situation]) => !last?.decide(factsOf(situation))).map(([rule]) => rule),
    [],
  );
});

test("every row has its test file", () => {
  const missing = table.filter((rule) => !existsSync(root(`test/plan/rules/${rule.name}.test.ts`)));
  assert.deepEqual(missing, []);
});

test("the README's table is this table: the same rows, in the same order, in the same words", () => {
  assert.deepEqual(rowsOf("README.md"), rowsOfTable());
});

test("the README says from which row on the table is about install alone", () => {
  const firstOfInstall = table.find((_, index) =>
    table
      .slice(index)
      .every((each) => each.name === "explain" || !each.decide(factsOf({ typed: "uninstall six" }))),
  );
  assert.match(readFileSync(root("README.md"), "utf8"), new RegExp(`From \`${firstOfInstall?.name}\` on, `));
});

test("docs/routing.md says for every row why it stands where it stands", () => {
  const text = readFileSync(root("docs/routing.md"), "utf8");
  const bold = [...text.matchAll(/\*\*([^*]+)\*\*/g)].flatMap((match) => (match[1] ?? "").split(/,\s*/));
  const missing = table.filter((rule) => !bold.includes(rule.name)).map((rule) => rule.name);
  assert.deepEqual(missing, []);
});

function rowsOfTable(): readonly (readonly string[])[] {
  return table.map((rule) => [rule.name, rule.when, rule.leads]);
}

/** The rows of the Markdown table under `| rule | when | leads |`. */
function rowsOf(file: string): readonly (readonly string[])[] {
  const lines = readFileSync(root(file), "utf8").split("\n");
  const head = lines.findIndex((line) => /^\| *rule *\| *when *\| *leads *\|$/.test(line));
  assert.notEqual(head, -1, `${file} has no table of rule, when, leads`);
  const body = lines.slice(head + 2);
  const end = body.findIndex((line) => !line.startsWith("|"));
  return body.slice(0, end).map((line) => cells(line));
}

function cells(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .split("|")
    .map((cell) => cell.trim());
}

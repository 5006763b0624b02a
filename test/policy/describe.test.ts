import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { describePolicy } from "../../src/policy/describe.ts";
import { policyJsonSchema } from "../../src/policy/jsonSchema.ts";
import { composePolicy } from "../../src/policy/layers.ts";
import { defaultPolicy, type Layer } from "../../src/policy/policy.ts";
import { keys, tables } from "../../src/policy/schema.ts";
import { settings } from "../../src/policy/settings.ts";
import { policyTemplate } from "../../src/policy/template.ts";
import { check, policyOf } from "./fixtures.ts";

test("the policy in force is shown with each value's source", () => {
  const policy = composePolicy({
    machine: policyOf("machine", 'project = "home"\nallow = ["venv", "home"]'),
    user: policyOf("user", 'apt = "never"\n[ban]\nrequest = "a \\u202emisspelling"'),
    project: null,
  });
  assert.deepEqual(describePolicy(policy).lines, [
    'allow                  ["venv", "home"]  (line 2 of /etc/safe-pip/policy.toml)',
    "prefer                 []  (safe-pip's default)",
    'apt                    "never"  (line 1 of /home/ann/.config/safe-pip/config.toml)',
    "python                 as safe-pip decides  (safe-pip's default)",
    "system-packages        as safe-pip decides  (safe-pip's default)",
    "index-url              as safe-pip decides  (safe-pip's default)",
    "only-binary            false  (safe-pip's default)",
    "minimum-age            0  (safe-pip's default)",
    'record                 "nothing"  (safe-pip\'s default)',
    'break-system-packages  "allow"  (safe-pip\'s default)',
    'unmarked               "pip"  (safe-pip\'s default)',
    'without-terminal       "explain"  (safe-pip\'s default)',
    'project                "home"  (line 1 of /etc/safe-pip/policy.toml)',
    'ban.request            "a \\u{202e}misspelling"  (line 3 of /home/ann/.config/safe-pip/config.toml)',
  ]);
});

test("every key of the schema but the lock has a row, in its order", () => {
  const expected = Object.keys(keys).filter((key) => key !== "lock");
  assert.deepEqual(
    settings.map(({ key }) => key),
    expected,
  );
  assert.deepEqual(
    describePolicy(defaultPolicy).rows.map(({ key }) => key),
    expected,
  );
});

for (const layer of ["machine", "user", "project"] as const satisfies readonly Layer[]) {
  test(`the first file of the ${layer} is all comments; without their marks, it is right and names every key`, () => {
    const text = policyTemplate(layer);
    assert.deepEqual(
      text.split("\n").filter((line) => line !== "" && !line.startsWith("#")),
      [],
    );
    const { policy, problems } = check(layer, text.replace(/^#(?! )/gm, ""));
    assert.deepEqual(problems, []);
    const all = [...Object.entries(keys), ...Object.entries(tables)];
    const mine = all.filter(
      ([, { holder }]) =>
        holder === "any" || layer === "machine" || (holder === "not-project" && layer === "user"),
    );
    const filled = Object.entries(policy?.tables ?? {}).filter(([, entries]) => entries.size > 0);
    assert.deepEqual(
      [...Object.keys(policy?.keys ?? {}), ...filled.map(([name]) => name)],
      mine.map(([name]) => name),
    );
  });
}

test("the published JSON Schema is the schema's", () => {
  const file = new URL("../../src/policy/policy.schema.json", import.meta.url);
  assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), policyJsonSchema());
});

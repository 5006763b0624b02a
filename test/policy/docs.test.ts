import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkPolicy } from "../../src/policy/check.ts";
import { parsePolicy } from "../../src/policy/parse.ts";
import type { Layer } from "../../src/policy/policy.ts";
import { keys, mayHold, tables } from "../../src/policy/schema.ts";
import { check, names } from "./fixtures.ts";

const page = readFileSync(new URL("../../docs/policy.md", import.meta.url), "utf8");

/** The first line of an example names its file, and so its layer. */
const files: Readonly<Record<string, { readonly layer: Layer; readonly section: readonly string[] }>> = {
  "# .safe-pip.toml": { layer: "project", section: [] },
  "# pyproject.toml": { layer: "project", section: ["tool", "safe-pip"] },
  "# ~/.config/safe-pip/config.toml": { layer: "user", section: [] },
  "# /etc/safe-pip/policy.toml": { layer: "machine", section: [] },
};

/** The page's text by its headings of the third level, which are the keys. */
const sections = new Map(
  page
    .split(/^### `/m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf("`")), section] as const),
);

const examples = [...page.matchAll(/^```toml\n(.*?)^```$/gms)].map(([, text = ""]) => text);

test("the page has a section for every key of the schema, in its order, and for no other", () => {
  assert.deepEqual([...sections.keys()], [...Object.keys(keys), ...Object.keys(tables)]);
});

for (const text of examples) {
  test(`the example works: ${text.split("\n").slice(0, 3).join(" | ")}`, () => {
    const file = files[text.split("\n")[0] ?? ""];
    assert.ok(file, "its first line must name its file");
    const parsed = parsePolicy(Buffer.from(text), file.layer, names[file.layer], file.section);
    assert.equal(parsed.kind, "table");
    if (parsed.kind === "table") assert.deepEqual(checkPolicy(parsed.table).problems, []);
  });
}

for (const [key, section] of sections) {
  test(`the section on ${key} has an example of it, and says where it must not stand`, () => {
    const own = [...section.matchAll(/^```toml\n(.*?)^```$/gms)].map(([, text = ""]) => text);
    assert.ok(own.some((text) => new RegExp(`^(${key} = |\\[${key}\\]$)`, "m").test(text)));
    const entry = { ...keys, ...tables }[key as keyof typeof keys];
    assert.equal(
      /Not in a project's file|In the machine's file only/.test(section),
      !mayHold(entry, "project"),
    );
  });
}

test("the errors that the page shows are those that are told", () => {
  const shown = /^```text\n(.*?)^```$/ms.exec(page)?.[1] ?? "";
  const { problems } = check("project", '\n\napt = "sometimes"\n\n[bann]');
  const told = problems.map(({ message }) =>
    message.replace(names.project, "/home/ann/weather/.safe-pip.toml"),
  );
  assert.equal(shown, `${told.join("\n")}\n`);
});

import assert from "node:assert/strict";
import { symlink } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import type { Surroundings } from "../../src/context/facts.ts";
import { readOwnPips } from "../../src/context/ownPips.ts";
import { readProjectPython } from "../../src/context/projectPython.ts";
import type { Interpreter } from "../../src/plan/facts.ts";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { makeEnvironment } from "../environment.ts";

const usual: Interpreter = {
  path: "/usr/bin/python3.11",
  version: "3.11",
  marker: null,
  ofDistribution: true,
  isNext: true,
};
const shim = "#!/bin/sh\n# safe-pip shim: a stand-in\n";

/** PATH's entries below the root, the version that the policy names, and what is found: its path, and whether `python3.12` is our shim. */
const cases: readonly (readonly [
  name: string,
  entries: readonly string[],
  version: string | null,
  found: readonly [string, boolean] | "usual" | "missing",
])[] = [
  ["the policy names none", ["real"], null, "usual"],
  ["the usual one", ["real"], "3.11", "usual"],
  ["another one", ["real"], "3.12", ["real/python3.12", false]],
  ["another one behind our shim", ["shims", "real"], "3.12", ["real/python3.12", true]],
  ["our shim alone", ["shims"], "3.12", "missing"],
  ["none of that version", ["real"], "3.13", "missing"],
  ["only in an entry that is relative", ["./real"], "3.12", "missing"],
  ["what is no python in the end (a version manager's shim)", ["manager"], "3.12", "missing"],
];

for (const [name, entries, version, expected] of cases) {
  test(`the project's Python: ${name}`, async (t) => {
    const made = await makeEnvironment();
    t.after(() => made.remove());
    await made.write("real/python3.12", "#!/bin/sh\n", 0o755);
    await made.write("shims/python3.12", shim, 0o755);
    await made.write("manager/program", "#!/bin/sh\n", 0o755);
    await symlink("program", path.join(made.root, "manager/python3.12"));
    const PATH = entries
      .map((entry) => (entry.startsWith(".") ? entry : path.join(made.root, entry)))
      .join(":");
    const policy = { ...defaultPolicy, python: { value: version, source: { layer: "default" } as const } };
    const given = { env: { PATH } } as unknown as Surroundings;
    const found = readProjectPython(policy, usual, given);
    const told =
      found.kind === "other" ? [path.relative(made.root, found.interpreter.path), found.isShim] : found.kind;
    assert.deepEqual(told, expected);
  });
}

test("an environment's own pip is told by its metadata's name; a shared one is none of its own", async (t) => {
  const made = await makeEnvironment();
  t.after(() => made.remove());
  const slot = (name: string) => path.join(made.root, name, "@/3.11");
  await made.directory("own/@/3.11/venv/lib/python3.11/site-packages/pip-26.1.dist-info");
  await made.directory("shared/@/3.11/venv/lib/python3.11/site-packages/six-1.0.dist-info");
  await made.directory("unpublished/@/3.11/venv/lib/python3.11/site-packages/pip-26.1.dist-info");
  const slots = ["own", "shared", "unpublished", "gone"].map((name) => ({
    path: slot(name),
    published: name !== "unpublished",
  }));
  assert.deepEqual(readOwnPips(slots), new Map([[slot("own"), "26.1"]]));
});

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { ownPipx } from "../../src/routes/pipx/own.ts";
import type { World } from "../../src/world.ts";

const base = "/usr/bin/python3.11";

/** What the runner was asked for: pip's words, and whether an age was set. */
type Run = readonly [words: string, age: string | undefined];

/** A world whose runner fills the directories as the real one does. */
function worldOf(data: string, ran: Run[], offered: readonly string[]): World {
  const site = path.join(data, "tools/pipx/@/3.11/venv/lib/python3.11/site-packages");
  const give = (directory: string, name: string) => {
    mkdirSync(path.join(directory, name), { recursive: true });
    writeFileSync(path.join(directory, name, "x.py"), "");
  };
  return {
    env: { PIP_UPLOADED_PRIOR_TO: "P7D" },
    cwd: "/",
    uid: 1000,
    mayAsk: false,
    data,
    async run({ argv, env }) {
      const failed = { exitCode: 1, signal: null, failed: null, stdout: "", stderr: "" };
      const shared = path.join(data, "pip/23.0.1");
      if (env?.SAFE_PIP_RUN?.startsWith("verb=ensure-pip")) {
        for (const name of ["pip", "pip-23.0.1.dist-info"]) give(shared, name);
        return { ...failed, exitCode: 0, stdout: `${shared}\n` };
      }
      const words = argv.slice(argv.indexOf("install"));
      ran.push([words.join(" "), env?.PIP_UPLOADED_PRIOR_TO]);
      const what = words.at(-1) ?? "";
      if (!offered.includes(what)) return failed;
      for (const name of what === "pipx" ? ["pipx"] : ["pip", "pip-26.1.dist-info"]) give(site, name);
      return { ...failed, exitCode: 0 };
    },
    ask: async () => false,
    say: () => {},
  };
}

const newer: Run = ["install --quiet pip>=26.1", undefined];
const itself: Run = ["install --quiet pipx", "P7D"];

const cases: readonly (readonly [
  name: string,
  atLeast: string | null,
  offered: readonly string[],
  ran: readonly Run[],
  shared: readonly string[] | null,
])[] = [
  ["the machine's pip, where any will do", null, ["pipx"], [itself], ["pip", "pip-23.0.1.dist-info"]],
  [
    "a pip that keeps an age: it comes first, and alone without the age",
    "26.1",
    ["pip>=26.1", "pipx"],
    [newer, itself],
    ["pip", "pip-26.1.dist-info"],
  ],
  ["no such pip on the index: nothing else is installed", "26.1", ["pipx"], [newer], null],
];

for (const [name, atLeast, offered, ran, shared] of cases) {
  test(`a pipx of our own: ${name}`, async (t) => {
    const data = mkdtempSync(path.join(tmpdir(), "safe-pip-own."));
    t.after(() => rmSync(data, { recursive: true }));
    const done: Run[] = [];
    const settings = { data, runner: "/runner.py", network: {} };
    const make = () => ownPipx(base, settings, worldOf(data, done, offered), atLeast);
    const pipx = await make();
    assert.deepEqual(done, ran);
    assert.equal(pipx === null, shared === null);
    if (pipx === null) return;
    const libraries = path.join(pipx.environment.PIPX_SHARED_LIBS ?? "", "lib/python3.11/site-packages");
    assert.deepEqual(readdirSync(libraries).sort(), shared);
    // Once for all applications.
    await make();
    assert.deepEqual(done, ran);
  });
}

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, describe, test } from "node:test";
import { exportLine, fishLines, shLines } from "../../src/setup/shellLines.ts";
import { findProgram, hasProgram } from "../environment.ts";
import { runProcess } from "../process.ts";
import { runDirectory } from "../run-directory.ts";

const root = mkdtempSync(path.join(runDirectory(), "lines."));
after(() => rmSync(root, { recursive: true }));

/** Data directories: what a PATH and a shell have to stand. */
const places: readonly [name: string, directory: string][] = [
  ["below the home", "home/.local/share/safe-pip"],
  ["outside the home", "data/safe-pip"],
  ["with a space, a quote and a dollar sign", "home/it's a $HOME/safe-pip"],
  ["with characters that are patterns", "home/[ab]*?/safe-pip"],
];

/** PATH before and after; `S` is the directory of the shims. */
const paths: readonly [name: string, before: string, after: string][] = [
  ["is put in front", "/usr/bin:/bin", "S:/usr/bin:/bin"],
  ["stays in front", "S:/usr/bin:/bin", "S:/usr/bin:/bin"],
  ["is moved to the front", "/usr/bin:S:/bin", "S:/usr/bin:/bin"],
  ["is moved to the front from the end", "/usr/bin:/bin:S", "S:/usr/bin:/bin"],
  ["is no other directory that begins or ends alike", "Sx:/xS:/bin", "S:Sx:/xS:/bin"],
];

/** Empty entries are the working directory: neither lost nor gained. fish makes `.` of them. */
const emptyEntries: typeof paths = [
  ["keeps an empty entry in the middle", "/usr/bin::/bin", "S:/usr/bin::/bin"],
  ["makes no empty entry where it was alone", "S", "S"],
];

for (const [shell, lines, table] of [
  ["dash", shLines, [...paths, ...emptyEntries]],
  ["bash", shLines, [...paths, ...emptyEntries]],
  ["zsh", shLines, [...paths, ...emptyEntries]],
  ["fish", fishLines, paths],
] as const) {
  describe(`the lines in ${shell}`, { skip: hasProgram(shell) ? false : `${shell} is not installed` }, () => {
    for (const [where, directory] of places) {
      for (const [name, before, expected] of table) {
        test(`shims ${where}: the directory ${name}`, async () => {
          const { home, shims } = makeShims(directory);
          const ended = await source(shell, lines(shims, home), {
            home,
            path: before.replaceAll("S", shims),
          });
          assert.deepEqual(ended, {
            exitCode: 0,
            stdout: `${expected.replaceAll("S", shims)}\n`,
            stderr: "",
          });
        });
      }
    }

    test("do nothing and say nothing where the shims have gone, not even with set -eu", async () => {
      const { home, shims } = makeShims("home/gone");
      rmSync(shims, { recursive: true });
      const first = shell === "fish" ? "" : "set -eu\n";
      const ended = await source(shell, first + lines(shims, home), { home, path: "/usr/bin:/bin" });
      assert.deepEqual(ended, { exitCode: 0, stdout: "/usr/bin:/bin\n", stderr: "" });
    });
  });
}

describe("the one line for a job's own shell", () => {
  for (const [where, directory] of places) {
    test(`shims ${where}`, async () => {
      const { home, shims } = makeShims(directory);
      const ended = await source("dash", `${exportLine(shims)}\n`, { home, path: "/usr/bin:/bin" });
      assert.deepEqual(ended, { exitCode: 0, stdout: `${shims}:/usr/bin:/bin\n`, stderr: "" });
    });
  }
});

function makeShims(directory: string): { home: string; shims: string } {
  const shims = path.join(root, directory, "shims");
  mkdirSync(shims, { recursive: true });
  writeFileSync(path.join(shims, "pip"), "#!/bin/sh\n", { mode: 0o755 });
  return { home: path.join(root, "home"), shims };
}

function source(shell: string, text: string, { home, path: value }: { home: string; path: string }) {
  const file = path.join(root, `lines.${shell}`);
  const print = shell === "fish" ? "string join : $PATH\n" : 'printf "%s\\n" "$PATH"\n';
  writeFileSync(file, text + print);
  const options = { dash: [], bash: ["--norc"], zsh: ["-f"], fish: ["--no-config"] }[shell] ?? [];
  // fish keeps files of its own in the home.
  const env = { HOME: home, PATH: value, XDG_CONFIG_HOME: `${root}/config`, XDG_DATA_HOME: `${root}/share` };
  return runProcess([findProgram(shell), ...options, file], { env, cwd: "/" });
}

import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { makeRunDirectory, runDirectoryVariable } from "./run-directory.ts";

/*
 * Runs the tests: `npm test`, or `npm test -- pip/version machines` for the files whose path below test/ has one
 * of these texts in it. Hermetic files go first, those that start a fresh Debian last; both by node's own runner.
 */

const root = path.dirname(fileURLToPath(import.meta.url));
/** Every file is a process that mostly waits for others; more than this on two cores only makes each slower. */
const filesAtOnce = 3;
/** A closing line of node's reporter where colours are off; ours come last, with the sign that programs look for. */
const closingLine = /^ℹ ((?:tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) .*)\n/gm;
const limitMilliseconds = 45 * 60_000;

function main(): void {
  const wanted = process.argv.slice(2);
  const files = testFiles().filter(
    (file) => wanted.length === 0 || wanted.some((text) => file.includes(text)),
  );
  if (files.length === 0) {
    process.stderr.write(`no test file's path has ${wanted.join(" or ")} in it\n`);
    process.exitCode = 1;
    return;
  }
  const shared = makeRunDirectory();
  process.env[runDirectoryVariable] = shared;
  process.once("exit", () => rmSync(shared, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  const tests = run({
    files: files.map((file) => path.join(root, file)),
    concurrency: filesAtOnce,
    timeout: limitMilliseconds,
  });
  tests.on("test:fail", ({ todo }) => {
    if (todo === undefined || todo === false) process.exitCode = 1;
  });
  let closing = "";
  const report = tests.pipe(new spec()).setEncoding("utf8");
  report.on("data", (text: string) => {
    for (const [, line] of text.matchAll(closingLine)) closing += `# ${line}\n`;
    process.stdout.write(text.replaceAll(closingLine, ""));
  });
  report.once("end", () => process.stdout.write(closing));
}

/** Paths of all test files below test/, hermetic ones first. */
function testFiles(): string[] {
  const found = walk("").sort();
  return [...found.filter((file) => !startsMachines(file)), ...found.filter(startsMachines)];
}

function startsMachines(file: string): boolean {
  return file.endsWith(".machine.test.ts");
}

function walk(directory: string): string[] {
  return readdirSync(path.join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) return walk(file);
    return entry.name.endsWith(".test.ts") ? [file] : [];
  });
}

main();

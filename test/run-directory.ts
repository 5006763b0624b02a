import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { access, chmod, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** Names the directory that `test/run.ts` shares with the test files it starts. */
export const runDirectoryVariable = "SAFE_PIP_TEST_RUN";

/**
 * Something that is made once in a run and shared by all test files: the packed product, the tiny index.
 * `make` fills a fresh directory, which then gets its name by one rename: who loses the race uses the winner's.
 *
 * @returns the directory, absolute and readable by every user.
 */
export async function onceInRun(name: string, make: (directory: string) => Promise<void>): Promise<string> {
  const place = path.join(runDirectory(), name);
  if (await exists(place)) return place;
  const fresh = await mkdtemp(`${place}.`);
  try {
    await make(fresh);
    await chmod(fresh, 0o755);
    await rename(fresh, place);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    if (!(await exists(place))) throw error;
  }
  return place;
}

/**
 * The directory that lives as long as the whole run. A test file that is run alone makes its own, which goes
 * with its process.
 */
export function runDirectory(): string {
  const shared = process.env[runDirectoryVariable];
  if (shared !== undefined) return shared;
  const own = makeRunDirectory();
  process.env[runDirectoryVariable] = own;
  process.once("exit", () => rmSync(own, { recursive: true, force: true }));
  return own;
}

/** A new directory for a run; whoever makes it removes it. */
export function makeRunDirectory(): string {
  const made = mkdtempSync(path.join(realpathSync(tmpdir()), "safe-pip-test."));
  chmodSync(made, 0o755);
  return made;
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

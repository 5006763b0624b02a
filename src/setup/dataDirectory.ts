import { existsSync, renameSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { asideOf, makeDirectories, missingDirectories } from "./atomicFile.ts";
import { writeInstalled } from "./installed.ts";
import type { Layout } from "./layout.ts";
import { noSteps, type Steps } from "./step.ts";

/**
 * The data directory; those above it that had to be made go again at teardown, if nothing else is in them. It
 * comes with the record of them by one rename, so that no kill leaves directories that nobody knows to be ours.
 *
 * @param mode of each directory that is made
 */
export function dataSteps(layout: Layout, mode: number): Steps {
  if (existsSync(layout.data)) return noSteps;
  const says = "the directory that everything is kept in";
  return { ...noSteps, steps: [{ what: "make", path: layout.data, says, act: () => make(layout, mode) }] };
}

function make({ data, record }: Layout, mode: number): void {
  const made = missingDirectories(data);
  const [outermost] = made;
  if (outermost === undefined) return;
  const aside = asideOf(outermost);
  const inAside = (path: string) => join(aside, relative(outermost, path));
  makeDirectories(inAside(data), mode);
  writeInstalled(inAside(record), { version: 1, made });
  try {
    renameSync(aside, outermost);
  } catch {
    // Another set-up was faster; or somebody has made one of them meanwhile, and it is his.
    rmSync(aside, { recursive: true, force: true });
    makeDirectories(data, mode);
  }
}

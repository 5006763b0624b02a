import { lstatSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { isShim } from "../context/invocation.ts";
import { makeDirectories, replaceFile } from "./atomicFile.ts";
import { installedCommands } from "./installedCommands.ts";
import type { Layout } from "./layout.ts";
import type { Step, Steps } from "./step.ts";

/**
 * Links for all users, for sudo and for services, in a directory that is on everybody's PATH (/usr/local/bin).
 * What stands there already is never overwritten: npm's own `safe-pip` may stay, anything else is a problem.
 */
export function linkSteps(names: readonly string[], directory: string, layout: Layout): Steps {
  const commands = installedCommands(layout).filter((name) => stateOf(name, directory, layout) === "missing");
  const states = ["safe-pip", ...names].map((name) => ({ name, state: stateOf(name, directory, layout) }));
  const missing = [...states.filter(({ state }) => state === "missing").map(({ name }) => name), ...commands];
  const foreign = states.filter(({ state }) => state === "foreign").map(({ name }) => join(directory, name));
  const step: Step = {
    what: "make",
    path: directory,
    says: `links for all users: ${missing.join(", ")}`,
    act: () => {
      // Recorded first: a link without a record would outlive teardown.
      makeDirectories(layout.record, 0o700);
      replaceFile(join(layout.record, LINKS_IN), `${directory}\n`, 0o600);
      for (const name of missing) symlinkSync(join(layout.shims, name), join(directory, name));
    },
  };
  return {
    steps: missing.length > 0 ? [step] : [],
    notes: [],
    problems: foreign.map(
      (path) => `${path} is not safe-pip's and stays, so that name is not led; move it away`,
    ),
  };
}

/** One line, the directory of the links: plain, since the runner reads it too, for the commands that installs bring. */
const LINKS_IN = "links-in";

/** The directory that has links for all users; null where there are none. */
export function readLinkDirectory({ record }: Layout): string | null {
  try {
    return readFileSync(join(record, LINKS_IN), "utf8").trim();
  } catch {
    return null;
  }
}

/** The links that lead to our shims, those of commands that installs brought too. */
export function findLinks(directory: string, { shims }: Layout): string[] {
  const paths = readdirSync(directory).map((name) => join(directory, name));
  return paths.filter(
    (path) => lstatSync(path).isSymbolicLink() && readlinkSync(path).startsWith(`${shims}/`),
  );
}

function stateOf(name: string, directory: string, layout: Layout): "there" | "missing" | "foreign" {
  const path = join(directory, name);
  const state = lstatSync(path, { throwIfNoEntry: false });
  if (state === undefined) return "missing";
  if (state.isSymbolicLink() && readlinkSync(path) === join(layout.shims, name)) return "there";
  return isShim(path) ? "there" : "foreign";
}

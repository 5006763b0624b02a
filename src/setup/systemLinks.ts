import { lstatSync, readlinkSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { isShim } from "../context/invocation.ts";
import { readInstalled, writeInstalled } from "./installed.ts";
import type { Layout } from "./layout.ts";
import type { Step, Steps } from "./step.ts";

/**
 * Links for all users, for sudo and for services, in a directory that is on everybody's PATH (/usr/local/bin).
 * What stands there already is never overwritten: npm's own `safe-pip` may stay, anything else is a problem.
 */
export function linkSteps(names: readonly string[], directory: string, layout: Layout): Steps {
  const states = ["safe-pip", ...names].map((name) => ({ name, state: stateOf(name, directory, layout) }));
  const missing = states.filter(({ state }) => state === "missing").map(({ name }) => name);
  const foreign = states.filter(({ state }) => state === "foreign").map(({ name }) => join(directory, name));
  const step: Step = {
    what: "make",
    path: directory,
    says: `links for all users: ${missing.join(", ")}`,
    act: () => {
      for (const name of missing) link(name, directory, layout);
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

function stateOf(name: string, directory: string, layout: Layout): "there" | "missing" | "foreign" {
  const path = join(directory, name);
  const state = lstatSync(path, { throwIfNoEntry: false });
  if (state === undefined) return "missing";
  if (state.isSymbolicLink() && readlinkSync(path) === join(layout.shims, name)) return "there";
  return isShim(path) ? "there" : "foreign";
}

/** Recorded first: a link that a kill kept from being made is no harm to teardown, one without a record is. */
function link(name: string, directory: string, layout: Layout): void {
  const path = join(directory, name);
  const target = join(layout.shims, name);
  const installed = readInstalled(layout.record);
  const links = [...installed.links.filter((each) => each.path !== path), { path, target }];
  writeInstalled(layout.record, { ...installed, links });
  symlinkSync(target, path);
}

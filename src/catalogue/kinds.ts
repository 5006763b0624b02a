import type { NormalizedName } from "../pip/requirement.ts";
import type { Kind } from "./answer.ts";
import { DEVELOPMENT } from "./tables/applications/development.ts";
import { EVERYDAY } from "./tables/applications/everyday.ts";
import { OPERATIONS } from "./tables/applications/operations.ts";
import { commandsOfBoth } from "./tables/both.ts";
import { isLibrary } from "./tables/libraries.ts";

/** What a project is, from the reviewed tables alone: no network, no guess from what it brings. */
export interface ProjectNature {
  readonly kind: Kind;
  /** The first one is the one to try; empty where none is known. */
  readonly commands: readonly string[];
  /** The commands come from what it depends on (`ansible`'s from ansible-core). */
  readonly includeDependencies: boolean;
  /** As a clause: "a program, run as `black`". */
  readonly reason: string;
}

/** Tells whether a project is an application. A library taken for one breaks an import, so doubt is a library. */
export function kindOf(name: NormalizedName): ProjectNature {
  const application = APPLICATIONS.get(name);
  if (application) return application;
  const both = commandsOfBoth(name);
  if (both) {
    const reason = `a program (${both[0]}) that belongs beside the code it works on, so it is served as a library`;
    return { kind: "both", commands: both, includeDependencies: false, reason };
  }
  if (isLibrary(name))
    return { kind: "library", commands: [], includeDependencies: false, reason: "a library" };
  return {
    kind: "unknown",
    commands: [],
    includeDependencies: false,
    reason: "not a known application, so it is served as a library",
  };
}

const APPLICATIONS: ReadonlyMap<string, ProjectNature> = new Map(
  [...DEVELOPMENT, ...OPERATIONS, ...EVERYDAY].map(([name, words, from]) => {
    const commands = words.split(" ");
    const origin = from ? ", which comes from a project that it depends on" : "";
    const reason = `a program, run as ${commands[0]}${origin}`;
    return [name, { kind: "application", commands, includeDependencies: from === "dependencies", reason }];
  }),
);

/** The names of all known applications, for tests and documentation. */
export function applicationNames(): readonly string[] {
  return [...APPLICATIONS.keys()];
}

import { existsSync } from "node:fs";
import { join } from "node:path";
import { type DearReader, dearReader } from "./context/dear.ts";
import { readFacts, readInvocation, readProjectOf, readTarget, type Surroundings } from "./context/facts.ts";
import { fileReader } from "./context/files.ts";
import { readMarkerEnvironment } from "./context/markers.ts";
import { projectFor, readProjectPython } from "./context/projectPython.ts";
import { readRealPip } from "./context/realPip.ts";
import { type RequestInput, readRequest } from "./pip/readRequest.ts";
import { decide } from "./plan/decide.ts";
import type { Facts, Interpreter, Project, RealPip } from "./plan/facts.ts";
import type { Plan } from "./plan/plan.ts";
import { machinePolicy, type PolicyPlaces, readPolicy } from "./policy/readPolicy.ts";
import type { World } from "./world.ts";

/** What a planned command line came to. */
export interface Planned {
  readonly facts: Facts;
  readonly plan: Plan;
}

/** The way of an invocation up to the plan: request → context → policy → plan. `explain` goes no further. */
export interface Way {
  readonly given: Surroundings;
  readonly world: World;
  /** The directory of this package's own files (`dist/`, `shims/`). */
  readonly package: string;
  /** The directory of the catalogue's data. */
  readonly dataDirectory: string;
  /** Plans a pip command line. Reads facts; changes nothing. */
  plan(argv: readonly string[]): Promise<Planned>;
  /** What a pip command line typed here would be read with. */
  requestInput(): Omit<RequestInput, "argv">;
  /** Where the policy's files are for a command typed here. */
  policyPlaces(): PolicyPlaces;
}

/** The way for these surroundings. */
export function wayOf(given: Surroundings, world: World, packageDirectory: string): Way {
  return {
    given,
    world,
    package: packageDirectory,
    dataDirectory: dataDirectory(packageDirectory),
    plan: (argv) => plan(given, world, packageDirectory, argv),
    requestInput() {
      const interpreter = readTarget(given.handed);
      return requestInput(given, interpreter, readRealPip(given.handed, interpreter));
    },
    policyPlaces() {
      const noRequest = { kind: "information", what: "no-command" } as const;
      return policyPlaces(given, readProjectOf(given, noRequest, readTarget(given.handed)));
    },
  };
}

async function plan(
  given: Surroundings,
  world: World,
  packageDirectory: string,
  words: readonly string[],
): Promise<Planned> {
  const { argv, into } = takeInto(words);
  const interpreter = readTarget(given.handed);
  const realPip = readRealPip(given.handed, interpreter);
  const request = readRequest({ ...requestInput(given, interpreter, realPip), argv });
  const invocation = readInvocation(given, argv, into);
  const project = readProjectOf(given, request, interpreter);
  const policy = await readPolicy(policyPlaces(given, project));
  const projectPython = readProjectPython(policy, interpreter, given);
  const known = { request, invocation, interpreter, realPip, projectPython, policy };
  const cheap = readFacts(given, {
    ...known,
    project: projectFor(project, projectPython, given.handed.data),
  });
  return decideWith(cheap, dearReader({ given, world, dataDirectory: dataDirectory(packageDirectory) }));
}

/** Plans, reads the fact that the planner asked for, and plans again: what is dear is read only where it matters. */
export async function decideWith(cheap: Facts, read: DearReader): Promise<Planned> {
  let facts = cheap;
  for (;;) {
    const decided = decide(facts);
    if (decided.kind === "plan") return { facts, plan: decided.plan };
    facts = { ...facts, dear: { ...facts.dear, ...(await read(decided.fact, facts)) } };
  }
}

/** What a request is read from, but its argv. */
function requestInput(
  given: Surroundings,
  interpreter: Interpreter | null,
  realPip: RealPip | null,
): Omit<RequestInput, "argv"> {
  return {
    env: given.env,
    cwd: given.handed.physical,
    home: given.home,
    pipVersion: realPip?.version ?? null,
    prefix: interpreter ? join(interpreter.path, "../..") : null,
    platform: process.platform,
    markerEnvironment: () => (interpreter ? readMarkerEnvironment(interpreter) : null),
    files: fileReader,
  };
}

/** The catalogue's data: beside the bundle, or in the sources during development. */
function dataDirectory(packageDirectory: string): string {
  const bundled = join(packageDirectory, "dist");
  return existsSync(join(bundled, "safe-pip.cjs")) ? bundled : join(packageDirectory, "src/catalogue/data");
}

/** `safe-pip install --into APP …`: ours alone, so it is taken out before pip's words are read. */
function takeInto(words: readonly string[]): { argv: readonly string[]; into: string | null } {
  const at = words.indexOf("--into");
  const into = words[at + 1];
  if (at < 0 || into === undefined) return { argv: words, into: null };
  return { argv: [...words.slice(0, at), ...words.slice(at + 2)], into };
}

/** Where the policy's files are; a path that would be relative is no place of the user's. */
function policyPlaces(given: Surroundings, project: Project): PolicyPlaces {
  const { env, home, handed, uid } = given;
  const named = env.XDG_CONFIG_HOME ?? "";
  const configuration = named.startsWith("/") ? named : home.startsWith("/") ? join(home, ".config") : null;
  return {
    machine: machinePolicy,
    user: configuration ? join(configuration, "safe-pip/config.toml") : null,
    project: project.kind === "none" ? null : project.directory,
    data: handed.data === "" ? null : handed.data,
    who: { uid, gid: process.getgid?.() ?? 0 },
  };
}

import type { Kind } from "../../src/catalogue/answer.ts";
import type { MarkerEnvironment } from "../../src/pip/evaluateMarker.ts";
import { readRequest } from "../../src/pip/readRequest.ts";
import { type NormalizedName, normalizeName } from "../../src/pip/requirement.ts";
import type {
  DearFacts,
  Facts,
  Here,
  InstalledDistribution,
  Interpreter,
  Invocation,
  Project,
  ProjectKind,
  ProjectPython,
  RealPip,
  Slot,
  Whereabouts,
} from "../../src/plan/facts.ts";
import { defaultPolicy, type Policy } from "../../src/policy/policy.ts";
import { memoryFiles } from "./memoryFiles.ts";

export const HOME = "/home/alice";
export const DATA = `${HOME}/.local/share/safe-pip`;
export const HOME_SLOT = `${DATA}/home/@/3.11`;
export const PYTHON = "/usr/bin/python3.11";
export const DIST_PACKAGES = "/usr/lib/python3/dist-packages";

/**
 * What a test says of the world; whatever it does not say is a Debian 12 on which alice types in her home
 * directory, on a terminal, through the shims, where nothing of safe-pip's has been made yet.
 */
export interface Situation {
  /** After `pip `; words are split at blanks. */
  readonly typed: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Texts by absolute path, for `-r`, `-c` and paths. */
  readonly files?: Readonly<Record<string, string>>;
  readonly invocation?: Partial<Invocation>;
  readonly policy?: Partial<Policy>;
  readonly interpreter?: Partial<Interpreter> | null;
  readonly realPip?: Partial<RealPip> | null;
  readonly here?: Here;
  readonly project?: Project;
  readonly projectPython?: ProjectPython;
  readonly home?: Slot | null;
  readonly data?: string | null;
  readonly raspberryPi?: boolean;
  /** Debian packages that are proved for a name: package, Debian's version, pip's version. */
  readonly debianHas?: Readonly<Record<string, readonly [name: string, debian: string, version: string]>>;
  /** Applications that pipx holds. */
  readonly pipxHas?: readonly string[];
  readonly dear?: Partial<DearFacts>;
}

/** The facts of a situation. The request is read by the real reader, from files in memory. */
export function factsOf(situation: Situation): Facts {
  const argv = situation.typed === "" ? [] : situation.typed.split(" ");
  const cwd = situation.invocation?.cwd ?? HOME;
  const realPip = situation.realPip === null ? null : { ...aptsPip, ...situation.realPip };
  const request = readRequest({
    argv,
    env: { HOME, ...situation.env },
    cwd,
    home: HOME,
    pipVersion: realPip?.version ?? null,
    prefix: "/usr",
    platform: "linux",
    files: memoryFiles(situation.files ?? {}),
    markerEnvironment: () => markerVariables,
  });
  const cheap: Facts = {
    invocation: { ...alice, argv, cwd, ...situation.invocation },
    request,
    policy: { ...defaultPolicy, ...situation.policy },
    interpreter: situation.interpreter === null ? null : { ...debianPython, ...situation.interpreter },
    realPip,
    here: situation.here ?? nothingHere,
    project: situation.project ?? { kind: "none", reason: "the home directory is no project" },
    projectPython: situation.projectPython ?? { kind: "usual" },
    home: situation.home === undefined ? { path: HOME_SLOT, published: false } : situation.home,
    data: situation.data === undefined ? DATA : situation.data,
    raspberryPi: situation.raspberryPi ?? false,
    dear: {},
  };
  return { ...cheap, dear: { ...dearFacts(cheap, situation), ...situation.dear } };
}

const alice: Omit<Invocation, "argv" | "cwd"> = {
  name: "pip",
  reached: "shim",
  pythonIsShim: true,
  root: false,
  terminal: true,
  mayAsk: true,
  off: false,
  notebook: null,
  slip: null,
  into: null,
  ros: false,
  ci: false,
};

const debianPython: Interpreter = {
  path: PYTHON,
  version: "3.11",
  marker: "/usr/lib/python3.11/EXTERNALLY-MANAGED",
  ofDistribution: true,
  isNext: true,
};

const aptsPip: RealPip = {
  program: ["/usr/bin/pip"],
  version: "23.0.1",
  location: DIST_PACKAGES,
  shared: false,
};

const nothingHere: Here = { kind: "none", environment: "", pip: null };

export const markerVariables: MarkerEnvironment = {
  implementation_name: "cpython",
  implementation_version: "3.11.2",
  os_name: "posix",
  platform_machine: "x86_64",
  platform_python_implementation: "CPython",
  platform_release: "6.1.0",
  platform_system: "Linux",
  platform_version: "#1 SMP",
  python_full_version: "3.11.2",
  python_version: "3.11",
  sys_platform: "linux",
};

/** What the catalogue says of the names that the tests use; every other name is unknown to it. */
const KINDS: Readonly<Record<string, Partial<ProjectKind> & { kind: Kind }>> = {
  cowsay: { kind: "application", commands: ["cowsay"] },
  black: { kind: "application", commands: ["black", "blackd"] },
  ansible: { kind: "application", commands: ["ansible"], includeDependencies: true },
  pytest: { kind: "both", commands: ["pytest"] },
  requests: { kind: "library" },
  six: { kind: "library" },
  picamera2: { kind: "library", binding: "python3-picamera2" },
};

function dearFacts(facts: Facts, situation: Situation): DearFacts {
  const requirements = facts.request.kind === "command" ? facts.request.requirements : [];
  const wanted = requirements.filter((each) => each.applies);
  const names = wanted.flatMap((each) => (each.name ? [each.name] : []));
  const debian = situation.debianHas ?? {};
  return {
    installed: [],
    ruledOut: null,
    proofs: names.map((name) => {
      const [found, candidate, metadataVersion] = debian[name] ?? [];
      if (!found || !candidate || !metadataVersion) {
        return { kind: "not-proved", name, certain: true, reason: `${name}: no package bears it` };
      }
      const reason = `${found} is ${name}.`;
      return { kind: "proved", name, package: found, candidate, metadataVersion, alias: null, reason };
    }),
    aptUse: { kind: "none", reason: "there is no sudo" },
    bindingPackages: new Map(),
    ownPips: new Map(),
    pipxPip: { kind: "machine", version: null, directory: `${HOME}/.local/share/pipx/shared` },
    kinds: new Map(names.map((name) => [name, kindOf(name)])),
    whereabouts: new Map<NormalizedName, Whereabouts>(),
    foreignVenv: "unfit",
    declined: new Set(),
    applications: new Map((situation.pipxHas ?? []).map((name) => [normalizeName(name), "1.0"])),
    pythonInApt: false,
    markerVariables,
  };
}

function kindOf(name: string): ProjectKind {
  const known = KINDS[name] ?? { kind: "unknown" };
  return { commands: [], includeDependencies: false, binding: null, hint: null, ...known };
}

/** The project's place in the mirror. */
export function slotOf(directory: string, published = false): Slot {
  return { path: `${DATA}/dirs${directory}/@/3.11`, published };
}

export const APP = `${HOME}/app`;

/** `~/app` with a pyproject.toml, and what differs from it. */
export function described(more: Partial<Extract<Project, { kind: "described" | "ordinary" }>> = {}): Project {
  const usual = {
    directory: APP,
    markers: ["pyproject.toml"],
    slot: slotOf(APP),
    foreignVenv: null,
  } as const;
  return { kind: "described", byArgument: false, ...usual, ...more };
}

/** `~/app` as a directory without any marker. */
export function ordinary(more: Partial<Extract<Project, { kind: "described" | "ordinary" }>> = {}): Project {
  return described({ kind: "ordinary", markers: [], ...more });
}

/** *Here* is one of safe-pip's environments, with its own pip. */
export function managedHere(kind: "managed" | "home", slot: string): Here {
  return { kind, environment: `${slot}/venv`, pip: `${slot}/venv/bin/pip` };
}

/** An activated `~/own`. */
export const activeHere: Here = { kind: "active", environment: `${HOME}/own`, pip: `${HOME}/own/bin/pip` };

/** A distribution that some python sees. */
export function distribution(
  spelling: string,
  version: string,
  requires: readonly string[] = [],
): InstalledDistribution {
  const name = normalizeName(spelling);
  return { name, spelling, version, location: DIST_PACKAGES, requires: () => requires };
}

/** A value as the user's own policy file sets it. */
export function byUser<T>(value: T) {
  const source = { layer: "user", file: `${HOME}/.config/safe-pip/config.toml`, line: 3 } as const;
  return { value, source };
}

/** A map of the policy as the user's own file sets it: `[route]`, `[ban]`, … */
export function tableByUser<T>(entries: Readonly<Record<string, T>>) {
  return new Map(Object.entries(entries).map(([name, value]) => [normalizeName(name), byUser(value)]));
}

/** Where uninstall would find each name. */
export function whereabouts(places: Readonly<Record<string, Whereabouts>>): Partial<DearFacts> {
  return {
    whereabouts: new Map(Object.entries(places).map(([name, place]) => [normalizeName(name), place])),
  };
}

import fc from "fast-check";
import { normalizeName } from "../../src/pip/requirement.ts";
import type {
  AptUse,
  DearFacts,
  Here,
  Invocation,
  Project,
  Slot,
  Whereabouts,
} from "../../src/plan/facts.ts";
import type { Policy, PolicyRoute } from "../../src/policy/policy.ts";
import {
  APP,
  activeHere,
  byUser,
  DIST_PACKAGES,
  described,
  distribution,
  HOME,
  HOME_SLOT,
  managedHere,
  type Situation,
  slotOf,
  tableByUser,
} from "./facts.ts";

/*
 * Any situation: every kind of line, person, directory, policy and machine, in every combination. What could not
 * be true together (a question without a terminal) is not made.
 */

export const NAMES = ["six", "requests", "black", "cowsay", "ansible", "pytest", "picamera2", "pip", "nope"];
const WRITTEN = [...NAMES, "six>=2", "Black[d]==24.1", "nope;python_version<'3'"];
const OPTIONS = [
  "--user",
  "--dry-run",
  "-U",
  "--pre",
  "--break-system-packages",
  "--require-virtualenv",
  "-q",
  "--no-input",
  "--index-url https://example.org/simple",
  "-I",
  "-r r.txt",
  "-c c.txt",
  "-e .",
  "--target d",
];
/** The first is what nearly all rows are about. */
const COMMANDS = ["install", "uninstall", "list", "freeze", "download", "frobnicate"];
const VARIABLES = ["PIP_USER", "PIP_REQUIRE_VIRTUALENV", "PIP_BREAK_SYSTEM_PACKAGES", "PIP_PRE"];
const FILES = [
  "six\n",
  "six\nblack\n",
  "picamera2\nrequests\n",
  "--index-url https://example.org/simple\nsix\n",
];
const ROUTES: readonly PolicyRoute[] = ["venv", "home", "pipx", "apt"];

/** A few of many, and often none: else one option that ends everything would be in every line. */
function few<T>(all: readonly T[], most: number): fc.Arbitrary<T[]> {
  return fc.oneof(fc.constant<T[]>([]), fc.subarray([...all], { maxLength: most }));
}

/** True, or this value, once in a while. */
const seldom = fc.oneof(
  { weight: 19, arbitrary: fc.constant(false) },
  { weight: 1, arbitrary: fc.constant(true) },
);
function mostlyNull<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: 19, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });
}

const command = fc.oneof(
  { weight: 9, arbitrary: fc.constant("install") },
  { weight: 1, arbitrary: fc.constantFrom(...COMMANDS) },
);

const typed = fc
  .tuple(command, few(OPTIONS, 2), fc.subarray(WRITTEN, { maxLength: 3 }))
  .map(([command, options, names]) => [command, ...options, ...names].join(" "));

const env = fc
  .tuple(seldom, fc.constantFrom(...VARIABLES))
  .map(([set, name]): Record<string, string> => (set ? { [name]: "1" } : {}));

const files = fc.constantFrom(...FILES).map((text) => ({
  [`${HOME}/r.txt`]: text,
  [`${HOME}/c.txt`]: "six==1.15\n",
  [`${HOME}/setup.py`]: "",
}));

const invocation: fc.Arbitrary<Partial<Invocation>> = fc
  .record({
    reached: fc.constantFrom<Invocation["reached"]>("shim", "shim", "name"),
    root: fc.boolean(),
    terminal: fc.boolean(),
    quietly: seldom,
    off: seldom,
    ros: seldom,
    notebook: mostlyNull(fc.constantFrom({ environment: null }, { environment: `${HOME_SLOT}/venv` })),
    into: mostlyNull(fc.constant(normalizeName("mkdocs"))),
  })
  .map(({ quietly, ...each }) => ({ ...each, mayAsk: each.terminal && !quietly }));

/** Of a record's keys only some are given; the rest are as nothing says. */
const sourced = <T>(...values: readonly T[]) => fc.constantFrom(...values).map(byUser);
const byName = <T>(values: fc.Arbitrary<T>) =>
  few(NAMES, 2).chain((names) =>
    fc
      .tuple(...names.map(() => values))
      .map((list) => tableByUser(Object.fromEntries(names.map((name, at) => [name, list[at] as T])))),
  );

const policy = fc.oneof(
  fc.constant<Partial<Policy>>({}),
  fc.record<Partial<Policy>>(
    {
      allowed: fc.subarray([...ROUTES]).map((routes) => byUser(routes)),
      preferred: fc.shuffledSubarray([...ROUTES]).map((routes) => byUser(routes)),
      aptMode: sourced("auto", "ask", "never"),
      consent: sourced("allow", "redirect", "deny"),
      unmarked: sourced("pip", "redirect"),
      withoutTerminal: sourced("explain", "venv"),
      projectIsHome: sourced(true, false),
      systemPackages: sourced(true, false, null),
      indexUrl: sourced("https://example.org/only/simple", null),
      onlyBinary: sourced(true, false),
      minimumAge: sourced(0, 7),
      routes: byName(fc.constantFrom(...ROUTES)),
      bans: byName(fc.constant("not here")),
      plugins: byName(fc.constant(normalizeName("mkdocs"))),
    },
    { requiredKeys: [] },
  ),
);

const slot: fc.Arbitrary<Slot> = fc.boolean().map((published) => slotOf(APP, published));

const project: fc.Arbitrary<Project> = fc.oneof(
  fc.constant<Project>({ kind: "none", reason: "the home directory is no project" }),
  fc
    .record({
      kind: fc.constantFrom("described" as const, "ordinary" as const),
      slot,
      foreignVenv: fc.option(fc.constant(`${APP}/.venv`), { freq: 5 }),
      byArgument: seldom,
    })
    .map(({ kind, ...each }) =>
      described({ ...each, kind, markers: kind === "described" ? ["setup.py"] : [] }),
    ),
);

const here: fc.Arbitrary<Here | undefined> = fc.constantFrom(
  undefined,
  undefined,
  undefined,
  undefined,
  undefined,
  undefined,
  undefined,
  undefined,
  { ...activeHere, pip: null },
  managedHere("managed", slotOf(APP, true).path),
  managedHere("home", HOME_SLOT),
);

const installed = few(
  [
    distribution("six", "1.16.0"),
    distribution("requests", "2.28.1", ["six>=1"]),
    distribution("nope", "1", ["gone"]),
  ],
  3,
);

const PLACES: readonly Whereabouts[] = [
  { kind: "here" },
  { kind: "home", environment: `${HOME_SLOT}/venv` },
  { kind: "pipx", environment: "x" },
  { kind: "apt-by-us", package: "python3-x" },
  { kind: "apt", location: DIST_PACKAGES },
  { kind: "user-or-local", location: "/usr/local/lib/python3.11/dist-packages" },
  { kind: "nowhere" },
];

const dear: fc.Arbitrary<Partial<DearFacts> & { readonly use: "can" | "cannot" }> = fc.record({
  use: fc.constantFrom("can" as const, "cannot" as const),
  installed,
  declined: few(["python3-six"], 1).map((names) => new Set(names)),
  whereabouts: fc
    .array(fc.constantFrom(...PLACES), { minLength: NAMES.length, maxLength: NAMES.length })
    .map(
      (places) => new Map(NAMES.map((name, at) => [normalizeName(name), places[at] ?? { kind: "nowhere" }])),
    ),
  bindingPackages: fc.boolean().map((has) => {
    const requirement = normalizeName("picamera2");
    const camera = { name: "python3-picamera2", version: "0.3-2", metadataVersion: "0.3", requirement };
    return new Map(has ? [[requirement, camera] as const] : []);
  }),
});

const debianHas: fc.Arbitrary<NonNullable<Situation["debianHas"]>> = few(
  ["six", "requests", "black", "nope"],
  4,
).map((names) =>
  Object.fromEntries(names.map((name) => [name, [`python3-${name}`, "1.0-1", "1.0"] as const])),
);

/** What sudo is good for goes with who types, and with whether a question would be seen. */
function aptUse(can: boolean, { root, mayAsk }: Partial<Invocation>): AptUse {
  if (!can) return { kind: "none", reason: "this machine has no apt" };
  if (root) return { kind: "root" };
  return { kind: mayAsk ? "sudo-terminal" : "sudo-silent" };
}

export const situations: fc.Arbitrary<Situation> = fc
  .record({
    typed,
    env,
    files,
    invocation,
    policy,
    interpreter: fc.option(
      fc.record({
        marker: mostlyNull(fc.constant("x")).map((unmarked) => (unmarked ? null : "/m")),
        ofDistribution: seldom.map((other) => !other),
        isNext: seldom.map((other) => !other),
      }),
      { freq: 15 },
    ),
    realPip: fc.option(fc.constant({}), { freq: 15 }),
    here,
    project,
    home: fc.option(
      fc.boolean().map((published): Slot => ({ path: HOME_SLOT, published })),
      { freq: 15 },
    ),
    raspberryPi: seldom,
    debianHas,
    pipxHas: few(["black", "cowsay"], 2),
    dear,
  })
  .map(({ dear: { use, ...known }, here: place, home, ...each }) => ({
    ...each,
    ...(place ? { here: place } : {}),
    ...(home ? { home } : { home: null, data: null }),
    dear: { ...known, aptUse: aptUse(use === "can", each.invocation) },
  }));

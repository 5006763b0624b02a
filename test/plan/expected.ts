import { normalizeName } from "../../src/pip/requirement.ts";
import type { Decision, PipxApplication, Plan, Step, VenvStep } from "../../src/plan/plan.ts";
import { APP, DIST_PACKAGES, HOME_SLOT, PYTHON, slotOf } from "./facts.ts";

/** A whole plan's decision from the parts that a case is about; the rest is empty. */
function decision(parts: Pick<Decision, "route" | "destination"> & Partial<Decision>): Decision {
  return { steps: [], reasons: [], problems: [], met: [], next: [], notes: [], ...parts };
}

type More = Partial<Decision>;

/** The real pip gets the caller's own argv. */
export function realPip(
  reason: string,
  program: readonly string[] = ["/usr/bin/pip"],
  more: More = {},
): Decision {
  const destination = { kind: "real-pip", path: program[0] ?? null } as const;
  const step: Step = { route: "pip", program, leaveOut: [], environment: {} };
  return decision({ route: "pip", destination, steps: [step], reasons: [reason], ...more });
}

/** An environment's own pip gets it, less the words at these positions. */
export function pipOf(
  kind: Decision["destination"]["kind"],
  environment: string,
  reason: string,
  { program = [`${environment}/bin/pip`], leaveOut = [] as readonly number[] } = {},
): Decision {
  const step: Step = { route: "pip", program, leaveOut, environment: {} };
  return decision({
    route: "pip",
    destination: { kind, path: environment },
    steps: [step],
    reasons: [reason],
  });
}

/** The managed environment of `~/app`. */
export function projectVenv(reason: string, step: Partial<VenvStep> = {}, more: More = {}): Decision {
  const made: VenvStep = { ...venvStep, slot: slotOf(APP).path, ...step };
  const destination = { kind: "managed-venv", path: `${made.slot}/venv` } as const;
  return decision({ route: "venv", destination, steps: [made], reasons: [reason], ...more });
}

/** The home environment. */
export function homeVenv(reason: string, step: Partial<VenvStep> = {}, more: More = {}): Decision {
  const made: VenvStep = { ...venvStep, slot: HOME_SLOT, systemPackages: "python", ...step };
  const destination = { kind: "home-environment", path: `${made.slot}/venv` } as const;
  return decision({ route: "venv", destination, steps: [made], reasons: [reason], ...more });
}

const venvStep: VenvStep = {
  route: "venv",
  slot: "",
  base: PYTHON,
  made: false,
  systemPackages: "none",
  leaveOut: [],
  environment: {},
  link: null,
  runsPip: true,
};

/** The note that stands with the first environment of a described project. */
export const ISOLATED =
  "this project's python sees what is installed here, and none of the system's packages";
export const USER_LEFT_OUT = "--user is left out: an environment refuses it, and this one is yours alone";

/** Debian packages, each as `[requirement, package, Debian's version, pip's version]`. */
export function apt(
  reasons: readonly string[],
  packages: readonly (readonly [string, string, string, string])[],
  { by = "root", ask = false }: { by?: "root" | "sudo"; ask?: boolean } = {},
  notes: readonly string[] = [],
): Decision {
  const destination = { kind: "distribution", path: DIST_PACKAGES } as const;
  return decision({ route: "apt", destination, steps: [aptStep(packages, { by, ask })], reasons, notes });
}

/** The step alone, for a binding in front of an environment. */
export function aptStep(
  packages: readonly (readonly [string, string, string, string])[],
  { by, ask }: { by: "root" | "sudo"; ask: boolean },
): Step {
  const list = packages.map(([spelling, name, version, metadataVersion]) => {
    return { name, version, metadataVersion, requirement: normalizeName(spelling), spelling };
  });
  return { route: "apt", packages: list, by, ask };
}

/** One application that pipx is given. */
export function application(name: string, more: Partial<PipxApplication> = {}): PipxApplication {
  const normal = normalizeName(name);
  return { name: normal, spec: name, action: "install", into: null, includeDependencies: false, ...more };
}

/** pipx, for alice unless `global`. */
export function pipx(
  reason: string,
  applications: readonly PipxApplication[],
  { pipArguments = [] as readonly string[], global = false } = {},
): Decision {
  const step: Step = { route: "pipx", applications, pipArguments, global, interpreter: PYTHON };
  const destination = { kind: "pipx", path: null } as const;
  return decision({ route: "pipx", destination, steps: [step], reasons: [reason] });
}

/** Nothing is to be done. */
export function nothing(reason: string, met: Plan["met"], path: string | null = null): Decision {
  return decision({ route: "nothing", destination: { kind: "none", path }, reasons: [reason], met });
}

/** Nothing is changed. */
export function explained(code: string, reason: string, next: readonly string[], more: More = {}): Decision {
  const problems = [{ code, message: reason }];
  return decision({
    route: "explain",
    destination: { kind: "none", path: null },
    reasons: [reason],
    problems,
    next,
    ...more,
  });
}

import type { Facts, Slot } from "./facts.ts";
import type { Decision, Destination, Met, Step, VenvStep } from "./plan.ts";
import { isOn, positionsOf, wanted } from "./request.ts";

const NOTHING: Pick<Decision, "problems" | "met" | "next" | "notes"> = {
  problems: [],
  met: [],
  next: [],
  notes: [],
};

/** The real pip with the caller's own argv: we know of nothing better, or were told to keep out. */
export function realPip(facts: Facts, reason: string): Decision {
  const program = facts.realPip?.program ?? [];
  return {
    ...NOTHING,
    route: "pip",
    destination: { kind: "real-pip", path: program[0] ?? null },
    steps: [{ route: "pip", program, leaveOut: [], environment: {} }],
    reasons: [reason],
    problems:
      program.length > 0
        ? []
        : [{ code: "no-pip", message: "No pip is on PATH, and there is no python3 to run one." }],
  };
}

/** The pip of *here*; an active environment without a pip is served by the real one's `--python`. */
export function pipOfHere(facts: Facts, reason: string, environment = facts.here.environment): Decision {
  const own = environment === facts.here.environment ? facts.here.pip : `${environment}/bin/pip`;
  const real = facts.realPip?.program ?? [];
  if (!own && real.length === 0) return realPip(facts, reason);
  const program = own ? [own] : [...real, "--python", environment];
  const kinds: Record<Facts["here"]["kind"], Destination["kind"]> = {
    none: "real-pip",
    active: "active-environment",
    managed: "managed-venv",
    home: "home-environment",
  };
  const kind = environment === facts.here.environment ? kinds[facts.here.kind] : "home-environment";
  return {
    ...NOTHING,
    route: "pip",
    destination: { kind, path: environment },
    steps: [{ route: "pip", program, leaveOut: leftOut(facts, kind), environment: {} }],
    reasons: [reason],
  };
}

/** An environment refuses `--user`; an active one that is not ours is left to say so itself. */
function leftOut(facts: Facts, kind: Destination["kind"]): readonly number[] {
  return kind === "active-environment" || !isOn(facts, "use_user_site")
    ? []
    : positionsOf(facts, "use_user_site");
}

/** What a managed environment is made with. */
export interface Making {
  readonly slot: Slot;
  /** The interpreter that it is made from. */
  readonly base: string;
  readonly kind: "managed-venv" | "home-environment";
  readonly systemPackages: VenvStep["systemPackages"];
  /** The project that gets a `.venv` link; null for none. */
  readonly link: string | null;
  /** Positions of argv that are left out besides `--user`. */
  readonly leaveOut?: readonly number[];
  /** What is done before pip runs, such as a binding that apt serves. */
  readonly first?: readonly Step[];
  /** What is to be said of that, where nothing is done. */
  readonly notes?: readonly string[];
}

/** A managed environment, made if missing, and pip in it. */
export function managed(facts: Facts, making: Making, reason: string): Decision {
  const step: VenvStep = {
    route: "venv",
    slot: making.slot.path,
    base: making.base,
    made: making.slot.published,
    systemPackages: making.systemPackages,
    leaveOut: [...positionsOf(facts, "use_user_site"), ...(making.leaveOut ?? [])],
    environment: {},
    link: making.link,
    runsPip:
      making.leaveOut === undefined ||
      making.leaveOut.length === 0 ||
      making.leaveOut.length < wanted(facts).length,
  };
  return {
    ...NOTHING,
    route: "venv",
    destination: { kind: making.kind, path: `${making.slot.path}/venv` },
    steps: [...(making.first ?? []), step],
    reasons: [reason],
    notes: [...userNotes(facts), ...hints(facts, making.first ?? []), ...(making.notes ?? [])],
  };
}

function userNotes(facts: Facts): readonly string[] {
  if (!isOn(facts, "use_user_site")) return [];
  return ["--user is left out: an environment refuses it, and this one is yours alone"];
}

/** pip will find no `tkinter` on any index, and apt does not serve it here; what is meant by it is said before pip says so. */
function hints(facts: Facts, first: readonly Step[]): readonly string[] {
  const served = new Set(
    first.flatMap((step) =>
      step.route === "apt" ? step.packages.map(({ requirement }) => requirement) : [],
    ),
  );
  return wanted(facts).flatMap(
    ({ name }) => (name && !served.has(name) && facts.dear.kinds?.get(name)?.hint) || [],
  );
}

/** Everything is there: pip's words for it, and no pip. */
export function nothing(facts: Facts, met: readonly Met[], reason: string): Decision {
  return {
    ...NOTHING,
    route: "nothing",
    destination: { kind: "none", path: facts.here.environment || null },
    steps: [],
    reasons: [reason],
    met,
  };
}

/** Nothing is changed: why, and the exact commands that would serve. */
export function explain(reason: string, next: readonly string[], code: string): Decision {
  return {
    ...NOTHING,
    route: "explain",
    destination: { kind: "none", path: null },
    steps: [],
    reasons: [reason],
    problems: [{ code, message: reason }],
    next,
  };
}

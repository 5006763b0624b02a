import type { Kind, Proof } from "../catalogue/answer.ts";
import type { MarkerEnvironment } from "../pip/evaluateMarker.ts";
import type { Request } from "../pip/request.ts";
import type { NormalizedName } from "../pip/requirement.ts";
import type { Policy } from "../policy/policy.ts";
import type { AptPackage } from "./plan.ts";

/** How we were called. */
export interface Invocation {
  /** `pip`, `pip3.11`, `safe-pip`; `python3` where it was `python3 -m pip`. */
  readonly name: string;
  /** A shim on PATH was typed, so `python` is ours too where `pythonIsShim`; or `safe-pip …` by name. */
  readonly reached: "shim" | "name";
  readonly pythonIsShim: boolean;
  readonly argv: readonly string[];
  /** Physical. */
  readonly cwd: string;
  readonly root: boolean;
  /** stdin and stderr are terminals. */
  readonly terminal: boolean;
  /** A question would be seen: a terminal, no `CI`, no `--no-input`. */
  readonly mayAsk: boolean;
  readonly off: boolean;
  /** A notebook's cell (`JPY_PARENT_PID`), with its kernel's environment where that is one of ours. */
  readonly notebook: { readonly environment: string | null } | null;
  /** `safe-pip install --into APP`: the pipx application that is extended. */
  readonly into: NormalizedName | null;
  /** `ROS_DISTRO` is set. */
  readonly ros: boolean;
  readonly ci: boolean;
  /** The file that a shell made of an unquoted `>=3.12` (`=3.12`); null for none. */
  readonly slip: string | null;
}

/** The Python that the pip that would run installs for. */
export interface Interpreter {
  /** Versioned, such as `/usr/bin/python3.11`. */
  readonly path: string;
  /** As `3.11`. */
  readonly version: string;
  /** The file that marks it (PEP 668); null where there is none. */
  readonly marker: string | null;
  /** It is the distribution's own, so that what apt brings is importable by it. */
  readonly ofDistribution: boolean;
  /** `python` typed here starts it too; else what is installed for it could not be imported by `python`. */
  readonly isNext: boolean;
}

/** Which Python the project's environment is made from: the policy's `python` may name another than `pip`'s. */
export type ProjectPython =
  | { readonly kind: "usual" }
  | {
      readonly kind: "other";
      readonly interpreter: Interpreter;
      /** `python3.12` typed here is our shim, so that it finds the environment. */
      readonly isShim: boolean;
    }
  /** No python of that version is on PATH. */
  | { readonly kind: "missing"; readonly version: string };

/** The pip that would run without us. */
export interface RealPip {
  /** What goes before argv. */
  readonly program: readonly string[];
  /** Its version, read from its metadata's name; null where unknown. */
  readonly version: string | null;
  /** The directory that holds it, as pip prints it; null where unknown. */
  readonly location: string | null;
  /** No pip is on PATH: it is the shared one. */
  readonly shared: boolean;
}

/** What `python` typed in this directory runs. */
export interface Here {
  readonly kind: "none" | "active" | "managed" | "home";
  /** The environment's directory; empty for `none`. */
  readonly environment: string;
  /** The environment's own pip; null where it has none. */
  readonly pip: string | null;
}

/** The place of a managed environment in the mirror. */
export interface Slot {
  readonly path: string;
  readonly published: boolean;
}

/** The project that the command is about. */
export type Project =
  | {
      /** `described`: it has a marker or a managed environment; `ordinary`: a directory of the user's, its own project. */
      readonly kind: "described" | "ordinary";
      readonly directory: string;
      /** What made it one, such as `pyproject.toml`; empty for an ordinary directory. */
      readonly markers: readonly string[];
      readonly slot: Slot;
      /** A `.venv` that is there and not ours. */
      readonly foreignVenv: string | null;
      /** The directory comes from the first `-r`, `-e` or path, not from the cwd. */
      readonly byArgument: boolean;
    }
  | { readonly kind: "none"; readonly reason: string };

/** A distribution that some python sees. */
export interface InstalledDistribution {
  readonly name: NormalizedName;
  /** As its metadata writes it. */
  readonly spelling: string;
  readonly version: string;
  /** The directory of sys.path that holds it. */
  readonly location: string;
  /** Requires-Dist, as written; read only when asked for. */
  readonly requires: () => readonly string[];
}

/** Whether, and how, apt could be used by this user on this machine. */
export type AptUse =
  | { readonly kind: "root" }
  | { readonly kind: "sudo-terminal" }
  | { readonly kind: "sudo-silent" }
  | { readonly kind: "none"; readonly reason: string };

/** What the catalogue says of one requested name, without asking apt. */
export interface ProjectKind {
  readonly kind: Kind;
  readonly commands: readonly string[];
  readonly includeDependencies: boolean;
  /** The Debian package of a binding that only the distribution has; null for everything else. */
  readonly binding: string | null;
  /** What is meant by a name that no index has (`tkinter`), and what to type; null for every other. */
  readonly hint: string | null;
}

/** Where something that is to be uninstalled lies. */
export type Whereabouts =
  | { readonly kind: "here" }
  | { readonly kind: "home"; readonly environment: string }
  | { readonly kind: "pipx"; readonly environment: string }
  | { readonly kind: "apt-by-us"; readonly package: string }
  | { readonly kind: "apt"; readonly location: string }
  | { readonly kind: "user-or-local"; readonly location: string }
  | { readonly kind: "nowhere" };

/** The pip of pipx's applications. */
export type PipxPip =
  /** There is no pipx but ours, whose pip is made as the policy needs it. */
  | { readonly kind: "own" }
  | {
      readonly kind: "machine";
      /** Of the shared libraries; null where pipx has not made them yet. */
      readonly version: string | null;
      /** Where they are, or would be. */
      readonly directory: string;
    };

/** Facts that cost something: read only when a rule asks for them. */
export interface DearFacts {
  /** What the python of the destination sees: the project's environment, or *here*'s. */
  readonly installed: readonly InstalledDistribution[];
  /** Why the distribution can't serve the command, whatever apt would say; null where apt's answer decides. */
  readonly ruledOut: string | null;
  /** One proof a requirement, in their order; one call of apt-cache for all, and for the bindings with them. */
  readonly proofs: readonly Proof[];
  readonly aptUse: AptUse;
  /** apt's packages of the requested bindings. */
  readonly bindingPackages: ReadonlyMap<NormalizedName, Omit<AptPackage, "spelling">>;
  readonly kinds: ReadonlyMap<NormalizedName, ProjectKind>;
  readonly whereabouts: ReadonlyMap<NormalizedName, Whereabouts>;
  /**
   * What is known of the project's `.venv` that is not ours: the user has not been asked about it, has said that
   * there is to be another beside it, or it can't be adopted (another user's, another Python's, none at all).
   */
  readonly foreignVenv: "undecided" | "separate" | "unfit";
  /** The user's No to apt for a package, remembered. */
  readonly declined: ReadonlySet<string>;
  /** Applications that pipx holds already, with their versions. */
  readonly applications: ReadonlyMap<NormalizedName, string>;
  /** Versions of the pips that environments have of their own, by slot; the others share one. */
  readonly ownPips: ReadonlyMap<string, string>;
  /** The pip that pipx would install with. */
  readonly pipxPip: PipxPip;
  /** Whether apt has the Python that the policy names, and this machine has not. */
  readonly pythonInApt: boolean;
  /** PEP 508's marker variables of the interpreter. */
  readonly markerVariables: MarkerEnvironment;
}

/** Everything the planner knows: plain values, read once. */
export interface Facts {
  readonly invocation: Invocation;
  readonly request: Request;
  readonly policy: Policy;
  readonly interpreter: Interpreter | null;
  readonly realPip: RealPip | null;
  readonly here: Here;
  readonly project: Project;
  readonly projectPython: ProjectPython;
  readonly home: Slot | null;
  /** The user's data directory; null where there is no place that is the user's own. */
  readonly data: string | null;
  readonly raspberryPi: boolean;
  /** Asks for a dear fact. A fact that was not read ends the planning; the caller reads it and plans again. */
  readonly dear: Partial<DearFacts>;
}

/** Thrown inside the planner alone: this fact is needed and was not read. */
export class FactNeeded extends Error {
  readonly fact: keyof DearFacts;
  constructor(fact: keyof DearFacts) {
    super(`the planner needs ${fact}`);
    this.fact = fact;
  }
}

/** A dear fact, or the demand for it. */
export function need<K extends keyof DearFacts>(facts: Facts, fact: K): DearFacts[K] {
  const value = facts.dear[fact];
  if (value === undefined) throw new FactNeeded(fact);
  return value as DearFacts[K];
}

import type { NormalizedName } from "../pip/requirement.ts";

/** Where a command is led. `nothing`: it is there already; `explain`: nothing is changed, and the answer says why. */
export type Route = "pip" | "venv" | "apt" | "pipx" | "nothing" | "explain";

/** Runs the real pip, or an environment's, with the caller's own argv. sh does it, by `exec`. */
export interface PipStep {
  readonly route: "pip";
  /** What goes before argv: the pip itself, or an interpreter and a pip. */
  readonly program: readonly string[];
  /** Positions of argv that are left out (`--user` where an environment refuses it). */
  readonly leaveOut: readonly number[];
  /** Settings for pip's environment; null unsets. */
  readonly environment: Readonly<Record<string, string | null>>;
}

/** Makes (where missing) and fills a managed environment. The runner does it, started by sh's `exec`. */
export interface VenvStep {
  readonly route: "venv";
  /** The mirror's directory of this environment: it holds `venv` and `base` once published. */
  readonly slot: string;
  /** The versioned interpreter the environment is made from, such as `/usr/bin/python3.11`. */
  readonly base: string;
  readonly made: boolean;
  /** What its python sees of the system's packages, and what its pip sees of them. */
  readonly systemPackages: "none" | "python" | "python-and-pip";
  readonly leaveOut: readonly number[];
  readonly environment: Readonly<Record<string, string | null>>;
  /** The project that gets a `.venv` link for editors; null for an ordinary directory and for home. */
  readonly link: string | null;
  /** False where everything that was asked for is a binding that apt serves: pip has nothing to do. */
  readonly runsPip: boolean;
}

/** A Debian package that serves a requirement. */
export interface AptPackage {
  readonly name: string;
  /** The candidate's full Debian version, which the simulation must choose too. */
  readonly version: string;
  /** What pip will see afterwards: the version in the package's own metadata. */
  readonly metadataVersion: string;
  readonly requirement: NormalizedName;
  /** As the user wrote the project's name. */
  readonly spelling: string;
}

/** Installs Debian packages, after a simulation that removes and upgrades nothing. */
export interface AptStep {
  readonly route: "apt";
  readonly packages: readonly AptPackage[];
  /** `root`: at once; `sudo`: by sudo, asked first where `ask`; never a password without a terminal. */
  readonly by: "root" | "sudo";
  readonly ask: boolean;
}

/** Takes away Debian packages that safe-pip installed, if nothing else goes with them. */
export interface AptRemoveStep {
  readonly route: "apt-remove";
  readonly packages: readonly string[];
  readonly by: "root" | "sudo";
  readonly ask: boolean;
}

/** One application and what is to be done with it. */
export interface PipxApplication {
  readonly name: NormalizedName;
  /** The requirement as pipx is to be given it, such as `black[d]==24.1`. */
  readonly spec: string;
  readonly action: "install" | "upgrade" | "reinstall" | "inject" | "uninstall";
  /** For `inject`: the application that is extended. */
  readonly into: NormalizedName | null;
  /** Its commands come from its dependencies (ansible): pipx's `--include-deps`. */
  readonly includeDependencies: boolean;
}

/** Installs applications, each into an environment of its own. */
export interface PipxStep {
  readonly route: "pipx";
  readonly applications: readonly PipxApplication[];
  /** pip's options that pipx hands on (`--index-url …`), as one list of words. */
  readonly pipArguments: readonly string[];
  /** For all users (root: /opt/pipx and /usr/local/bin) or this one. */
  readonly global: boolean;
  readonly interpreter: string;
  /** Settings for pipx's pip that no option can make. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The pip that a pipx of our own must have, such as `26.1`; left out where any will do. */
  readonly pipAtLeast?: string;
}

export type Step = PipStep | VenvStep | AptStep | AptRemoveStep | PipxStep;

/** Where something ends up. */
export interface Destination {
  readonly kind:
    | "real-pip"
    | "active-environment"
    | "managed-venv"
    | "home-environment"
    | "distribution"
    | "pipx"
    | "named-by-the-user"
    | "none";
  readonly path: string | null;
}

/** A requirement that is met already: what pip would print of it. */
export interface Met {
  /** As pip names it, such as `six` or `requests>=2`. */
  readonly requirement: string;
  readonly location: string;
  readonly version: string;
  /** What asks for it, as pip names it: `requests->-r requirements.txt (line 3)`; null for a word of the command line. */
  readonly from: string | null;
}

/** Something that stands in the way, with a stable code. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}

/**
 * Asked on a terminal before anything is done, once a directory and environment: whether the user's own `.venv` is
 * to be used. A Yes changes what is true, so the line is planned again; a No carries out the plan.
 */
export interface AdoptQuestion {
  readonly kind: "adopt";
  readonly environment: string;
  /** The place in the mirror that it would fill. */
  readonly slot: string;
  readonly text: string;
}

/** What a rule decides. A plain value: it prints as JSON, and `explain` is no more than that. */
export interface Decision {
  readonly route: Route;
  readonly destination: Destination;
  readonly steps: readonly Step[];
  /** Why, in sentences with the facts filled in; the first is the rule's. */
  readonly reasons: readonly string[];
  readonly problems: readonly Problem[];
  /** For `nothing`: what is there. */
  readonly met: readonly Met[];
  /** Commands that serve, for the user to type; the first is the one we would type. */
  readonly next: readonly string[];
  /** Said on stderr when the plan is carried out. */
  readonly notes: readonly string[];
  /** What the user is asked first. */
  readonly question?: AdoptQuestion;
}

/** A decision, the rule that made it, and the interpreter it was made for. */
export interface Plan extends Decision {
  readonly rule: string;
  readonly interpreter: string | null;
}

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Request } from "../pip/request.ts";
import { normalizeName } from "../pip/requirement.ts";
import type {
  Facts,
  Here,
  Interpreter,
  Invocation,
  Project,
  ProjectPython,
  RealPip,
  Slot,
} from "../plan/facts.ts";
import type { Policy } from "../policy/policy.ts";
import { readInterpreter } from "./interpreter.ts";
import { type Handed, isShim } from "./invocation.ts";
import { homeSlot } from "./mirror.ts";
import { readKernelEnvironment } from "./notebook.ts";
import type { Platform } from "./platform.ts";
import { readProject } from "./project.ts";
import { readSlip } from "./slip.ts";
import { readUserDirectories } from "./userDirectories.ts";

/** What the process was given: read once in `main`, handed down as a value. */
export interface Surroundings {
  readonly handed: Handed;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly uid: number;
  readonly platform: Platform;
}

/** How we were called; `--into APP` of `safe-pip install` is ours and has been taken out of argv already. */
export function readInvocation(
  given: Surroundings,
  argv: readonly string[],
  into: string | null,
): Invocation {
  const { handed, env, uid } = given;
  const quietly = env.CI !== undefined || env.PIP_NO_INPUT !== undefined || argv.includes("--no-input");
  return {
    name: handed.name,
    reached: handed.name === "safe-pip" ? "name" : "shim",
    pythonIsShim: firstOnPath("python3", env.PATH ?? "", isShim),
    argv,
    cwd: handed.physical,
    root: uid === 0,
    terminal: handed.terminal,
    mayAsk: handed.terminal && !quietly,
    off: env.SAFE_PIP === "off",
    notebook: env.JPY_PARENT_PID === undefined ? null : { environment: readKernelEnvironment(handed.data) },
    into: into === null ? null : normalizeName(into),
    ros: (env.ROS_DISTRO ?? "") !== "",
    ci: env.CI !== undefined,
    slip: readSlip(handed.physical),
  };
}

function firstOnPath(name: string, path: string, test: (candidate: string) => boolean): boolean {
  for (const directory of path.split(":")) {
    const candidate = join(directory, name);
    if (directory.startsWith("/") && existsSync(candidate)) return test(candidate);
  }
  return false;
}

/** The interpreter that the pip which would run installs for; null where nothing is known of it. */
export function readTarget(handed: Handed): Interpreter | null {
  const path = handed.interpreter || handed.next;
  return path === "" ? null : readInterpreter(path, handed.next);
}

/** The project that a request is about, read before the policy: a project has its say in it. */
export function readProjectOf(
  given: Surroundings,
  request: Request,
  interpreter: Interpreter | null,
): Project {
  return readProject({
    cwd: given.handed.physical,
    home: given.home,
    uid: given.uid,
    data: given.handed.data === "" ? "/nonexistent" : given.handed.data,
    version: interpreter?.version ?? "3",
    named: namedDirectories(request),
    userDirectories: readUserDirectories(given.home, given.env),
  });
}

/** What has been read already. */
export interface Known {
  readonly request: Request;
  readonly invocation: Invocation;
  readonly interpreter: Interpreter | null;
  readonly realPip: RealPip | null;
  readonly project: Project;
  readonly projectPython: ProjectPython;
  readonly policy: Policy;
}

/** Everything the planner is given but the dear facts. */
export function readFacts(given: Surroundings, known: Known): Facts {
  const { handed } = given;
  const data = handed.data === "" ? null : handed.data;
  const oneForAll: Project = { kind: "none", reason: "the policy has one environment for all" };
  return {
    ...known,
    project: known.policy.projectIsHome.value ? oneForAll : known.project,
    here: readHere(handed),
    home: data ? homeSlot(data, known.interpreter?.version ?? "3") : null,
    data,
    raspberryPi: given.platform.raspberryPi,
    dear: {},
  };
}

function readHere(handed: Handed): Here {
  const kinds = ["active", "managed", "home"] as const;
  const kind = kinds.find((each) => each === handed.here) ?? "none";
  const pip = ["pip", "pip3"].map((name) => join(handed.env, "bin", name)).find((path) => existsSync(path));
  return { kind, environment: handed.env, pip: kind === "none" ? null : (pip ?? null) };
}

/** The directories of the first `-r` file, editable or path: a project may be told by them. */
function namedDirectories(request: Request): readonly string[] {
  if (request.kind !== "command") return [];
  const files = request.files.filter((file) => file.startsWith("/")).map((file) => dirname(file));
  const paths = request.requirements.flatMap((each) =>
    each.path ? [each.editable || !isArchive(each.path) ? each.path : dirname(each.path)] : [],
  );
  return [...paths.slice(0, 1), ...files.slice(0, 1)];
}

function isArchive(path: string): boolean {
  return /\.(whl|zip|tar\.gz|tgz|tar|tar\.bz2|tbz|tar\.xz|txz)$/i.test(path);
}

/** Root's home environment, which every user's sees by a line in its own; null where there is none. */
export function sharedHome(version: string, uid: number): Slot | null {
  const slot = homeSlot("/var/lib/safe-pip", version);
  return uid !== 0 && slot.published ? slot : null;
}

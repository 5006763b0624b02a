import { realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { machinePolicy } from "../policy/readPolicy.ts";
import type { Way } from "../way.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { firstProgram } from "./pythons.ts";

/** Where set-up, teardown and doctor work, and for whom. */
export interface Places {
  readonly layout: Layout;
  readonly home: string;
  readonly uid: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The directory of the package that runs. */
  readonly package: string;
  /** A directory that everybody has on PATH, for `--system`. */
  readonly systemBin: string;
  /** The policy file that `--ci` and `--container` write: root's is the machine's. */
  readonly policy: string;
  /** The running node, by a name on PATH that outlives its next upgrade, where there is one. */
  readonly node: string;
}

/** The places of an invocation. */
export function placesOf(way: Way): Places {
  const { env, home, uid } = way.given;
  const configuration = env.XDG_CONFIG_HOME?.startsWith("/") ? env.XDG_CONFIG_HOME : join(home, ".config");
  return {
    layout: layoutOf(way.world.data),
    home,
    uid,
    env,
    package: way.package,
    systemBin: "/usr/local/bin",
    policy: uid === 0 ? machinePolicy : join(configuration, "safe-pip/config.toml"),
    node: lastingNode(process.execPath, env.PATH ?? ""),
  };
}

/** Why nothing can be set up at these places, and what to do; null where it can. */
export function refusal({ layout, home, uid }: Places, platform: string, wants: Wants): Refusal | null {
  const { data } = layout;
  if (platform === "win32") return { why: "set-up is not made for Windows", next: "py -m venv .venv" };
  if (!data.startsWith("/"))
    return { why: "HOME names no directory, so nothing can be kept", next: "HOME=~ safe-pip setup" };
  if (/[:\n]/.test(data))
    return { why: `no PATH can hold ${data}`, next: "XDG_DATA_HOME=/another/place safe-pip setup" };
  if (wants.system && uid !== 0)
    return { why: "--system is for all users, so it needs root", next: asRoot() };
  if (wants.container && !wants.system) {
    return { why: "--container is set up for all users", next: "safe-pip setup --system --container" };
  }
  if (wants.shells && ownerOf(home) !== uid) {
    return {
      why: `${home || "HOME"} does not belong to you, so nothing in it is changed`,
      next: "safe-pip setup, as its owner",
    };
  }
  const owner = ownerOf(data);
  if (owner !== null && owner !== uid)
    return { why: `${data} belongs to another user`, next: `ls -ld ${data}` };
  return null;
}

/** What was asked for, as far as refusals are concerned. */
export interface Wants {
  readonly system: boolean;
  readonly container: boolean;
  /** The start-up files of this user's shells are to be changed. */
  readonly shells: boolean;
}

/** A reason in one sentence, and the command to type next. */
export interface Refusal {
  readonly why: string;
  readonly next: string;
}

/** sudo's PATH has Debian's own programs, seldom a version manager's. */
function asRoot(): string {
  const own = firstProgram("safe-pip", "/usr/local/bin:/usr/bin");
  return own === null ? "sudo npx safe-pip setup --system" : "sudo safe-pip setup --system";
}

function ownerOf(path: string): number | null {
  try {
    return statSync(path).uid;
  } catch {
    return null;
  }
}

/**
 * process.execPath is a link's end: Homebrew's changes with each version. A name on PATH that leads to it is
 * better, unless it is one that ends with the session (fnm).
 */
function lastingNode(running: string, path: string): string {
  const named = firstProgram("node", path);
  if (named === null || /^(?:\/run|\/tmp|\/var\/tmp)\//.test(dirname(named))) return running;
  return realpathSync(named) === running ? named : running;
}

import { APT_ENVIRONMENT, isPackageName } from "../../catalogue/candidates.ts";
import type { AptPackage } from "../../plan/plan.ts";
import type { Command, World } from "../../world.ts";
import { asRoot } from "../typing.ts";

const APT_GET = "/usr/bin/apt-get";
const SUDO = "/usr/bin/sudo";

/**
 * What an apt that changes something gets besides C and a fixed PATH: no question of debconf's, and needrestart may
 * only list. Nothing of the caller's own: an APT_CONFIG of his would run as root.
 */
const SILENT: Readonly<Record<string, string>> = { DEBIAN_FRONTEND: "noninteractive", NEEDRESTART_MODE: "l" };

/** Of the caller's environment only these reach apt: how to get to the archive. */
const NETWORK = ["http_proxy", "https_proxy", "ftp_proxy", "no_proxy"];

/** Waits a minute for another apt; what has to be configured keeps the administrator's files as they are. */
const REAL = [
  "-o",
  "DPkg::Lock::Timeout=60",
  "-o",
  "Dpkg::Options::=--force-confdef",
  "-o",
  "Dpkg::Options::=--force-confold",
];

/**
 * `NAME=VERSION` after `--`. apt takes a name it knows for that package alone, and one that it does not know for a
 * pattern: so the name is one that apt-cache has just confirmed, and the simulation must show it at this version.
 * `?exact-name(NAME)=VERSION` is no better: with a second architecture it selects that one too, and fails.
 */
export function wordOf(each: AptPackage): string {
  return `${each.name}=${each.version}`;
}

/** False for what apt could take for anything but one package at one version (threats T20, T21). */
export function isSafe(each: AptPackage): boolean {
  return isPackageName(each.name) && /^[0-9][A-Za-z0-9.+~:-]*$/.test(each.version);
}

/** Shows what would be done, without root and without a lock. May remove and upgrade, so that it can be told what. */
export function simulation(verb: "install" | "remove", words: readonly string[], world: World): Command {
  const options = verb === "install" ? ["--no-install-recommends"] : [];
  return {
    argv: [APT_GET, "-s", verb, ...options, "--", ...words],
    env: environment(world),
    cwd: "/",
    output: "capture",
  };
}

/** Shows what would be fetched, without root and without a lock. */
export function sizeQuestion(words: readonly string[], world: World): Command {
  const argv = [APT_GET, "install", "--print-uris", "-y", "--no-install-recommends", "--", ...words] as const;
  return { argv: [...argv], env: environment(world), cwd: "/", output: "capture" };
}

/**
 * The command that changes something. As root directly; else by sudo, which never asks where nobody could answer,
 * and which asks on the terminal itself: apt's stdin is /dev/null for both, since a package's script may read.
 */
export function change(
  verb: "install" | "remove",
  words: readonly string[],
  by: "root" | "sudo",
  world: World,
): Command {
  const options = verb === "install" ? ["--no-install-recommends", "--no-remove", "--no-upgrade"] : [];
  const apt = [APT_GET, verb, "-y", ...options, ...REAL, "--", ...words] as const;
  const env = environment(world);
  if (by === "root")
    return { argv: [...apt], env: { ...env, ...SILENT, HOME: "/root" }, cwd: "/", output: "both" };
  const settings = Object.entries({ ...SILENT, LC_ALL: "C" }).map(([name, value]) => `${name}=${value}`);
  const argv = [SUDO, ...(world.mayAsk ? [] : ["-n"]), ...settings, ...apt] as const;
  return { argv: [...argv], env, cwd: "/", output: "both" };
}

/** What a person would type. */
export function typed(
  verb: "install" | "remove" | "update" | "upgrade",
  names: readonly string[],
  world: World,
): string {
  return asRoot(["apt-get", verb, ...names].join(" "), world);
}

/** What finishes an interrupted installation; never run by us, since it may ask. */
export function finishing(world: World): string {
  return asRoot("dpkg --configure -a", world);
}

function environment({ env }: World): Record<string, string> {
  const taken = [...NETWORK, "TERM"].flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...APT_ENVIRONMENT, ...Object.fromEntries(taken) };
}

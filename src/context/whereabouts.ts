import { join } from "node:path";
import { installedByApt, readEntries } from "../ledger/ledger.ts";
import type { NormalizedName } from "../pip/requirement.ts";
import type { Facts, InstalledDistribution, Whereabouts } from "../plan/facts.ts";
import { readInstalled } from "./installed.ts";
import { environmentPath, systemPath } from "./searchPath.ts";

/** Where each name that is to be uninstalled lies, nearest first: here, home, pipx, what apt brought for us. */
export function readWhereabouts(
  names: readonly NormalizedName[],
  facts: Facts,
  home: string,
  applications: ReadonlyMap<NormalizedName, string>,
): Map<NormalizedName, Whereabouts> {
  const { here, interpreter, data } = facts;
  const base = interpreter?.path ?? "";
  const own = (environment: string) =>
    namesOf(
      readInstalled(environmentPath(environment, base, home).filter((path) => path.startsWith(environment))),
    );
  const inHere = here.kind === "none" ? new Set<string>() : own(here.environment);
  const homeEnvironment = facts.home?.published ? join(facts.home.path, "venv") : null;
  const inHome = homeEnvironment ? own(homeEnvironment) : new Set<string>();
  const byApt = data ? installedByApt(readEntries(data)) : new Map();
  const system = readInstalled(interpreter ? systemPath(base, home) : []);
  const find = (name: NormalizedName): Whereabouts => {
    if (inHere.has(name)) return { kind: "here" };
    if (homeEnvironment && inHome.has(name)) return { kind: "home", environment: homeEnvironment };
    if (applications.has(name)) return { kind: "pipx", environment: name };
    const distribution = system.find((each) => each.name === name);
    if (!distribution) return { kind: "nowhere" };
    const ofApt = distribution.location.endsWith("/lib/python3/dist-packages");
    if (!ofApt) return { kind: "user-or-local", location: distribution.location };
    const item = byApt.get(name);
    return item?.package
      ? { kind: "apt-by-us", package: item.package }
      : { kind: "apt", location: distribution.location };
  };
  return new Map(names.map((name) => [name, find(name)]));
}

function namesOf(distributions: readonly InstalledDistribution[]): Set<string> {
  return new Set(distributions.map((each) => each.name));
}

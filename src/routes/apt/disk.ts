import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { publishersOf } from "../../catalogue/publishers.ts";
import { readInstalled } from "../../context/installed.ts";
import { readPlatform } from "../../context/platform.ts";
import { systemPath } from "../../context/searchPath.ts";
import type { InstalledDistribution } from "../../plan/facts.ts";
import type { World } from "../../world.ts";

/** What the apt route looks at on the machine besides what programs tell it. Tests hand in their own. */
export interface Disk {
  /** The distributions that the system's python3 finds now; of two with one name, the one that an import takes. */
  seen(): readonly InstalledDistribution[];
  /** The labels of the archives that are this distribution's own, as a simulated installation prints them. */
  labels(): ReadonlySet<string>;
  /** A dpkg is at work: what it has begun is not interrupted, and its end is worth waiting for. */
  dpkgIsAtWork(): boolean;
}

/** The real one. */
export function diskOf(world: World): Disk {
  const home = world.env.HOME?.startsWith("/") ? world.env.HOME : "";
  return { seen: () => seenBySystem(home), labels: () => publishersOf(readPlatform()).labels, dpkgIsAtWork };
}

function seenBySystem(home: string): readonly InstalledDistribution[] {
  try {
    return readInstalled(systemPath(realpathSync("/usr/bin/python3"), home));
  } catch {
    return [];
  }
}

/** Between two runs of its dpkg, apt still holds the lock. */
const PROGRAMS = new Set(["dpkg", "apt", "apt-get", "aptitude", "unattended-upgr"]);

/** By the names of processes: dpkg's lock is no answer, since only root may try it. */
function dpkgIsAtWork(): boolean {
  const ids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return ids.some((id) => {
    try {
      return PROGRAMS.has(readFileSync(`/proc/${id}/comm`, "utf8").trim());
    } catch {
      return false;
    }
  });
}

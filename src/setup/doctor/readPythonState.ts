import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileReader } from "../../context/files.ts";
import { namesIn } from "../../directory.ts";
import { readCutShort } from "../../ledger/ledger.ts";
import { readConfiguration, type Setting } from "../../pip/config/readConfiguration.ts";
import { homesOf } from "../../pip/homes.ts";
import { parsePipVersion } from "../../pip/options/pipVersion.ts";
import { isAlive } from "../isAlive.ts";
import type { Places } from "../places.ts";

/** What is known of the distribution's Python, of pip's settings, and of the environments made so far. */
export interface PythonState {
  /** PEP 668 markers that a package of the distribution's brought, and that are gone. */
  readonly deletedMarkers: readonly DeletedMarker[];
  /** Settings that tell pip for good to ignore the marker. */
  readonly disarming: readonly Setting[];
  /** Environments whose interpreter has gone. */
  readonly lost: readonly LostEnvironment[];
  /** Installs that were killed, and after which nothing was installed in the same place. */
  readonly interrupted: readonly InterruptedInstall[];
}

/** An install that was killed: its environment may hold half of something. */
export interface InterruptedInstall {
  /** The directory that it was for; empty for the home environment. */
  readonly directory: string;
  /** Normalised names; empty where they are not known. */
  readonly asked: readonly string[];
}

/** An environment whose interpreter has gone: what it held can be installed again for the one that came. */
export interface LostEnvironment {
  /** The directory that it was for; empty for the home environment. */
  readonly directory: string;
  readonly hasRequirements: boolean;
  /** The distributions in it, by the names of their metadata. */
  readonly distributions: readonly string[];
}

/** A marker that is gone, and the package that owns it. */
export interface DeletedMarker {
  readonly path: string;
  readonly package: string;
}

/** Reads it; bounded, nothing is started. */
export function readPythonState({ layout, env, home }: Places, cwd: string): PythonState {
  return {
    deletedMarkers: readDeletedMarkers(),
    disarming: readDisarming(env, home, cwd),
    lost: readLost(layout.data),
    interrupted: readInterrupted(layout.data),
  };
}

const DPKG = "/var/lib/dpkg/info";

/** dpkg's list of the standard library's package names the marker, wherever somebody has moved it. */
function readDeletedMarkers(): DeletedMarker[] {
  return namesIn(DPKG).flatMap((name) => {
    const version = /^libpython(3\.\d+)-stdlib(?::\w+)?\.list$/.exec(name)?.[1];
    if (version === undefined) return [];
    const path = `/usr/lib/python${version}/EXTERNALLY-MANAGED`;
    const owns = readFileSync(join(DPKG, name), "utf8").split("\n").includes(path);
    return owns && !existsSync(path) ? [{ path, package: `libpython${version}-stdlib` }] : [];
  });
}

function readDisarming(env: Places["env"], home: string, cwd: string): readonly Setting[] {
  const version = parsePipVersion("23.0.1");
  const places = {
    env,
    cwd,
    homes: homesOf(home || null, fileReader),
    prefix: "/usr",
    platform: process.platform,
    version,
    files: fileReader,
  };
  const read = readConfiguration(places, false);
  if ("refusal" in read) return [];
  const isTrue = (value: string) => /^(?:y|yes|t|true|on|1)$/i.test(value.trim());
  return read.settings.filter(({ key, value }) => key === "break-system-packages" && isTrue(value));
}

/** Directories of the mirror that are looked at; nobody has more projects. */
const LIMIT = 20_000;

function readLost(data: string): LostEnvironment[] {
  const lost: LostEnvironment[] = [];
  const waiting = [{ at: join(data, "dirs"), directory: "/" }];
  for (let seen = 0; waiting.length > 0 && seen < LIMIT; seen++) {
    const next = waiting.pop();
    if (next === undefined) break;
    for (const name of directoriesIn(next.at)) {
      const at = join(next.at, name);
      if (name === "@") lost.push(...lostIn(at, next.directory));
      else waiting.push({ at, directory: join(next.directory, name) });
    }
  }
  lost.push(...lostIn(join(data, "home/@"), ""));
  return lost.sort((one, other) => (one.directory < other.directory ? -1 : 1));
}

/** `base` leads to the interpreter that an environment was made from; a link to nothing is a lost one. */
function lostIn(slots: string, directory: string): LostEnvironment[] {
  const slotNames = namesIn(slots).filter((name) => /^\d+\.\d+$/.test(name));
  const versions = slotNames.filter((version) => {
    const base = join(slots, version, "base");
    return lstatSync(base, { throwIfNoEntry: false }) !== undefined && !existsSync(base);
  });
  const hasRequirements = directory !== "" && existsSync(join(directory, "requirements.txt"));
  return versions.map((version) => {
    const found = namesIn(join(slots, version, "venv/lib", `python${version}`, "site-packages"));
    const distributions = found.flatMap(
      (name) => /^([A-Za-z0-9][\w.]*)-[^-]+\.dist-info$/.exec(name)?.[1] ?? [],
    );
    return { directory, hasRequirements, distributions: distributions.sort() };
  });
}

function readInterrupted(data: string): InterruptedInstall[] {
  return readCutShort(data, isAlive).flatMap(({ slot, asked = [] }) => {
    // What was never published is not used: the next install takes it away.
    if (slot === null || !existsSync(join(slot, "base"))) return [];
    const place = relative(join(data, "dirs"), join(slot, "../.."));
    return [{ directory: place.startsWith("..") ? "" : `/${place}`, asked }];
  });
}

function directoriesIn(directory: string): string[] {
  try {
    const entries = readdirSync(directory, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}

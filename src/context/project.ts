import { lstatSync, readlinkSync, type Stats, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { namesIn } from "../directory.ts";
import type { Project } from "../plan/facts.ts";
import { slotOf } from "./mirror.ts";

/** What the search for a project needs to know. */
export interface ProjectSearch {
  /** Physical. */
  readonly cwd: string;
  readonly home: string;
  readonly uid: number;
  readonly data: string;
  readonly version: string;
  /** Directories of the first `-r`, `-e` or path, in their order; absolute. */
  readonly named: readonly string[];
  /** The user's XDG directories (Desktop, Downloads …), which are no projects. */
  readonly userDirectories: readonly string[];
}

const MARKER =
  /^(?:pyproject\.toml|setup\.py|setup\.cfg|Pipfile|requirements[^/]*\.txt|\.safe-pip\.toml|\.git)$/;

/** Directories that end every search: what lies in them belongs to nobody's project. */
const ENDS = ["/", "/tmp", "/var/tmp"];

/** System directories, and the places below them that are people's own after all. */
const SYSTEM = [
  "/etc",
  "/usr",
  "/var",
  "/boot",
  "/bin",
  "/sbin",
  "/lib",
  "/lib64",
  "/proc",
  "/sys",
  "/dev",
  "/run",
];
const NOT_SYSTEM = ["/usr/src/app", "/usr/local/src", "/var/www", "/var/tmp"];

/** The project of the working directory; else that of the first file or path named; else an ordinary directory. */
export function readProject(search: ProjectSearch): Project {
  const here = nearest(search.cwd, search);
  if (here) return described(here, search, false);
  for (const directory of search.named) {
    const found = nearest(directory, search);
    if (found) return described(found, search, true);
  }
  const reason = noOrdinaryDirectory(search);
  if (reason) return { kind: "none", reason };
  const slot = slotOf(search.data, search.cwd, search.version);
  return {
    kind: "ordinary",
    directory: search.cwd,
    markers: [],
    slot,
    foreignVenv: foreignVenv(search.cwd, search.data),
    byArgument: false,
  };
}

interface Found {
  readonly directory: string;
  readonly markers: readonly string[];
}

/**
 * The nearest directory upwards with a marker or a managed environment. Only over directories of the user's or
 * root's; it ends at the home directory, at a file system's boundary and at a world-writable ancestor, where
 * anybody could have planted a marker (T6). The first directory may itself be world-writable.
 */
function nearest(start: string, search: ProjectSearch): Found | null {
  let directory = start;
  let device: number | null = null;
  while (!ENDS.includes(directory) && directory !== search.home) {
    const state = stateOf(directory);
    if (!state || (state.uid !== search.uid && state.uid !== 0)) return null;
    if (device !== null && (state.dev !== device || (state.mode & 0o002) !== 0)) return null;
    device = state.dev;
    const markers = markersIn(directory, search.uid);
    if (markers.length > 0 || slotOf(search.data, directory, search.version).published)
      return { directory, markers };
    directory = dirname(directory);
  }
  return null;
}

function stateOf(directory: string): Stats | null {
  try {
    const state = statSync(directory);
    return state.isDirectory() ? state : null;
  } catch {
    return null;
  }
}

function markersIn(directory: string, uid: number): string[] {
  if (uid !== 0 && isSystem(directory)) return [];
  return namesIn(directory).filter((name) => MARKER.test(name));
}

function described({ directory, markers }: Found, search: ProjectSearch, byArgument: boolean): Project {
  const slot = slotOf(search.data, directory, search.version);
  // An ordinary directory that has got its environment stays an ordinary one: it sees the system's packages.
  const kind = markers.length > 0 ? "described" : "ordinary";
  return { kind, directory, markers, slot, foreignVenv: foreignVenv(directory, search.data), byArgument };
}

/** Why the cwd is not a directory that could have an environment of its own; null where it could. */
function noOrdinaryDirectory(search: ProjectSearch): string | null {
  const { cwd, home } = search;
  if (ENDS.includes(cwd)) return `${cwd} is no project`;
  if (cwd === home) return "the home directory is no project";
  if (search.userDirectories.includes(cwd)) return `${cwd} is no project`;
  if (isSystem(cwd)) return `${cwd} is the system's`;
  const state = stateOf(cwd);
  if (!state) return `${cwd} can't be read`;
  if (state.uid !== search.uid) return `${cwd} is not yours`;
  if (cwd.split("/").includes("@")) return `the mirror has no place for ${cwd}`;
  return null;
}

function isSystem(directory: string): boolean {
  const below = (top: string) => directory === top || directory.startsWith(`${top}/`);
  return SYSTEM.some(below) && !NOT_SYSTEM.some(below);
}

/** A `.venv` that is there and leads to none of ours. Only looked at, never read or started. */
function foreignVenv(directory: string, data: string): string | null {
  const path = join(directory, ".venv");
  try {
    const state = lstatSync(path);
    if (state.isSymbolicLink()) return readlinkSync(path).startsWith(`${data}/`) ? null : path;
    return state.isDirectory() ? path : null;
  } catch {
    return null;
  }
}

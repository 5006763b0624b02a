import { existsSync, lstatSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { differingFiles } from "../installSet.ts";
import { layoutOf, shimNames } from "../layout.ts";
import { type PackageFile, readPackageFiles } from "../packageFiles.ts";
import type { Places } from "../places.ts";
import { firstProgram, isProgram, readPythonVersions } from "../pythons.ts";
import { findSourcePackage } from "../sourcePackage.ts";
import { mountOptions } from "./mountOptions.ts";

/** As the sh entry has it. */
const ROOT_DATA = "/var/lib/safe-pip";

/** What is known of the copy in the data directory, and of the programs that it needs. */
export interface SetFacts {
  readonly shims: string;
  readonly isThere: boolean;
  /** Root's copy, which serves every user by its links in /usr/local/bin; null where there is none. */
  readonly forAll: string | null;
  /** The package that the copy is compared with, and the files in which the two differ. */
  readonly source: string;
  readonly differing: readonly string[];
  readonly missingNames: readonly string[];
  readonly node: NodeFound;
  /** The python3 that is no shim; null where there is none. */
  readonly python: string | null;
  /** The mount point that forbids to run what is in the data directory; null where none does. */
  readonly noexec: string | null;
}

/** The node that a shim would find. */
export type NodeFound =
  | { readonly kind: "found" | "not-roots"; readonly path: string }
  | { readonly kind: "none" };

/** Reads them. `next` is the python3 that the sh entry has found. */
export function readSet(places: Places, next: string): SetFacts {
  const { layout, env } = places;
  const path = env.PATH ?? "";
  const source = findSourcePackage(places);
  const isThere = existsSync(layout.entry);
  return {
    shims: layout.shims,
    isThere,
    forAll: existsSync(layoutOf(ROOT_DATA).entry) ? layoutOf(ROOT_DATA).shims : null,
    source,
    differing: isThere ? differingFiles(packageFiles(source), layout) : [],
    missingNames: isThere
      ? shimNames(readPythonVersions(path)).filter((name) => !hasName(name, layout.shims))
      : [],
    node: findNode(places, path),
    python: next === "" ? null : next,
    noexec: noexecMount(layout.data),
  };
}

function packageFiles(source: string): PackageFile[] {
  try {
    return readPackageFiles(source);
  } catch {
    return [];
  }
}

function hasName(name: string, shims: string): boolean {
  return lstatSync(join(shims, name), { throwIfNoEntry: false }) !== undefined;
}

/** As the sh entry looks for it: on PATH, else the one that set-up has noted. */
function findNode({ layout, uid }: Places, path: string): NodeFound {
  const found = firstProgram("node", path) ?? notedNode(layout.nodePath);
  if (found === null) return { kind: "none" };
  return { kind: uid === 0 && statSync(found).uid !== 0 ? "not-roots" : "found", path: found };
}

function notedNode(file: string): string | null {
  try {
    const noted = readFileSync(file, "utf8").trim();
    return isProgram(noted) ? noted : null;
  } catch {
    return null;
  }
}

function noexecMount(directory: string): string | null {
  try {
    const mount = mountOptions(readFileSync("/proc/self/mounts", "utf8"), directory);
    return mount?.options.includes("noexec") ? mount.point : null;
  } catch {
    return null;
  }
}

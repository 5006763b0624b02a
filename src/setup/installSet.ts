import {
  existsSync,
  linkSync,
  lstatSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { isShim } from "../context/invocation.ts";
import { namesIn } from "../directory.ts";
import { asideOf, asideProcess, makeDirectories, replaceFile } from "./atomicFile.ts";
import { installedCommands } from "./installedCommands.ts";
import { isVersionedName, type Layout } from "./layout.ts";
import type { PackageFile } from "./packageFiles.ts";
import type { Step, Steps } from "./step.ts";

/** What the set in the data directory is to be. */
export interface WantedSet {
  readonly files: readonly PackageFile[];
  /** Names beside the sh entry that lead to it. */
  readonly names: readonly string[];
  /** The node for callers whose PATH has none, absolute. */
  readonly node: string;
  /** Of the data directory itself, where it is to be made: 0700 for a user's, 0755 for root's. */
  readonly dataMode: number;
}

/**
 * The steps that make the set what it is to be, file by file, each by a rename, so that a `pip` that starts
 * meanwhile finds the old or the new one. Nothing is written that is there already.
 */
export function setSteps(wanted: WantedSet, layout: Layout): Steps {
  const files = [...wanted.files, nodePath(wanted.node)];
  const stale = [...differingFiles(files, layout), ...staleFiles(files, layout)];
  const steps: Step[] = [];
  if (stale.length > 0) {
    const isNew = !existsSync(layout.entry);
    const says = isNew ? "a copy of safe-pip that needs no npm" : "the copy of safe-pip is renewed";
    steps.push({
      what: isNew ? "make" : "change",
      path: layout.data,
      says,
      act: () => copyAll(wanted, files, layout),
    });
  }
  const names = wanted.names.map((name) => ({ name, state: stateOfName(name, wanted, layout) }));
  // A new entry is a new file: the names still lead to the old one.
  const renews = stale.includes("shims/safe-pip");
  const missing = names.filter(({ state }) => state === "missing" || (state === "there" && renews));
  if (missing.length > 0) {
    const says = missing.map(({ name }) => name).join(", ");
    const act = () => {
      for (const { name } of missing) publishName(name, layout);
    };
    steps.push({ what: "make", path: layout.shims, says, act });
  }
  steps.push(...commandSteps(layout), ...goneNames(wanted.names, layout));
  const foreign = names.filter(({ state }) => state === "foreign");
  const problems = foreign.map(
    ({ name }) => `${join(layout.shims, name)} is not safe-pip's and stays; move it away`,
  );
  return { steps, notes: [], problems };
}

/** Files of the set whose bytes are not the package's: it is newer, or somebody changed them. */
export function differingFiles(files: readonly PackageFile[], layout: Layout): string[] {
  return files.filter((file) => !isThere(file, layout)).map(({ path }) => path);
}

function nodePath(node: string): PackageFile {
  return { path: "shims/node-path", bytes: Buffer.from(`${node}\n`), mode: 0o644 };
}

function isThere({ path, bytes, mode }: PackageFile, { data }: Layout): boolean {
  const at = join(data, path);
  const state = lstatSync(at, { throwIfNoEntry: false });
  return state?.isFile() === true && (state.mode & 0o777) === mode && readFileSync(at).equals(bytes);
}

/** What an older package had and this one no longer has. */
function staleFiles(files: readonly PackageFile[], { data }: Layout): string[] {
  const wanted = new Set(files.map(({ path }) => path));
  return ["dist", "shims/safe_pip_runner"].flatMap((part) =>
    namesIn(join(data, part))
      .filter((name) => asideProcess(name) === null)
      .map((name) => `${part}/${name}`)
      .filter((path) => !wanted.has(path) && lstatSync(join(data, path)).isFile()),
  );
}

function copyAll({ dataMode }: WantedSet, files: readonly PackageFile[], layout: Layout): void {
  makeDirectories(layout.data, dataMode);
  for (const part of ["dist", "shims", "shims/safe_pip_runner"])
    makeDirectories(join(layout.data, part), 0o755);
  for (const file of files) {
    if (!isThere(file, layout))
      replaceFile(join(layout.data, file.path), file.bytes.toString("latin1"), file.mode);
  }
  for (const path of staleFiles(files, layout)) rmSync(join(layout.data, path), { force: true });
}

function stateOfName(name: string, { files }: WantedSet, layout: Layout): "there" | "missing" | "foreign" {
  const path = join(layout.shims, name);
  const state = lstatSync(path, { throwIfNoEntry: false });
  if (state === undefined) return "missing";
  if (!isShim(path)) return "foreign";
  const entry = lstatSync(layout.entry, { throwIfNoEntry: false });
  if (entry === undefined || sameFile(state, entry)) return entry === undefined ? "missing" : "there";
  // On a file system without hard links every name is a copy.
  const bytes = files.find((file) => file.path === "shims/safe-pip")?.bytes;
  const isCopy = entry.nlink === 1 && state.isFile() && bytes?.equals(readFileSync(path));
  return isCopy ? "there" : "missing";
}

/**
 * A hard link to the entry, so that a path that was resolved to its end (`readlink -f "$(command -v python3)"`)
 * keeps its name; a copy where the file system has none.
 */
function publishName(name: string, layout: Layout): void {
  const path = join(layout.shims, name);
  const aside = asideOf(path);
  try {
    linkSync(layout.entry, aside);
  } catch {
    replaceFile(path, readFileSync(layout.entry, "latin1"), 0o755);
    return;
  }
  renameSync(aside, path);
  // A rename onto a link to the same file does nothing, so the other name is still there.
  rmSync(aside, { force: true });
}

/** Commands that were installed before there were shims (`DATA/commands` has each by its name) get theirs now. */
function commandSteps(layout: Layout): Step[] {
  const missing = installedCommands(layout).filter(
    (name) => lstatSync(join(layout.shims, name), { throwIfNoEntry: false }) === undefined,
  );
  if (missing.length === 0) return [];
  const act = () => {
    for (const name of missing) symlinkSync("safe-pip", join(layout.shims, name));
  };
  return [
    { what: "make", path: layout.shims, says: `what was installed before: ${missing.join(", ")}`, act },
  ];
}

/** Names of Pythons that have gone. Commands that installs brought are not set-up's to take away. */
function goneNames(names: readonly string[], layout: Layout): Step[] {
  const gone = namesIn(layout.shims).filter((name) => isVersionedName(name) && !names.includes(name));
  const ours = gone.map((name) => join(layout.shims, name)).filter((path) => isShim(path));
  return ours.map((path): Step => {
    return { what: "remove", path, says: "its Python has gone", act: () => rmSync(path) };
  });
}

function sameFile(one: Stats, other: Stats): boolean {
  return one.dev === other.dev && one.ino === other.ino;
}

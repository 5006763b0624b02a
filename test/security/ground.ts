import assert from "node:assert/strict";
import type { Finished } from "../process.ts";

/**
 * Where a hostile set-up is made, and somebody types in it: a hermetic home, or a home of one of a machine's users.
 * Every hostile payload touches one file, the canary.
 */
export interface Ground {
  /** The directory that set-ups are made below; the typist's own. */
  readonly home: string;
  /** The typist's data directory. */
  readonly data: string;
  /** A line of sh that sings. */
  readonly sing: string;
  /** The same for Python. */
  readonly singInPython: string;
  /** PATH where something is typed: the shims first. */
  readonly path: string;
  /** What installs for a directory: root without a terminal is not asked by which Python it will be imported. */
  readonly pip: "pip" | "safe-pip";
  /** root reads what nobody may read. */
  readonly isRoot: boolean;
  /** Runs a script as the typist, with no shim on PATH. */
  sh(script: string, cwd?: string): Promise<Finished>;
  /** Types a line of sh, with the shims first on PATH. */
  type(line: string, cwd: string): Promise<Finished>;
  /** Whether something hostile was run since it was last asked. */
  hasSung(): Promise<boolean>;
}

/** A case that every ground can run, with its name. */
export type GroundCase = readonly [name: string, run: (ground: Ground) => Promise<void>];

/** Files of a set-up by their path below its directory: a text, a program, or a link. */
export type Files = Readonly<
  Record<string, string | { readonly program: string } | { readonly link: string }>
>;

/** Types a line; fails where something hostile was run by it. */
export async function typeSilently(ground: Ground, line: string, cwd: string): Promise<Finished> {
  const ran = await ground.type(line, cwd);
  assert.equal(await ground.hasSung(), false, `something hostile was run by: ${line}`);
  return ran;
}

/** Makes a directory below the ground's home, with these files. Returns its absolute path. */
export async function makeDirectory(ground: Ground, name: string, files: Files = {}): Promise<string> {
  const directory = `${ground.home}/${name}`;
  const lines = Object.entries(files).map(([file, content]) => lineFor(`${directory}/${file}`, content));
  await must(ground, [`mkdir -p ${quoted(directory)}`, ...lines].join("\n"));
  return directory;
}

/** The script's stdout; fails where the script does. */
export async function must(ground: Ground, script: string, cwd?: string): Promise<string> {
  const ran = await ground.sh(`set -e\n${script}`, cwd);
  assert.equal(ran.exitCode, 0, `${script}\n${ran.stdout}${ran.stderr}`);
  return ran.stdout;
}

function lineFor(file: string, content: Files[string]): string {
  const parent = `mkdir -p ${quoted(file.slice(0, file.lastIndexOf("/")))}`;
  const at = quoted(file);
  if (typeof content === "string") return `${parent}; printf %s ${quoted(content)} > ${at}`;
  if ("link" in content) return `${parent}; ln -s ${quoted(content.link)} ${at}`;
  return `${parent}; printf %s ${quoted(content.program)} > ${at}; chmod 755 ${at}`;
}

/** One word for sh. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

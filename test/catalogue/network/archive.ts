import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { fetchIndices, type PrivateRoot, type Wanted } from "../../../src/catalogue/make/privateRoot.ts";

const execute = promisify(execFile);

/** The archive's indices in private roots, or the reason why they can't be had here. */
export type Archive =
  | { readonly kind: "roots"; readonly roots: ReadonlyMap<string, PrivateRoot> }
  | { readonly kind: "out-of-reach"; readonly reason: string };

/** Fetches the indices of releases from the archive that this machine's apt uses, below `directory`. */
export async function reach(
  releases: readonly string[],
  directory: string,
  wanted: Wanted,
): Promise<Archive> {
  if (!existsSync("/usr/bin/apt-get")) return { kind: "out-of-reach", reason: "there is no apt here" };
  const roots = new Map<string, PrivateRoot>();
  try {
    for (const release of releases) roots.set(release, await fetchIndices(release, directory, wanted));
  } catch (error) {
    const first = error instanceof Error ? error.message.split("\n").at(-1) : String(error);
    return { kind: "out-of-reach", reason: `Debian's archive can't be reached: ${first}` };
  }
  return { kind: "roots", roots };
}

export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), "safe-pip-archive-"));
}

/** Fetches packages without installing them and hands each file to `look`, then removes it. */
export async function withDebs(
  root: PrivateRoot,
  packages: readonly string[],
  look: (file: string) => Promise<void>,
): Promise<void> {
  const directory = temporaryDirectory();
  try {
    const options = { cwd: directory, env: root.environment, maxBuffer: 1e8 };
    await execute("/usr/bin/apt-get", ["download", "-qq", "--", ...packages], options);
    for (const name of readdirSync(directory)) await look(join(directory, name));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The size of each package's file in bytes; a package that the release does not have is left out. */
export async function sizes(
  root: PrivateRoot,
  packages: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { stdout } = await execute("/usr/bin/apt-cache", ["show", "--no-all-versions", "--", ...packages], {
    env: root.environment,
    maxBuffer: 1e8,
  }).catch((error: { stdout: string }) => error);
  const all = stdout
    .split("\n\n")
    .map((stanza) => [/^Package: (.*)$/m.exec(stanza)?.[1], /^Size: (.*)$/m.exec(stanza)?.[1]]);
  return new Map(all.flatMap(([name, size]) => (name && size ? [[name, Number(size)] as const] : [])));
}

/** What a program prints. */
export async function outputOf(...[program, ...argv]: readonly [string, ...string[]]): Promise<string> {
  return (await execute(program, argv, { maxBuffer: 1e8, env: { LC_ALL: "C", PATH: "/usr/bin:/bin" } }))
    .stdout;
}

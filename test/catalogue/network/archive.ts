import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
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

/** A package's file, as the archive's signed index has it. */
export interface DebFile {
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
}

/** The file of each package; a package that the release does not have is left out. */
export async function filesOf(
  root: PrivateRoot,
  packages: readonly string[],
): Promise<ReadonlyMap<string, DebFile>> {
  const { stdout } = await execute("/usr/bin/apt-cache", ["show", "--no-all-versions", "--", ...packages], {
    env: root.environment,
    maxBuffer: 1e8,
  }).catch((error: { stdout: string }) => error);
  const field = (stanza: string, name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(stanza)?.[1];
  const all = stdout.split("\n\n").map((stanza) => {
    const [name, size, sha256] = ["Package", "Size", "SHA256"].map((each) => field(stanza, each));
    return { name, size: Number(size), sha256 };
  });
  return new Map(
    all.flatMap(({ name, size, sha256 }) => (name && sha256 ? [[name, { size, sha256 }] as const] : [])),
  );
}

const CACHE = join(process.env.SAFE_PIP_TEST_CACHE ?? join(tmpdir(), "safe-pip-test-cache"), "deb-listings");

/**
 * The lines of each package's list of files that name metadata. A package is fetched once a machine: its list is kept
 * in SAFE_PIP_TEST_CACHE under the file's checksum, by which apt would know it too.
 */
export async function listingsOf(
  root: PrivateRoot,
  files: ReadonlyMap<string, DebFile>,
): Promise<ReadonlyMap<string, string>> {
  mkdirSync(CACHE, { recursive: true });
  const kept = (name: string) => join(CACHE, `${files.get(name)?.sha256}.txt`);
  const missing = [...files.keys()].filter((name) => !existsSync(kept(name)));
  if (missing.length > 0)
    await withDebs(root, missing, async (file) => {
      const listing = await outputOf("/usr/bin/dpkg-deb", "--contents", file);
      const lines = listing.split("\n").filter((line) => /\.(?:dist|egg)-info(?:\/|$)/.test(line));
      // Whole or not at all: another run may be reading.
      const part = `${kept(basename(file).split("_")[0] ?? "")}.${process.pid}`;
      writeFileSync(part, `${lines.join("\n")}\n`);
      renameSync(part, part.replace(/\.\d+$/, ""));
    });
  return new Map([...files.keys()].map((name) => [name, readFileSync(kept(name), "utf8")]));
}

/** What a program prints. */
export async function outputOf(...[program, ...argv]: readonly [string, ...string[]]): Promise<string> {
  return (await execute(program, argv, { maxBuffer: 1e8, env: { LC_ALL: "C", PATH: "/usr/bin:/bin" } }))
    .stdout;
}

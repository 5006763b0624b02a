import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A file of the package that set-up copies: its path in the package, its bytes, and whether it is run. */
export interface PackageFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly mode: 0o644 | 0o755;
}

/** Directories of the package that make up the self-contained set. */
const PARTS = ["dist", "shims/safe_pip_runner", "shims"] as const;

/**
 * The files that a copy needs to work without the package: what is in dist/ and shims/, and package.json for
 * `--version`. The sh entry comes last, so that what it starts is there before it.
 *
 * @throws where `directory` is no whole package.
 */
export function readPackageFiles(directory: string): PackageFile[] {
  const files = PARTS.flatMap((part) => filesIn(directory, part)).filter(isOurs);
  const paths = new Set(files.map(({ path }) => path));
  for (const needed of ["dist/safe-pip.cjs", "shims/runner.py", "shims/safe-pip"]) {
    if (!paths.has(needed)) throw new Error(`${join(directory, needed)} is missing`);
  }
  const rank = ({ path }: PackageFile) => (path === "shims/safe-pip" ? 1 : 0);
  return [file(directory, "package.json"), ...files].sort((one, other) => rank(one) - rank(other));
}

/** In a directory that set-up has filled, names and commands stand beside the set. */
function isOurs({ path }: PackageFile): boolean {
  if (!path.startsWith("shims/")) return true;
  return path === "shims/safe-pip" || path.endsWith(".py") || path.endsWith(".cmd");
}

function filesIn(directory: string, part: string): PackageFile[] {
  const names = readdirSync(join(directory, part)).sort();
  const paths = names.map((name) => `${part}/${name}`);
  return paths
    .filter((path) => lstatSync(join(directory, path)).isFile())
    .map((path) => file(directory, path));
}

function file(directory: string, path: string): PackageFile {
  const mode = path === "shims/safe-pip" ? 0o755 : 0o644;
  return { path, bytes: readFileSync(join(directory, path)), mode };
}

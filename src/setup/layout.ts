import { join } from "node:path";

/** Where set-up puts things below a data directory: the same layout as the package's, so that `../dist` is found. */
export interface Layout {
  readonly data: string;
  /** The directory that goes first on PATH. */
  readonly shims: string;
  readonly dist: string;
  /** The one sh entry; every name is a hard link to it. */
  readonly entry: string;
  /** Holds the absolute path of the node that ran set-up. */
  readonly nodePath: string;
  /** What set-up changed elsewhere, and copies of what stood there. */
  readonly record: string;
}

/** The layout below `data`. */
export function layoutOf(data: string): Layout {
  const shims = join(data, "shims");
  return {
    data,
    shims,
    dist: join(data, "dist"),
    entry: join(shims, "safe-pip"),
    nodePath: join(shims, "node-path"),
    record: join(data, "setup"),
  };
}

/** The names that are to lead to us, for these Pythons (`3.11`); in the order in which they are shown. */
export function shimNames(versions: readonly string[]): string[] {
  const of = (name: string) => [name, `${name}3`, ...versions.map((version) => `${name}${version}`)];
  return [...of("pip"), ...of("python")];
}

/** Whether a name is one that set-up itself makes for a version, as against a command that an install brought. */
export function isVersionedName(name: string): boolean {
  return /^(?:pip|python)3\.\d+$/.test(name);
}

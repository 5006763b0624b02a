/** A package that the transaction sets up. */
export interface Inst {
  /** With its architecture where that is not the machine's own: `libc6:i386`. */
  readonly name: string;
  /** The version that it replaces; null where the package is new. */
  readonly old: string | null;
  readonly version: string;
  /** Who publishes the version, by the label in the Release file; empty for a file or an unlabelled archive. */
  readonly labels: readonly string[];
}

/** What `apt-get -s` would do. */
export interface Transaction {
  readonly installs: readonly Inst[];
  readonly removes: readonly { readonly name: string; readonly version: string }[];
}

/**
 * Reads the closing lines of `apt-get -s install|remove` under LC_ALL=C; all other lines are for people:
 *
 *     Remv demo-old [1.0-1]
 *     Inst python3-jwt [2.6.0-1] (2.6.0-1+deb12u1 Debian:12.15/oldstable, Debian-Security:12/oldstable-security [all])
 *     Conf python3-jwt (2.6.0-1+deb12u1 Debian:12.15/oldstable [all])
 *
 * A line that begins as one of these and goes on otherwise is a fault of ours: it throws, so that nothing is
 * installed on half an understanding. `Conf` alone changes no files; a package is always `Inst` before.
 */
export function parseTransaction(text: string): Transaction {
  const lines = text.split("\n");
  return {
    installs: lines.filter((line) => line.startsWith("Inst ")).map(parseInst),
    removes: lines.filter((line) => /^(?:Remv|Purg) /.test(line)).map(parseRemove),
  };
}

function parseInst(line: string): Inst {
  const [, name, old, inside] =
    /^Inst (\S+) (?:\[(\S+)\] )?\((.+?) \[[a-z0-9-]+\]\)(?: \[.*\])?\s*$/.exec(line) ?? [];
  if (!name || !inside) throw new Error(`apt-get said what we can't read: ${line}`);
  const [version = "", ...rest] = inside.split(" ");
  return { name, old: old ?? null, version, labels: labelsOf(rest.join(" ")) };
}

/** `Debian:12.15/oldstable, Debian-Security:12/oldstable-security`, each label once. */
function labelsOf(text: string): readonly string[] {
  const labels = text
    .split(", ")
    .map((source) => (source.includes(":") ? source.slice(0, source.lastIndexOf(":")) : ""));
  return [...new Set(labels)];
}

function parseRemove(line: string) {
  const [, name, version] = /^\w+ (\S+) \[(\S+)\]/.exec(line) ?? [];
  if (!name || !version) throw new Error(`apt-get said what we can't read: ${line}`);
  return { name, version };
}

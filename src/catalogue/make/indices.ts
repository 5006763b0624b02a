import { spawn } from "node:child_process";
import { METADATA_LINES, parseContentsLine, type Shipped } from "./contents.ts";
import type { PrivateRoot } from "./privateRoot.ts";

/** What one release's indices say. */
export interface ReleaseIndices {
  readonly release: string;
  /** Every distribution of every package, each once. */
  readonly shipped: readonly Shipped[];
  /** Debian's version by package. */
  readonly versions: ReadonlyMap<string, string>;
}

/** Reads the fetched indices of a release. The Contents are 700 MB unpacked, so grep goes first. */
export async function readIndices(root: PrivateRoot): Promise<ReleaseIndices> {
  const contents = await grep(root.indices.contents, METADATA_LINES);
  const packages = await grep(root.indices.packages, "^(Package|Version): ");
  const shipped = new Map<string, Shipped>();
  for (const line of contents) {
    for (const each of parseContentsLine(line)) {
      const key = `${each.name} ${each.package}`;
      // `cryptography.egg-info` lies beside `cryptography-38.0.4.dist-info`: the one with a version counts.
      if (shipped.get(key)?.version == null) shipped.set(key, each);
    }
  }
  return { release: root.release, shipped: [...shipped.values()], versions: versionsOf(packages) };
}

function versionsOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const versions = new Map<string, string>();
  let name = "";
  for (const line of lines) {
    if (line.startsWith("Package: ")) name = line.slice("Package: ".length);
    else versions.set(name, line.slice("Version: ".length));
  }
  return versions;
}

/** The lines of apt's index files, however they are compressed, that match an extended regular expression. */
async function grep(files: readonly string[], pattern: string): Promise<readonly string[]> {
  const script =
    'pattern=$1; shift; for file; do /usr/lib/apt/apt-helper cat-file "$file" || exit; done | grep -E "$pattern"';
  const child = spawn("/bin/sh", ["-c", script, "sh", pattern, ...files], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks)
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
}

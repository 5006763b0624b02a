import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** apt's own directories for one release, beside those of the machine. */
export interface PrivateRoot {
  readonly release: string;
  /** Settings for every apt program that is to look here. */
  readonly environment: Readonly<Record<string, string>>;
  /** The fetched index files, by kind. */
  readonly indices: { readonly contents: readonly string[]; readonly packages: readonly string[] };
}

/** Which indices to fetch: those of Contents are twenty times as large. */
export type Wanted = "packages" | "packages-and-contents";

/**
 * Fetches the Packages and Contents indices of a release, signed by the archive, into a private root.
 * The archive is the one that the machine's own apt uses; keys and proxies are the machine's too.
 */
export async function fetchIndices(release: string, directory: string, wanted: Wanted): Promise<PrivateRoot> {
  const archive = await archiveOfThisMachine();
  const root = join(directory, release);
  for (const each of ["lists/partial", "archives/partial", "none"])
    mkdirSync(join(root, each), { recursive: true });
  writeFileSync(join(root, "status"), "");
  writeFileSync(join(root, "sources.list"), `deb ${archive} ${release} main\n`);
  writeFileSync(join(root, "apt.conf"), settings(root, wanted));
  const environment = {
    APT_CONFIG: join(root, "apt.conf"),
    LC_ALL: "C",
    PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
  };
  await run("/usr/bin/apt-get", ["update", "--error-on=any", "-qq"], { env: environment });
  const format = "$(CREATED_BY)\t$(FILENAME)";
  const { stdout } = await run("/usr/bin/apt-get", ["indextargets", "--format", format], {
    env: environment,
  });
  const targets = stdout.split("\n").map((line) => line.split("\t"));
  const filesOf = (kind: string) => targets.flatMap(([by, file]) => (by === kind && file ? [file] : []));
  return {
    release,
    environment,
    indices: { contents: filesOf("Contents-deb"), packages: filesOf("Packages") },
  };
}

/** The address of the distribution's main archive, as the machine's apt sources have it. */
async function archiveOfThisMachine(): Promise<string> {
  const format = "$(LABEL)\t$(CREATED_BY)\t$(REPO_URI)";
  const { stdout } = await run("/usr/bin/apt-get", ["indextargets", "--format", format], {
    env: { LC_ALL: "C" },
  });
  const line = stdout.split("\n").find((each) => each.startsWith("Debian\tPackages\t"));
  const address = line?.split("\t")[2];
  if (!address)
    throw new Error("apt on this machine has no Debian archive: run `apt-get update` on a Debian first");
  return address;
}

function settings(root: string, wanted: Wanted): string {
  return `Dir::State "${root}";
Dir::State::lists "${root}/lists";
Dir::State::status "${root}/status";
Dir::Cache "${root}";
Dir::Cache::archives "${root}/archives";
Dir::Etc::sourcelist "${root}/sources.list";
Dir::Etc::sourceparts "${root}/none";
Dir::Etc::preferences "${root}/none/preferences";
Dir::Etc::preferencesparts "${root}/none";
APT::Architecture "amd64";
APT::Architectures "amd64";
Acquire::IndexTargets::deb::Contents-deb {
  MetaKey "$(COMPONENT)/Contents-$(ARCHITECTURE)";
  ShortDescription "Contents-$(ARCHITECTURE)";
  Description "$(RELEASE)/$(COMPONENT) $(ARCHITECTURE) Contents (deb)";
  DefaultEnabled "${wanted === "packages-and-contents"}";
  KeepCompressed "true";
  PDiffs "false";
};
`;
}

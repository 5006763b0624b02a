import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { namesIn } from "../directory.ts";
import type { NormalizedName } from "../pip/requirement.ts";
import { parseVersion, printVersion } from "../pip/version.ts";
import type { Ended, World } from "../world.ts";
import type { Candidate, Entry, Found } from "./answer.ts";
import { APT_ENVIRONMENT, isPackageName } from "./candidates.ts";
import { upstreamVersion } from "./debianVersion.ts";
import { parseDistributionDirectory } from "./distributionDirectory.ts";
import { aliasOf } from "./tables/aliases.ts";
import { differentProject } from "./tables/differentProjects.ts";

/** A package that was looked into: its list of files, or why there is none. */
export type Opened =
  | { readonly kind: "listing"; readonly text: string }
  | { readonly kind: "unopened"; readonly reason: string };

/**
 * Looks into the very packages that apt would install, for releases and archives that the data was not made from: all
 * fetched at once and without root (`apt-get download`), each once however many names it may serve. By package. It
 * takes a second and the network, and ends after `SECONDS` whatever the network does: somebody waits for an install.
 */
export async function openDebs(
  candidates: readonly Candidate[],
  run: World["run"],
): Promise<ReadonlyMap<string, Opened>> {
  const wanted = new Map(candidates.filter(mayBeOpened).map((each) => [each.package, each.candidate]));
  if (wanted.size === 0) return new Map();
  const directory = mkdtempSync(join(tmpdir(), "safe-pip-deb-"));
  try {
    const words = [...wanted].map(([name, version]) => `${name}=${version}`);
    const fetched = await run({
      argv: [
        "/usr/bin/timeout",
        `${SECONDS}`,
        "/usr/bin/apt-get",
        "download",
        "-qq",
        ...PATIENCE,
        "--",
        ...words,
      ],
      env: APT_ENVIRONMENT,
      cwd: directory,
      output: "capture",
    });
    // A file's name is PACKAGE_VERSION_ARCHITECTURE.deb, and no package's name has a `_` in it.
    const files = new Map(
      namesIn(directory).map((file) => [file.split("_")[0] ?? "", join(directory, file)]),
    );
    const looked = [...wanted.keys()].map(
      async (name) => [name, await look(name, files.get(name), fetched, run)] as const,
    );
    return new Map(await Promise.all(looked));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Below the planner's own deadline (`main.ts`), so that a hanging archive costs the apt route and no more. */
const SECONDS = 6;
const PATIENCE = ["-oAcquire::Retries=0", "-oAcquire::http::Timeout=5", "-oAcquire::https::Timeout=5"];

/** A Debian version (Policy 5.6.12): nothing that apt could take for anything else. */
const VERSION = /^[0-9][A-Za-z0-9.+~:-]*$/;

function mayBeOpened({ package: name, candidate, fromDistribution }: Candidate): boolean {
  return fromDistribution && candidate !== null && isPackageName(name) && VERSION.test(candidate);
}

async function look(
  name: string,
  file: string | undefined,
  fetched: Ended,
  run: World["run"],
): Promise<Opened> {
  // What arrived whole is good, even where another one did not.
  if (file === undefined || fetched.failed !== null) {
    return { kind: "unopened", reason: `${name} could not be fetched to look into it: ${whyNot(fetched)}` };
  }
  const listed = await run({
    argv: ["/usr/bin/dpkg-deb", "--contents", file],
    env: APT_ENVIRONMENT,
    output: "capture",
  });
  if (listed.exitCode === 0) return { kind: "listing", text: listed.stdout };
  return { kind: "unopened", reason: `${name} was fetched and could not be read` };
}

function whyNot(fetched: Ended): string {
  if (fetched.exitCode === 124) return `the archive did not give it within ${SECONDS} seconds`;
  const said = /^E: *(?:Failed to fetch \S+ +)?(.*?) *$/m.exec(fetched.stderr)?.[1];
  return fetched.failed ?? said ?? `apt-get download ended with ${fetched.exitCode}`;
}

/** Reads the list of files of a package (`dpkg-deb --contents`). Pure. */
export function entryIn(listing: string, name: NormalizedName, candidate: OpenedPackage): Found {
  const { package: packageName, version, release } = candidate;
  const all = distributionsIn(listing);
  const own = all.find((each) => each.name === name);
  const alias = own ? null : aliasOf(name);
  const found = own ?? all.find((each) => each.name === alias?.project);
  if (!found) {
    const others = [...new Set(all.map((each) => each.name))];
    const holds =
      others.length === 0 ? "no Python project by name" : `the project ${others.slice(0, 3).join(", ")}`;
    return { kind: "none", reason: `${packageName} holds ${holds}` };
  }
  const other = differentProject(name, packageName);
  if (other) return { kind: "none", reason: other };
  const parsed = found.version === null ? null : parseVersion(found.version);
  const entry: Entry = {
    package: packageName,
    metadataVersion: parsed ? printVersion(parsed) : found.version,
    upstreamVersion: upstreamVersion(version),
    debianVersion: version,
    release,
    alias: alias?.reason ?? null,
    source: "opened",
  };
  return { kind: "entry", entry };
}

/** Which package a list of files is of. */
export interface OpenedPackage {
  readonly package: string;
  readonly version: string;
  readonly release: string;
}

function distributionsIn(listing: string) {
  const pattern = /\s\.?\/usr\/lib\/python3\/dist-packages\/([^/\s]+\.(?:dist|egg)-info)(?:\/|\s|$)/gm;
  const all = [...listing.matchAll(pattern)].flatMap(
    ([, each]) => parseDistributionDirectory(each ?? "") ?? [],
  );
  return all.sort((a, b) => Number(b.version !== null) - Number(a.version !== null));
}

import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NormalizedName } from "../pip/requirement.ts";
import { parseVersion, printVersion } from "../pip/version.ts";
import type { World } from "../world.ts";
import type { Candidate, Entry, Found } from "./answer.ts";
import { APT_ENVIRONMENT, isPackageName } from "./candidates.ts";
import { upstreamVersion } from "./debianVersion.ts";
import { parseDistributionDirectory } from "./distributionDirectory.ts";
import { aliasOf } from "./tables/aliases.ts";
import { differentProject } from "./tables/differentProjects.ts";

/**
 * Looks into the very package that apt would install: fetched without root (`apt-get download`), its list of files
 * must bear the name, or the one that the name is a reviewed alias of. For releases and archives that the data was not
 * made from. It takes a second and the network (ten seconds where that hangs), so only where an answer is worth that.
 */
export async function openDeb(name: NormalizedName, candidate: Candidate, run: World["run"]): Promise<Found> {
  const { package: packageName, candidate: version } = candidate;
  if (
    version === null ||
    !candidate.fromDistribution ||
    !isPackageName(packageName) ||
    !VERSION.test(version)
  ) {
    return { kind: "none", reason: `the distribution's archive has no package ${packageName}` };
  }
  const directory = mkdtempSync(join(tmpdir(), "safe-pip-deb-"));
  try {
    const fetched = await run({
      argv: ["/usr/bin/apt-get", "download", "-qq", ...PATIENCE, "--", `${packageName}=${version}`],
      env: APT_ENVIRONMENT,
      cwd: directory,
      output: "capture",
    });
    const deb = readdirSync(directory).find((each) => each.endsWith(".deb"));
    if (fetched.exitCode !== 0 || !deb)
      return { kind: "none", reason: `${packageName} could not be fetched to look into it` };
    const listed = await run({
      argv: ["/usr/bin/dpkg-deb", "--contents", join(directory, deb)],
      env: APT_ENVIRONMENT,
      output: "capture",
    });
    return entryIn(listed.stdout, name, packageName, version);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** An answer that takes longer is of no use to somebody who waits for an install. */
const PATIENCE = ["-oAcquire::Retries=0", "-oAcquire::http::Timeout=10", "-oAcquire::https::Timeout=10"];

/** A Debian version (Policy 5.6.12): nothing that apt could take for anything else. */
const VERSION = /^[0-9][A-Za-z0-9.+~:-]*$/;

/** Reads the list of files of a package (`dpkg-deb --contents`). Pure. */
export function entryIn(listing: string, name: NormalizedName, packageName: string, version: string): Found {
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
    alias: alias?.reason ?? null,
    source: "opened",
  };
  return { kind: "entry", entry };
}

function distributionsIn(listing: string) {
  const pattern = /\s\.?\/usr\/lib\/python3\/dist-packages\/([^/\s]+\.(?:dist|egg)-info)(?:\/|\s|$)/gm;
  const all = [...listing.matchAll(pattern)].flatMap(
    ([, each]) => parseDistributionDirectory(each ?? "") ?? [],
  );
  return all.sort((a, b) => Number(b.version !== null) - Number(a.version !== null));
}

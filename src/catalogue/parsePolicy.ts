import type { Candidate } from "./answer.ts";
import type { Release, ReleaseOf } from "./archives.ts";

/**
 * Reads `apt-cache policy NAME…` as it prints under LC_ALL=C:
 *
 *     python3-yaml:
 *       Installed: (none)
 *       Candidate: 6.0-3+b2
 *       Version table:
 *      *** 6.0-3+b2 500
 *             500 http://archive/debian bookworm/main amd64 Packages
 *             100 /var/lib/dpkg/status
 *
 * A name that apt does not know is not printed.
 *
 * @param own the publishers of the machine's own distribution: anybody's archive may hold another `python3-foo`
 */
export function parsePolicy(
  text: string,
  releaseOf: ReleaseOf,
  own: ReadonlySet<string>,
): ReadonlyMap<string, Candidate> {
  const candidates = new Map<string, Candidate>();
  for (const part of text.split(/^(?=\S+:$)/m)) {
    const name = /^(\S+?)(?::[a-z0-9-]+)?:$/m.exec(part)?.[1];
    if (!name) continue;
    const candidate = version(/^ {2}Candidate: (.*)$/m.exec(part)?.[1]);
    const releases = candidate === null ? [] : releasesOf(part, candidate, releaseOf);
    const origins = [...new Set(releases.map(({ origin }) => origin))];
    candidates.set(name, {
      package: name,
      installed: version(/^ {2}Installed: (.*)$/m.exec(part)?.[1]),
      candidate,
      fromDistribution: origins.length > 0 && origins.every((origin) => own.has(origin)),
      origins,
      codenames: [...new Set(releases.map(({ codename }) => codename))],
    });
  }
  return candidates;
}

function version(text: string | undefined): string | null {
  return text === undefined || text === "(none)" ? null : text;
}

/** The releases that offer a version; an archive that can't be read is a nameless one. dpkg's status is none. */
function releasesOf(part: string, candidate: string, releaseOf: ReleaseOf): readonly Release[] {
  const found: Release[] = [];
  let inside = false;
  for (const line of part.split("\n")) {
    const row = /^ (?:\*{3}| {3}) (\S+) -?\d+(?: .*)?$/.exec(line);
    if (row) inside = row[1] === candidate;
    else if (inside) {
      const [, address, suite] = /^ +-?\d+ (\S+) (\S+)\/[^/ ]+ \S+ Packages$/.exec(line) ?? [];
      if (address && suite) found.push(releaseOf(address, suite));
      else if (/^ +-?\d+ /.test(line) && !line.endsWith(" /var/lib/dpkg/status"))
        found.push({ origin: "", codename: "" });
    }
  }
  return found;
}

import type { Candidate } from "./answer.ts";

/**
 * Publishers of the distributions that the catalogue is for, as their Release files name them. Anybody's archive may
 * hold another `python3-foo`; what apt would take from there is not what the catalogue knows.
 */
const DISTRIBUTIONS: ReadonlySet<string> = new Set([
  "Debian",
  "Ubuntu",
  "Raspbian",
  "Raspberry Pi Foundation",
  "UbuntuESM",
  "UbuntuESMApps",
]);

type OriginOf = (address: string, suite: string) => string | null;

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
 */
export function parsePolicy(text: string, originOf: OriginOf): ReadonlyMap<string, Candidate> {
  const candidates = new Map<string, Candidate>();
  for (const part of text.split(/^(?=\S+:$)/m)) {
    const name = /^(\S+?)(?::[a-z0-9-]+)?:$/m.exec(part)?.[1];
    if (!name) continue;
    const candidate = version(/^ {2}Candidate: (.*)$/m.exec(part)?.[1]);
    const origins = candidate === null ? [] : originsOf(part, candidate, originOf);
    candidates.set(name, {
      package: name,
      installed: version(/^ {2}Installed: (.*)$/m.exec(part)?.[1]),
      candidate,
      fromDistribution: origins.length > 0 && origins.every((origin) => DISTRIBUTIONS.has(origin)),
      origins,
    });
  }
  return candidates;
}

function version(text: string | undefined): string | null {
  return text === undefined || text === "(none)" ? null : text;
}

/** The publishers of all archives that offer a version; an unknown one is the empty text. dpkg's status is none. */
function originsOf(part: string, candidate: string, originOf: OriginOf): readonly string[] {
  const origins = new Set<string>();
  let inside = false;
  for (const line of part.split("\n")) {
    const row = /^ (?:\*{3}| {3}) (\S+) -?\d+(?: .*)?$/.exec(line);
    if (row) inside = row[1] === candidate;
    else if (inside) {
      const [, address, suite] = /^ +-?\d+ (\S+) (\S+)\/[^/ ]+ \S+ Packages$/.exec(line) ?? [];
      if (address && suite) origins.add(originOf(address, suite) ?? "");
      else if (/^ +-?\d+ /.test(line) && !line.endsWith(" /var/lib/dpkg/status")) origins.add("");
    }
  }
  return [...origins];
}

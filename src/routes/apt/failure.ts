import type { Ended, World } from "../../world.ts";
import type { RouteError } from "../route.ts";
import { finishing, typed } from "./commands.ts";

/** What was being done when apt failed. */
export interface Attempt {
  readonly verb: "install" | "remove";
  readonly names: readonly string[];
  readonly world: World;
}

/**
 * Why apt-get failed. Its exit code is 100 whatever happened, so its words under LC_ALL=C tell; the first row that
 * fits. sudo's own words stand first: then apt was never started.
 */
export function failureOf(ended: Ended, attempt: Attempt): RouteError {
  if (ended.failed !== null) {
    return { code: "apt-not-started", what: "apt-get could not be started", why: ended.failed, next: null };
  }
  // dpkg speaks on a terminal that apt makes for it.
  const said = `${ended.stdout}\n${ended.stderr}`.replaceAll("\r\n", "\n");
  for (const row of ROWS) {
    const match = row.says.exec(said);
    if (match)
      return {
        code: row.code,
        what: row.what,
        why: row.why?.(match, said) ?? lineOf(said, match),
        next: row.next(attempt),
      };
  }
  const why = ended.signal
    ? `it was ended by ${ended.signal}`
    : (firstError(said) ?? `its exit code was ${ended.exitCode}`);
  return { code: "apt-failed", what: "apt-get failed", why, next: again(attempt) };
}

interface Row {
  readonly code: string;
  readonly says: RegExp;
  readonly what: string;
  /** Left out: the line that told. */
  readonly why?: (match: RegExpExecArray, said: string) => string;
  readonly next: (attempt: Attempt) => string | null;
}

const again = ({ verb, names, world }: Attempt) => typed(verb, names, world);
const update = ({ world }: Attempt) => typed("update", [], world);

const ROWS: readonly Row[] = [
  {
    code: "sudo-password",
    says: /^sudo: (?:a password is required|a terminal is required.*|\d+ incorrect password attempts?|no password was provided)$/m,
    what: "sudo did not let apt be started",
    next: again,
  },
  {
    code: "sudo-refused",
    says: /^.*(?:is not in the sudoers file|may not run sudo|is not allowed to (?:execute|set)|not allowed to set the following).*$/m,
    what: "you may not use sudo for this",
    next: () => null,
  },
  {
    code: "apt-locked",
    // "Waiting for cache lock: Could not get lock" is no failure yet.
    says: /^E: (?:Could not get lock|Unable to lock directory|.*is another process using it\?)/m,
    what: "another program is using apt",
    why: (_, said) => {
      const holder = /It is held by process (\d+ \([^)]*\))/.exec(said)?.[1];
      return `its lock is held${holder ? ` by process ${holder}` : ""}, and a minute's wait was not enough`;
    },
    next: again,
  },
  {
    code: "apt-permission",
    says: /are you root\?/,
    what: "apt needs root",
    next: again,
  },
  {
    code: "dpkg-interrupted",
    says: /dpkg was interrupted/,
    what: "an earlier installation was interrupted",
    why: () => "dpkg has to finish it before anything else",
    next: ({ world }) => finishing(world),
  },
  {
    code: "apt-not-found",
    says: /^E: (?:Unable to locate package (\S+)|Version '[^']*' for '[^']*' was not found|Package '?\S+?'? has no installation candidate)/m,
    what: "apt does not know this package at this version any more",
    next: update,
  },
  {
    code: "apt-no-space",
    says: /You don't have enough free space.*|No space left on device/,
    what: "the disk is full",
    next: () => "df -h / /var",
  },
  {
    code: "apt-fetch",
    says: /^E: Failed to fetch (\S+)\s+(.*)$/m,
    what: "the archive did not give the package",
    why: ([, address, reason]) =>
      `${withoutUser(address ?? "")}: ${reason}; apt's lists may be older than the archive`,
    next: (attempt) => `${update(attempt)} && ${again(attempt)}`,
  },
  {
    code: "apt-removes",
    says: /Packages need to be removed but remove is disabled/,
    what: "apt would have to remove packages",
    next: ({ verb, names }) => `apt-get -s ${verb} ${names.join(" ")}`,
  },
  {
    code: "apt-unmet",
    says: /^ (\S+) : (?:Depends|PreDepends|Conflicts|Breaks): (.*)$/m,
    what: "its dependencies can't be met",
    why: ([, name, needs]) => `${name} needs ${needs}`,
    next: ({ names }) => `apt-get -s install ${names.join(" ")}`,
  },
  {
    code: "apt-held",
    says: /held broken packages|Held packages were changed/,
    what: "packages that are held back stand in the way",
    next: () => "apt-mark showhold",
  },
  {
    code: "apt-set-up-failed",
    says: /^dpkg: error processing (?:package|archive) (\S+) .*\n\s*(.*)$/m,
    what: "a package could not be set up",
    why: ([, name, reason]) => `${name}: ${reason}`,
    next: ({ world }) => finishing(world),
  },
];

function lineOf(said: string, match: RegExpExecArray): string {
  const start = said.lastIndexOf("\n", match.index) + 1;
  const end = said.indexOf("\n", match.index + match[0].length);
  return said
    .slice(start, end < 0 ? undefined : end)
    .replace(/^(?:E|sudo): /, "")
    .trim();
}

function firstError(said: string): string | null {
  return /^E: (.*)$/m.exec(said)?.[1]?.trim() ?? null;
}

/** An archive's address may carry a name and a password (threat T34). */
function withoutUser(address: string): string {
  return address.replace(/^([a-z0-9+.-]+:\/\/)[^/@]*@/i, "$1");
}

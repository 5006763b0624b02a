import type { Machine } from "./machine.ts";

/** What the distribution's Python holds. */
export interface SystemPython {
  /** A line a file: its path, a tab, and what changes with every write to it. */
  readonly files: ReadonlySet<string>;
  /** Paths that dpkg owns. */
  readonly owned: ReadonlySet<string>;
  /** Paths that dpkg owns and finds missing or altered. */
  readonly broken: ReadonlySet<string>;
}

/** Reads what is in the directories that PEP 668 protects, without the caches that Python writes by itself. */
export async function readSystemPython(machine: Machine): Promise<SystemPython> {
  const listed = await machine.run(listing, { as: "root" });
  const owned = await machine.run("cat /var/lib/dpkg/info/*.list", { as: "root" });
  const broken = await machine.run("dpkg --verify | grep -o '/usr/.*python3.*'", { as: "root" });
  return { files: lines(listed.stdout), owned: lines(owned.stdout), broken: lines(broken.stdout) };
}

// Kind, mode, owner, size and time of change: no write goes unseen, and no file has to be read.
const listing = `
find /usr/lib/python3 /usr/lib/python3.* /usr/local/lib/python3* -name __pycache__ -prune -o \
  -printf '%p\\t%y %m %u %g %s %C@ %l\\n' 2> /dev/null | grep -v -P '\\td '
`;

/** The files that were changed, added or removed between two readings, but for what dpkg did itself; sorted. */
export function changesOutsideDpkg(before: SystemPython, after: SystemPython): string[] {
  const changed = new Set<string>();
  for (const [one, other] of [
    [before.files, after.files],
    [after.files, before.files],
  ] as const) {
    for (const line of one) if (!other.has(line)) changed.add(line.slice(0, line.indexOf("\t")));
  }
  const alien = [...changed].filter((file) => !after.owned.has(file) && !before.owned.has(file));
  return [...alien, ...[...after.broken].filter((file) => !before.broken.has(file))].sort();
}

function lines(text: string): ReadonlySet<string> {
  return new Set(text.split("\n").filter((line) => line !== ""));
}

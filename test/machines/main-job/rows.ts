import type { MachineOptions, Release } from "../machine.ts";

/** Who types: root and `sudo` look on (a terminal), `plain` may use no sudo and has no terminal, like a script. */
export type Who = "root" | "sudo" | "plain";

/** One kind of machine and who sits before it. */
export interface Row {
  readonly release: Release;
  readonly who: Who;
  readonly has: string;
  readonly packages: readonly string[];
}

const sets: readonly (readonly [has: string, packages: readonly string[]])[] = [
  ["python3 only", []],
  ["python3-pip", ["python3-pip"]],
  ["python3-venv and pipx", ["python3-venv", "pipx"]],
];

/** The nine rows of a release. */
export function rowsOf(release: Release): readonly Row[] {
  return (["root", "sudo", "plain"] as const).flatMap((who) =>
    sets.map(([has, packages]) => ({
      release,
      who,
      has,
      packages: ["nodejs", "python3", "sudo", ...packages],
    })),
  );
}

/** The name of who types, and the directory that safe-pip keeps things in for him. */
export const people: Readonly<Record<Who, { name: string; home: string; data: string; looksOn: boolean }>> = {
  root: { name: "root", home: "/root", data: "/var/lib/safe-pip", looksOn: true },
  sudo: { name: "alice", home: "/home/alice", data: "/home/alice/.local/share/safe-pip", looksOn: true },
  plain: { name: "bob", home: "/home/bob", data: "/home/bob/.local/share/safe-pip", looksOn: false },
};

/** The users that a row's machine has. */
export const users: NonNullable<MachineOptions["users"]> = [
  { name: "alice", sudo: "password" },
  { name: "bob", sudo: "no" },
];

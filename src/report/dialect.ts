import type { Installed, Satisfied } from "../routes/route.ts";

/**
 * pip's own words on stdout for what was done without pip, letter for letter: programs read them. Ansible takes
 * `Successfully installed` and `Successfully uninstalled` in stdout for a change, and nothing else.
 *
 * `quiet` is pip's `-q` counted, less its `-v`: from 1 on, pip says nothing of these on stdout.
 */

/** `Successfully installed certifi-2022.9.24 requests-2.28.1`: one line, by name; none where nothing was. */
export function formatInstalled(installed: readonly Installed[], quiet: number): string {
  if (quiet > 0 || installed.length === 0) return "";
  const words = [...installed].sort(byName).map(({ name, version }) => `${name}-${version}`);
  return `Successfully installed ${words.join(" ")}\n`;
}

/** pip sorts by the name as it prints it, in the order of code points. */
function byName(a: Installed, b: Installed): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** A requirement that was there; `from` names what asks for it as pip does, null where that is the command line. */
export interface SatisfiedFor extends Satisfied {
  readonly from: string | null;
}

/** `Requirement already satisfied: six in /usr/lib/python3/dist-packages (1.16.0)`, a line each, in their order. */
export function formatSatisfied(satisfied: readonly SatisfiedFor[], quiet: number): string {
  if (quiet > 0) return "";
  return satisfied
    .map(({ requirement, location, version, from }) => {
      const needed = from === null ? "" : ` (from ${from})`;
      return `Requirement already satisfied: ${requirement} in ${location}${needed} (${version})\n`;
    })
    .join("");
}

/** The three lines that pip says of each distribution that it takes away. */
export function formatUninstalled(removed: readonly Installed[], quiet: number): string {
  if (quiet > 0) return "";
  return removed
    .map(({ name, version }) => {
      const found = `Found existing installation: ${name} ${version}\n`;
      return `${found}Uninstalling ${name}-${version}:\n  Successfully uninstalled ${name}-${version}\n`;
    })
    .join("");
}

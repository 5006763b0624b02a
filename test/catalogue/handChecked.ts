import { readFileSync } from "node:fs";
import { type NormalizedName, normalizeName } from "../../src/pip/requirement.ts";

/** A row of hand-checked.txt. */
export interface HandChecked {
  readonly name: NormalizedName;
  /** The right package on each release; null for none. */
  readonly packages: Readonly<Record<"bookworm" | "trixie", string | null>>;
  /** The package that a rule of thumb names, and the project that it really is; null for none by name. */
  readonly trap: { readonly package: string; readonly project: string | null } | null;
}

export function handChecked(): readonly HandChecked[] {
  const text = readFileSync(new URL("./hand-checked.txt", import.meta.url), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [name = "", bookworm = "", trixie = "", trap, project] = line.split(/ +/);
      return {
        name: normalizeName(name),
        packages: { bookworm: packageOf(bookworm, name), trixie: packageOf(trixie, name) },
        trap: trap
          ? { package: packageOf(trap, name) ?? "", project: project === "-" ? null : (project ?? "") }
          : null,
      };
    });
}

function packageOf(text: string, name: string): string | null {
  if (text === "-") return null;
  if (text === ".") return `python3-${name}`;
  return text.startsWith(".") ? `python3-${text.slice(1)}` : text;
}

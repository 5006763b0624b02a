import { readFileSync } from "node:fs";
import { join } from "node:path";
import { namesIn } from "../directory.ts";
import { type NormalizedName, normalizeName } from "../pip/requirement.ts";

/** Where pipx keeps its applications: by its own variables, by today's default, and by that of 1.1 (Debian 12). */
export function pipxHomes(
  env: Readonly<Record<string, string | undefined>>,
  home: string,
  root: boolean,
): string[] {
  const named = env.PIPX_HOME?.startsWith("/") ? [env.PIPX_HOME] : [];
  if (root) return [...named, "/opt/pipx"];
  const share = env.XDG_DATA_HOME?.startsWith("/") ? env.XDG_DATA_HOME : join(home, ".local/share");
  return [...named, join(share, "pipx"), join(home, ".local/pipx")];
}

/** The applications in these homes, with their versions (empty where pipx did not note one). */
export function readApplications(homes: readonly string[]): Map<NormalizedName, string> {
  const found = new Map<NormalizedName, string>();
  for (const home of homes) {
    for (const name of namesIn(join(home, "venvs"))) {
      const normal = normalizeName(name);
      if (!found.has(normal)) found.set(normal, versionIn(join(home, "venvs", name)));
    }
  }
  return found;
}

function versionIn(venv: string): string {
  try {
    const metadata = JSON.parse(readFileSync(join(venv, "pipx_metadata.json"), "utf8"));
    const version: unknown = metadata?.main_package?.package_version;
    return typeof version === "string" ? version : "";
  } catch {
    return "";
  }
}

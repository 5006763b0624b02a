import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The names that a desktop gives them where no file says otherwise (xdg-user-dirs). */
const USUAL = ["Desktop", "Documents", "Downloads", "Music", "Pictures", "Public", "Templates", "Videos"];

/** The user's own directories for things, which are no projects: by xdg-user-dirs' file, and by their usual names. */
export function readUserDirectories(
  home: string,
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  const configuration = env.XDG_CONFIG_HOME?.startsWith("/") ? env.XDG_CONFIG_HOME : join(home, ".config");
  let text = "";
  try {
    text = readFileSync(join(configuration, "user-dirs.dirs"), "utf8").slice(0, 1 << 16);
  } catch {
    // No desktop has been started here.
  }
  const named = [...text.matchAll(/^XDG_\w+_DIR="\$HOME\/([^"]+)"$/gm)].map((match) => match[1] ?? "");
  return [...USUAL, ...named].map((name) => join(home, name));
}

import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { firstProgram } from "./pythons.ts";
import type { HomeFacts } from "./shellFiles.ts";

/** Where the distribution keeps shells, whatever PATH set-up was run with. */
const SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin";

const FILES = [".bashrc", ".bash_profile", ".bash_login", ".profile", ".zshenv"];

/** Reads which shells a user has, and which start-up files. */
export function readHome(home: string, env: Readonly<Record<string, string | undefined>>): HomeFacts {
  const path = `${env.PATH ?? ""}:${SYSTEM_PATH}`;
  const absolute = (value: string | undefined) => (value?.startsWith("/") ? value : null);
  const known = ["bash", "zsh", "fish"].filter((shell) => firstProgram(shell, path) !== null);
  return {
    home,
    config: absolute(env.XDG_CONFIG_HOME) ?? join(home, ".config"),
    zdotdir: absolute(env.ZDOTDIR),
    loginShell: basename(env.SHELL ?? ""),
    shells: new Set(known),
    existing: new Set(FILES.map((name) => join(home, name)).filter((file) => existsSync(file))),
    returnsEarly: /^[^#\n]*\breturn\b/m.test(textOf(join(home, ".bashrc"))),
  };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

import { readFileSync } from "node:fs";
import { namesIn } from "../../directory.ts";
import type { World } from "../../world.ts";
import { isProgram } from "../pythons.ts";

const SUDO = "/usr/bin/sudo";

/** Debian's and Ubuntu's sudoers, where it can't be read. The release after trixie leaves /usr/local/bin out. */
const BY_RELEASE: Readonly<Record<string, string>> = {
  forky: "/usr/sbin:/usr/bin:/sbin:/bin",
  other: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
};

/**
 * The PATH of what sudo starts (sudoers(5), secure_path); null where there is no sudo. Root reads the files; a
 * user is told by `sudo -l`, where no password is needed for it; else the release's own is taken.
 */
export async function readSecurePath(world: World, codename: string): Promise<string | null> {
  if (!isProgram(SUDO)) return null;
  const told = world.uid === 0 ? parseSudoers(sudoersTexts()) : parseListing(await listing(world));
  return told ?? BY_RELEASE[codename] ?? BY_RELEASE.other ?? null;
}

/** The last secure_path of these files; null where none sets one. */
export function parseSudoers(texts: readonly string[]): string | null {
  const lines = texts.flatMap((text) => text.split("\n"));
  const set = lines.flatMap(
    (line) => /^\s*Defaults\s+secure_path\s*=\s*(?:"([^"]*)"|(\S+))/.exec(line)?.slice(1) ?? [],
  );
  return set.filter((path) => path !== undefined).at(-1) ?? null;
}

/** The secure_path among the defaults that `sudo -l` lists; null where it lists none. */
export function parseListing(text: string): string | null {
  return /\bsecure_path=([^,\s]+)/.exec(text)?.[1]?.replaceAll("\\:", ":") ?? null;
}

async function listing(world: World): Promise<string> {
  const env = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C", LANGUAGE: "C" };
  const { stdout } = await world.run({ argv: [SUDO, "-n", "-l"], env, cwd: "/", output: "capture" });
  return stdout;
}

function sudoersTexts(): string[] {
  const directory = "/etc/sudoers.d";
  const names = ["/etc/sudoers", ...namesIn(directory).map((name) => `${directory}/${name}`)];
  return names.flatMap((name) => {
    try {
      return [readFileSync(name, "utf8")];
    } catch {
      return [];
    }
  });
}

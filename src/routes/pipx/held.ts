import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { pipxHomes } from "../../context/pipxHomes.ts";
import type { PipxApplication } from "../../plan/plan.ts";
import type { World } from "../../world.ts";
import { commandsDirectory } from "./environment.ts";

/** An application as pipx holds it. */
export interface Held {
  readonly name: string;
  readonly version: string;
  /** Its environment's directory. */
  readonly environment: string;
  /** The directory that pip would name. */
  readonly location: string;
  readonly commands: readonly { readonly name: string; readonly path: string }[];
  /** Its python can be started: false after the distribution's has been replaced by a newer one. */
  readonly works: boolean;
}

/** Reads what pipx notes beside an application's environment; null where it holds none. Truth, not exit codes. */
export function readHeld(
  { name, into }: PipxApplication,
  environment: Readonly<Record<string, string>>,
  world: World,
): Held | null {
  const home = environment.HOME ?? homedir();
  for (const place of pipxHomes(environment, home, world.uid === 0)) {
    const venv = join(place, "venvs", into ?? name);
    const held = readMetadata(venv, commandsDirectory(environment), into ? name : null);
    if (held) return held;
  }
  return null;
}

function readMetadata(venv: string, bin: string, injected: string | null): Held | null {
  const path = join(venv, "pipx_metadata.json");
  try {
    const metadata = JSON.parse(readFileSync(path, "utf8"));
    const about = injected ? metadata.injected_packages?.[injected] : metadata.main_package;
    if (typeof about?.package_version !== "string") return null;
    return {
      name: String(about.package ?? injected),
      version: about.package_version,
      environment: venv,
      location: sitePackages(venv),
      commands: commandsIn([...(about.apps ?? []), ...(about.apps_of_dependencies ?? [])], venv, bin),
      works: existsSync(join(venv, "bin/python")),
    };
  } catch {
    return null;
  }
}

function sitePackages(venv: string): string {
  const version = readdirSync(join(venv, "lib")).find((name) => name.startsWith("python"));
  return join(venv, "lib", version ?? "python3", "site-packages");
}

/** Only what is linked to this very environment can be typed. */
function commandsIn(names: readonly unknown[], venv: string, bin: string): Held["commands"] {
  return names.flatMap((name) => {
    const path = join(bin, String(name));
    try {
      return realpathSync(path).startsWith(`${realpathSync(venv)}/`) ? [{ name: String(name), path }] : [];
    } catch {
      return [];
    }
  });
}

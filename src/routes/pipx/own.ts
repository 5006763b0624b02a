import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { World } from "../../world.ts";
import { ensureSharedPip, type SharedPipSettings } from "../sharedPip.ts";
import type { Pipx } from "./program.ts";

/**
 * A pipx of our own, for a machine that has none: an environment like any other, made without root. Its shared
 * libraries (the pip of all its applications) are made by us, since pipx would ask ensurepip for them, which Debian
 * without python3-venv does not have. Null where it could not be installed; pip has then said why.
 */
export async function ownPipx(base: string, settings: SharedPipSettings, world: World): Promise<Pipx | null> {
  const version = /python(\d+\.\d+)$/.exec(base)?.[1];
  if (!version || settings.data === "") return null;
  const slot = join(settings.data, "tools/pipx/@", version);
  const python = join(slot, "venv/bin/python");
  const environment = {
    PIPX_SHARED_LIBS: join(settings.data, "tools/pipx/shared", version),
    // Made by us, and as old as the machine's pip; anew with every new version of Python.
    PIPX_DISABLE_SHARED_LIBS_AUTO_UPGRADE: "1",
  };
  const pipx = { program: [python, "-m", "pipx"], environment };
  if (!existsSync(join(slot, "base"))) {
    world.say("this machine has no pipx; preparing one, once for all applications");
    if (!(await install(slot, base, settings, world))) return null;
  }
  const pip = await ensureSharedPip(base, settings, world);
  if (!pip) return null;
  if (!existsSync(join(environment.PIPX_SHARED_LIBS, "bin/pip")))
    makeShared(environment.PIPX_SHARED_LIBS, base, version, dirname(dirname(pip)));
  return pipx;
}

/** By the runner, which makes, fills and publishes it as it does every environment. */
async function install(
  slot: string,
  base: string,
  settings: SharedPipSettings,
  world: World,
): Promise<boolean> {
  const pairs = {
    slot,
    base,
    data: settings.data,
    rule: "applications",
    system: "none",
    ...settings.network,
  };
  const text = Object.entries(pairs)
    .map(([key, value]) => `${key}=${value}`)
    .join("\t");
  const given = Object.entries(world.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const env = { ...Object.fromEntries(given), SAFE_PIP_RUN: text };
  const argv: [string, ...string[]] = [base, "-I", "-S", settings.runner, "install", "--quiet", "pipx"];
  const ended = await world.run({ argv, env, output: "stderr" });
  return ended.exitCode === 0;
}

/** What pipx looks for: an environment with its own pip, as files, since its applications see it by a path alone. */
function makeShared(directory: string, base: string, version: string, pip: string): void {
  const aside = `${directory}.${process.pid}`;
  const site = join(aside, "lib", `python${version}`, "site-packages");
  mkdirSync(site, { recursive: true });
  mkdirSync(join(aside, "bin"));
  for (const name of readdirSync(pip))
    cpSync(join(pip, name), join(site, name), { recursive: true, preserveTimestamps: true });
  for (const name of ["python", "python3"]) symlinkSync(base, join(aside, "bin", name));
  writeFileSync(join(aside, "pyvenv.cfg"), `home = ${dirname(base)}\ninclude-system-site-packages = false\n`);
  const script = `#!${join(directory, "bin/python")}\nimport sys\nfrom pip._internal.cli.main import main\nsys.exit(main())\n`;
  writeFileSync(join(aside, "bin/pip"), script, { mode: 0o755 });
  try {
    renameSync(aside, directory);
  } catch {
    // Another install was faster: its directory is as good.
    rmSync(aside, { recursive: true, force: true });
  }
}

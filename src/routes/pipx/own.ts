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
import { definedOnly } from "../../definedOnly.ts";
import type { World } from "../../world.ts";
import { ensureSharedPip, type SharedPipSettings } from "../sharedPip.ts";
import type { Pipx } from "./program.ts";

/**
 * A pipx of our own, for a machine that has none: an environment like any other, made without root. Its shared
 * libraries (the pip of all its applications) are made by us, since pipx would ask ensurepip for them, which Debian
 * without python3-venv does not have. Null where it could not be installed; pip has then said why.
 *
 * @param pipAtLeast the pip that the policy needs, such as `26.1`; null for the machine's own.
 */
export async function ownPipx(
  base: string,
  settings: SharedPipSettings,
  world: World,
  pipAtLeast: string | null = null,
): Promise<Pipx | null> {
  const version = /python(\d+\.\d+)$/.exec(base)?.[1];
  if (!version || settings.data === "") return null;
  const slot = join(settings.data, "tools/pipx/@", version);
  const python = join(slot, "venv/bin/python");
  const shared = join(settings.data, "tools/pipx/shared", `${version}${pipAtLeast ? `-${pipAtLeast}` : ""}`);
  const environment = {
    PIPX_SHARED_LIBS: shared,
    // Made by us, and as old as the machine's pip; anew with every new version of Python.
    PIPX_DISABLE_SHARED_LIBS_AUTO_UPGRADE: "1",
  };
  const pipx = { program: [python, "-m", "pipx"], environment };
  const install = (words: readonly string[]) => runInstall(slot, base, words, settings, world);
  const isThere = existsSync(join(slot, "venv/lib", `python${version}`, "site-packages/pipx"));
  if (!isThere) world.say("this machine has no pipx; preparing one, once for all applications");
  // The newer pip comes first: then it is the one that installs pipx, within the policy.
  const isShared = existsSync(join(shared, "bin/pip"));
  if (pipAtLeast && !isShared && !(await install([`pip>=${pipAtLeast}`]))) return null;
  if (!isThere && !(await install(["pipx"]))) return null;
  if (isShared) return pipx;
  const pip = pipAtLeast
    ? join(slot, "venv/lib", `python${version}`, "site-packages")
    : await sharedDirectory(base, settings, world);
  if (pip === null) return null;
  makeShared(shared, base, version, pip);
  return pipx;
}

async function sharedDirectory(base: string, settings: SharedPipSettings, world: World) {
  const program = await ensureSharedPip(base, settings, world);
  return program === null ? null : dirname(dirname(program));
}

/** By the runner, which makes, fills and publishes it as it does every environment. */
async function runInstall(
  slot: string,
  base: string,
  words: readonly string[],
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
  // A pip that knows no age in days, and is here to become one that does, would fail at the setting.
  const { PIP_UPLOADED_PRIOR_TO: age, ...rest } = definedOnly(world.env);
  const aged = age === undefined || words[0] !== "pipx" ? {} : { PIP_UPLOADED_PRIOR_TO: age };
  const env = { ...rest, ...aged, SAFE_PIP_RUN: text };
  const argv: [string, ...string[]] = [base, "-I", "-S", settings.runner, "install", "--quiet", ...words];
  const ended = await world.run({ argv, env, output: "stderr" });
  return ended.exitCode === 0;
}

/** What pipx looks for: an environment with its own pip, as files, since its applications see it by a path alone. */
function makeShared(directory: string, base: string, version: string, pip: string): void {
  const aside = `${directory}.${process.pid}`;
  const site = join(aside, "lib", `python${version}`, "site-packages");
  mkdirSync(site, { recursive: true });
  mkdirSync(join(aside, "bin"));
  for (const name of readdirSync(pip).filter((each) => /^pip(-\d.*\.dist-info)?$/.test(each)))
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

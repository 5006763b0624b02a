import { accessSync, constants } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Finished, type ProcessOptions, runProcess } from "./process.ts";
import { runDirectory } from "./run-directory.ts";

/** The user that hermetic tests run programs as where the suite itself runs as root: nobody. */
const nobody = 65534;

/**
 * A home, a PATH and the XDG directories built from nothing in a temporary directory: no setting of the machine
 * that runs the tests leaks in, and nothing is written outside. Programs run as an ordinary user even where the
 * suite runs as root, so that root's state (`/var/lib/safe-pip`) is out of reach.
 */
export interface TestEnvironment {
  /** The temporary directory, physical; everything below it belongs to the user. */
  readonly root: string;
  readonly home: string;
  /** The one directory on PATH. */
  readonly bin: string;
  readonly env: Readonly<Record<string, string>>;
  /** Puts a program of this machine on PATH, under this name or another. */
  link(program: string, name?: string): Promise<void>;
  /** Writes a file below `root`; `mode` such as 0o755 for a program. Returns its absolute path. */
  write(file: string, text: string, mode?: number): Promise<string>;
  /** Makes a directory below `root`. Returns its absolute path. */
  directory(name: string): Promise<string>;
  /** Runs a program as the user; `env` is added to the environment, `cwd` is `home` unless given. */
  run(argv: readonly [string, ...string[]], options?: RunOptions): Promise<Finished>;
  /** `text` with `root` written as `<root>`. */
  normalise(text: string): string;
  remove(): Promise<void>;
}

/** As for any program, but all of it may be left out. */
export interface RunOptions extends Omit<ProcessOptions, "env" | "uid" | "gid"> {
  readonly env?: Readonly<Record<string, string>>;
}

/** @param programs what PATH holds, by name; `sh` and `env` are not implied. Throws where one is not on this machine. */
export async function makeEnvironment(programs: readonly string[] = []): Promise<TestEnvironment> {
  const root = await realpath(await mkdtemp(path.join(runDirectory(), "home.")));
  const owner = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  const own = async (file: string) => {
    if (owner.uid !== undefined) await chown(file, owner.uid, owner.gid);
  };
  const directory = async (name: string) => {
    const made = path.join(root, name);
    await mkdir(made, { recursive: true });
    for (let at = made; at !== root; at = path.dirname(at)) await own(at);
    return made;
  };
  await chmod(root, 0o755);
  await own(root);
  const home = await directory("home");
  const bin = await directory("bin");
  const env = {
    HOME: home,
    PATH: bin,
    TMPDIR: await directory("tmp"),
    XDG_DATA_HOME: await directory("home/.local/share"),
    XDG_CONFIG_HOME: await directory("home/.config"),
    XDG_CACHE_HOME: await directory("home/.cache"),
    XDG_STATE_HOME: await directory("home/.local/state"),
    LC_ALL: "C.UTF-8",
    TERM: "dumb",
    PIP_DISABLE_PIP_VERSION_CHECK: "1",
    PIP_RETRIES: "0",
  };
  const made: TestEnvironment = {
    root,
    home,
    bin,
    env,
    directory,
    link: (program, name = path.basename(program)) => symlink(findProgram(program), path.join(bin, name)),
    async write(file, text, mode = 0o644) {
      const target = path.join(await directory(path.dirname(file)), path.basename(file));
      await writeFile(target, text, { mode });
      await chmod(target, mode);
      await own(target);
      return target;
    },
    run: (argv, options = {}) =>
      runProcess(argv, { cwd: home, ...options, ...owner, env: { ...env, ...options.env } }),
    normalise: (text) => text.replaceAll(root, "<root>"),
    remove: () => rm(root, { recursive: true, force: true }),
  };
  for (const program of programs) await made.link(program);
  return made;
}

/**
 * The absolute path of a program of this machine. A distribution's own directory goes before the rest of PATH:
 * what stands in front of it is often a version manager's shim, which needs its own environment.
 */
export function findProgram(name: string): string {
  if (path.isAbsolute(name)) return name;
  for (const directory of ["/usr/bin", "/bin", ...(process.env.PATH ?? "").split(path.delimiter)]) {
    const candidate = path.join(directory, name);
    if (isProgram(candidate)) return candidate;
  }
  throw new Error(`this machine has no ${name}`);
}

/** Whether this machine has the program: for the reason of a skip. */
export function hasProgram(name: string): boolean {
  try {
    return findProgram(name) !== "";
  } catch {
    return false;
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

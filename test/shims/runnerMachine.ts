import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { cp, symlink } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { VenvStep } from "../../src/plan/plan.ts";
import { type RunnerSettings, runVenv } from "../../src/routes/running.ts";
import { findProgram, hasProgram, makeEnvironment, type TestEnvironment } from "../environment.ts";
import { type Finished, runProcess } from "../process.ts";
import { onceInRun } from "../run-directory.ts";

/** What one run of the runner is told besides `install …`. */
export interface Told {
  readonly step?: Partial<VenvStep>;
  readonly settings?: Partial<RunnerSettings>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A machine with this host's python3, a data directory of its own, and a project `~/app` to install for. */
export interface RunnerMachine extends TestEnvironment {
  readonly data: string;
  readonly project: string;
  /** The project's place in the mirror. */
  readonly slot: string;
  /** Such as `3.11`. */
  readonly version: string;
  /** argv and environment as the plan's answer makes sh exec them. */
  command(words: readonly string[], told?: Told): Command;
  /** Runs pip's words by the runner, and normalises what it says. */
  pip(words: string, told?: Told): Promise<Finished>;
  /** Runs a program of the environment's `bin`. */
  inside(program: string, words: readonly string[]): Promise<Finished>;
  /** What is below the data directory, as sorted paths; what every machine has is left out. */
  state(): readonly string[];
  /** The ledger's entries in their order, with the slot normalised. */
  ledger(): readonly Record<string, unknown>[];
}

export interface Command {
  readonly argv: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
}

export const skip = hasProgram("python3") ? false : "this machine has no python3";

const SHIMS = fileURLToPath(new URL("../../shims", import.meta.url));

/** @param index the package index's URL. */
export async function makeRunnerMachine(index: string): Promise<RunnerMachine> {
  const made = await makeEnvironment();
  const base = realpathSync(findProgram("python3"));
  const version = /python(\d+\.\d+)$/.exec(base)?.[1] ?? "3";
  await made.directory("package");
  await cp(SHIMS, path.join(made.root, "package/shims"), { recursive: true, filter: isSource });
  const data = await made.directory("home/.local/share/safe-pip");
  await symlink(await sharedPip(base), path.join(data, "pip"));
  const project = await made.directory("home/app");
  const slot = `${data}/dirs${project}/@/${version}`;
  const runner = path.join(made.root, "package/shims/runner.py");

  const command = (words: readonly string[], { step, settings, env }: Told = {}): Command => {
    const answer = runVenv(
      { ...usualStep, slot, base, ...step },
      { ...usualSettings, data, runner, ...settings },
    );
    if (answer.kind !== "exec") throw new Error(`the plan's answer is ${answer.kind}`);
    const [program = "", ...rest] = answer.words;
    const merged: Record<string, string> = {
      ...made.env,
      PIP_INDEX_URL: index,
      PIP_NO_CACHE_DIR: "1",
      ...env,
    };
    for (const [name, value] of Object.entries(answer.environment)) {
      if (value === null) delete merged[name];
      else merged[name] = value;
    }
    return { argv: [program, ...rest, ...words], env: merged };
  };
  const normalised = ({ exitCode, stdout, stderr }: Finished) => {
    const plain = (text: string) =>
      made
        .normalise(text)
        .replaceAll(index, "<index>")
        .replaceAll(version, "3.X")
        .replaceAll(/^\[notice\].*\n/gm, "");
    return { exitCode, stdout: plain(stdout), stderr: plain(stderr) };
  };
  return {
    ...made,
    data,
    project,
    slot,
    version,
    command,
    async pip(words, told) {
      const { argv, env } = command(words.split(" "), told);
      return normalised(await made.run(argv, { env, cwd: project }));
    },
    inside: async (program, words) =>
      normalised(
        await made.run([`${slot}/venv/bin/${program}`, ...words], {
          env: { PIP_INDEX_URL: index, PIP_NO_CACHE_DIR: "1" },
          cwd: project,
        }),
      ),
    state: () =>
      stateOf(data).map((file) => file.replace(project.slice(1), "<project>").replace(version, "3.X")),
    ledger: () => ledgerOf(data, slot),
  };
}

const usualStep: VenvStep = {
  route: "venv",
  slot: "",
  base: "",
  made: false,
  systemPackages: "none",
  leaveOut: [],
  environment: {},
  link: null,
  runsPip: true,
};

const usualSettings: RunnerSettings = {
  data: "",
  runner: "",
  rule: "project",
  quiet: false,
  publish: true,
  where: "for <project>",
  use: "",
  python: "python",
  hidesSystem: false,
  record: null,
  asked: [],
  also: [],
  network: {},
};

/** The shared pip as the runner makes it, once a run: it takes seconds to compile. */
function sharedPip(base: string): Promise<string> {
  return onceInRun("shared-pip", async (directory) => {
    // A copy, since Python writes what it has compiled beside the source.
    await cp(SHIMS, path.join(directory, "shims"), { recursive: true, filter: isSource });
    const env = { SAFE_PIP_RUN: `verb=ensure-pip\tdata=${directory}` };
    const ended = await runProcess([base, "-I", "-S", path.join(directory, "shims/runner.py")], { env });
    if (ended.exitCode !== 0) throw new Error(ended.stderr);
  }).then((directory) => path.join(directory, "pip"));
}

function isSource(file: string): boolean {
  return !file.includes("__pycache__");
}

/** Every file, link and empty directory below, but what each installation has alike. */
function stateOf(data: string): string[] {
  return walk(data, "")
    .filter((file) => !/^(?:pip$|runner\/|ledger\/|(?:dirs|venvs|commands)\/$)/.test(file))
    .map((file) => file.replace(/^(venvs|commands\/[^/]+)\/[0-9a-f]{12}/, "$1/<id>"))
    .sort();
}

function walk(top: string, below: string): string[] {
  const entries = readdirSync(path.join(top, below), { withFileTypes: true });
  if (entries.length === 0 && below !== "") return [`${below}/`];
  return entries.flatMap((entry) => {
    const file = path.join(below, entry.name);
    if (/^venvs\/[0-9a-f]{12}$/.test(file)) return [file];
    return entry.isDirectory() ? walk(top, file) : [file];
  });
}

function ledgerOf(data: string, slot: string): Record<string, unknown>[] {
  let names: string[] = [];
  try {
    names = readdirSync(`${data}/ledger`).sort();
  } catch {
    return [];
  }
  return names.map((name) => {
    const text = readFileSync(`${data}/ledger/${name}`, "utf8").replaceAll(slot, "<slot>");
    return JSON.parse(text) as Record<string, unknown>;
  });
}

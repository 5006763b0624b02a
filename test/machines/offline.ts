import path from "node:path";
import { fileURLToPath } from "node:url";
import { runProcess } from "../process.ts";
import { onceInRun } from "../run-directory.ts";
import type { Typist } from "./case.ts";
import { type Bind, type Machine, type MachineOptions, type Release, startMachine } from "./machine.ts";
import { withoutNoise } from "./pip-output.ts";
import { linkProduct, productBind, setUpProduct } from "./product.ts";

const indexSources = fileURLToPath(new URL("../index", import.meta.url));
const archiveProgram = fileURLToPath(new URL("../archive/local-archive", import.meta.url));

/** A machine with the product and nothing but loopback, on which a tiny index and a tiny archive are served. */
export interface OfflineMachine {
  readonly machine: Machine;
  /** Where the index is: for `PIP_INDEX_URL`. */
  readonly index: string;
  /** One of its users, without a terminal. */
  typist(name: string): Typist;
}

export interface OfflineOptions extends MachineOptions {
  readonly release: Release;
  /** False: as npm leaves the product, for tests of its set-up. Else it is set up for all users. */
  readonly setUp?: boolean;
}

/** Starts one; `python3` must be among the packages. apt knows the tiny archive alone, and takes it for Debian's own. */
export async function startOffline({ setUp = true, ...options }: OfflineOptions): Promise<OfflineMachine> {
  const binds = [...(await offlineBinds(options.release)), await productBind(), ...(options.binds ?? [])];
  const machine = await startMachine({ ...options, network: false, binds });
  await (setUp ? setUpProduct(machine) : linkProduct(machine));
  const enabled = await machine.run("/srv/local-archive enable /srv/archive --only", { as: "root" });
  if (enabled.exitCode !== 0) throw new Error(`the archive could not be enabled: ${enabled.stderr}`);
  const index = await serveIndex(machine);
  return { machine, index, typist: (name) => typistOf(machine, name, index) };
}

/** Serves the index in the machine, once more for each call. `misbehaviour` as `local-index --help` has it. */
export async function serveIndex(machine: Machine, misbehaviour = ""): Promise<string> {
  const { stdout } = await machine.run(
    `up=$(mktemp -u) && mkfifo $up &&
    { python3 -B /srv/local-index/local-index serve /srv/index ${misbehaviour} > $up 2> /dev/null & read -r url < $up && echo $url; }`,
    { as: "root" },
  );
  if (!stdout.startsWith("http")) throw new Error("the index does not serve");
  return stdout.trim();
}

function typistOf(machine: Machine, name: string, index: string): Typist {
  const home = name === "root" ? "/root" : `/home/${name}`;
  const data = name === "root" ? "/var/lib/safe-pip" : `${home}/.local/share/safe-pip`;
  return {
    machine,
    name,
    home,
    env: {
      PIP_INDEX_URL: index,
      PIP_RETRIES: "0",
      PIP_DISABLE_PIP_VERSION_CHECK: "1",
    },
    normalise: (text) => withoutNoise(text, { home, data }),
  };
}

async function offlineBinds(release: Release): Promise<Bind[]> {
  return [
    { from: indexSources, to: "/srv/local-index" },
    { from: archiveProgram, to: "/srv/local-archive" },
    { from: path.join(await indexWithPip(), "index"), to: "/srv/index" },
    { from: await archive(release), to: "/srv/archive" },
  ];
}

/** The index with pip's own wheel as Debian 13 has it: a machine without pip fetches it from there. */
function indexWithPip(): Promise<string> {
  return onceInRun("machine-index", async (directory) => {
    const machine = await startMachine({
      release: "trixie",
      packages: ["python3", "python3-venv"],
      network: false,
      binds: [
        { from: indexSources, to: "/srv/local-index" },
        { from: directory, to: "/srv/made", writable: true },
      ],
    });
    const build =
      "python3 -B /srv/local-index/local-index build /srv/made/index --also /usr/share/python-wheels";
    const { exitCode, stderr } = await machine.run(build);
    await machine.stop();
    if (exitCode !== 0) throw new Error(`the index could not be built: ${stderr}`);
  });
}

function archive(release: Release): Promise<string> {
  return onceInRun(`archive-${release}`, async (directory) => {
    const env = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" };
    const { exitCode, stderr } = await runProcess([archiveProgram, "build", directory, release], { env });
    if (exitCode !== 0) throw new Error(`the archive could not be built: ${stderr}`);
  });
}

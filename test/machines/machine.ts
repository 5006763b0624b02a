import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Answer, type Finished, runProcess } from "../process.ts";

const program = fileURLToPath(new URL("fresh-machine", import.meta.url));

/** What a machine is like when it starts. */
export interface MachineOptions {
  readonly release?: Release;
  /** Debian packages that it has from the start, without their Recommends. */
  readonly packages?: readonly string[];
  readonly users?: readonly User[];
  /** False: loopback only. */
  readonly network?: boolean;
  /** False: apt's lists are as before any `apt-get update`. */
  readonly lists?: boolean;
  readonly binds?: readonly Bind[];
  /** Directories that are read-only inside. */
  readonly readOnly?: readonly string[];
  /** Small file systems, such as `{ "/home/alice": "3m" }`. */
  readonly small?: Readonly<Record<string, string>>;
  /** Added to every user's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** How long it may live, seconds. */
  readonly timeLimit?: number;
}

/** The Debian releases that tests ask for. */
export type Release = "bookworm" | "trixie" | "forky";

/** Someone with a home. `sudo`: may use sudo with the password `test`. */
export interface User {
  readonly name: string;
  readonly sudo: "no" | "password" | "without-password";
}

/** A file or folder of this machine, inside. */
export interface Bind {
  readonly from: string;
  readonly to: string;
  readonly writable?: boolean;
}

/** How one command runs in a machine. */
export interface CommandOptions {
  /** Whose login it runs in; the machine's first user unless given. */
  readonly as?: string;
  /** The home of who runs it unless given. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /**
   * stdin and stderr are a terminal of its own, on which these answers are typed: what a person has who looks on.
   * stdout is kept apart all the same. `stderr` is then what the terminal showed, questions and echo included.
   */
  readonly terminal?: readonly Answer[];
}

/** A throw-away Debian that runs one command after another. */
export interface Machine {
  /** Runs a command to its end: a text is a script for `sh`, a list is argv. */
  run(command: string | readonly [string, ...string[]], options?: CommandOptions): Promise<Finished>;
  /** Removes it, and ends everything that still runs in it. */
  stop(): Promise<void>;
}

/** Why there can be no machine here, as a skip's reason, or false: `{ skip: noMachine() }`. Takes 10 ms. */
export function noMachine(): string | false {
  try {
    execFileSync(program, ["--check"], { stdio: ["ignore", "pipe", "ignore"] });
    return false;
  } catch (error) {
    const said = error instanceof Error && "stdout" in error ? String(error.stdout).trim() : "";
    return `there is no fresh Debian here: ${said === "" ? "bash is missing" : said}`;
  }
}

/** Starts a machine (0.2 s; the first time of its release and packages, minutes). Throws where it cannot. */
export async function startMachine(options: MachineOptions = {}): Promise<Machine> {
  const users = options.users ?? [];
  const child = spawn(program, [...machineArguments(options), "--hold"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  child.stdin?.on("error", () => {});
  const pid = await processId(child);
  let commands = 0;
  return {
    async run(command, { as = users[0]?.name ?? "root", cwd, env = {}, stdin, terminal } = {}) {
      const argv = typeof command === "string" ? ["sh", "-c", command] : command;
      const enter = (words: readonly string[], more: { stdin?: string; answers?: readonly Answer[] }) => {
        const where = cwd ?? (as === "root" ? "/root" : `/home/${as}`);
        const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);
        const full = ["--enter", pid, as, where, "--", "env", ...settings, ...words];
        return runProcess([program, ...full], { env: hostEnvironment(), ...more });
      };
      if (terminal === undefined) return enter(argv, stdin === undefined ? {} : { stdin });
      commands += 1;
      const file = `/tmp/.stdout.${commands}`;
      const line = `${argv.map(quote).join(" ")} > ${file}`;
      const { exitCode, stdout: shown } = await enter(["script", "-qefc", line, "/dev/null"], {
        answers: terminal,
      });
      const { stdout } = await enter(["sh", "-c", `cat ${file} && rm ${file}`], {});
      return { exitCode, stdout, stderr: shown.replaceAll("\r\n", "\n") };
    },
    stop() {
      child.stdin?.end();
      return ended;
    },
  };
}

function machineArguments(options: MachineOptions): string[] {
  const kinds = { no: "nosudo", password: "sudo", "without-password": "sudo-nopasswd" } as const;
  const each = (name: string, values: readonly string[] = []) => values.flatMap((value) => [name, value]);
  return [
    ...each("--release", options.release === undefined ? [] : [options.release]),
    ...each("--with", options.packages),
    ...each(
      "--user",
      options.users?.map((user) => `${user.name}:${kinds[user.sudo]}`),
    ),
    ...each(
      "--bind",
      options.binds?.map((b) => `${b.from}:${b.to}${b.writable === true ? "" : ":ro"}`),
    ),
    ...each("--ro", options.readOnly),
    ...each(
      "--tmpfs",
      Object.entries(options.small ?? {}).map(([place, size]) => `${place}:${size}`),
    ),
    ...each(
      "--env",
      Object.entries(options.env ?? {}).map(([name, value]) => `${name}=${value}`),
    ),
    ...(options.network === false ? ["--no-net"] : []),
    ...(options.lists === false ? ["--no-lists"] : []),
    ...["--time-limit", String(options.timeLimit ?? 900)],
  ];
}

function processId(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.setEncoding("utf8").once("data", (line: string) => resolve(line.trim()));
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`no machine: fresh-machine ended with ${code}`)));
  });
}

function hostEnvironment(): Record<string, string> {
  return { PATH: process.env.PATH ?? "/usr/sbin:/usr/bin:/sbin:/bin" };
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

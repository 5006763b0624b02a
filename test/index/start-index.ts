import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findProgram } from "../environment.ts";
import { runProcess } from "../process.ts";
import { onceInRun, runDirectory } from "../run-directory.ts";

const program = fileURLToPath(new URL("local-index", import.meta.url));
// Nothing is written beside the sources: a machine may have them bound read-only.
const env = { PATH: "/usr/bin:/bin", PYTHONDONTWRITEBYTECODE: "1" };

/** A package index that serves on a free port of 127.0.0.1. */
export interface Index {
  /** For `PIP_INDEX_URL`. */
  readonly url: string;
  /** The index as files: `file://<directory>/simple/` works too, and `files/` has the wheels. */
  readonly directory: string;
  /** Every request so far, as the server has logged it. */
  requests(): Promise<readonly IndexRequest[]>;
  stop(): Promise<void>;
}

/** One line of the server's log. */
export interface IndexRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly bytes: number;
  readonly range: string | null;
  readonly accept: string | null;
  readonly agent: string;
}

/** How the server misbehaves. */
export interface IndexOptions {
  /** A path with this text in it is answered with this status. */
  readonly fail?: Readonly<Record<string, number>>;
  readonly delaySeconds?: number;
  /** False: a server that knows no Range requests. */
  readonly ranges?: boolean;
}

/** Builds the tiny index, once a run, and serves it. It holds pip's own wheel where this machine has one. */
export async function startIndex(options: IndexOptions = {}): Promise<Index> {
  const directory = await buildIndex();
  const log = path.join(runDirectory(), `index.${process.pid}.${Math.random().toString(36).slice(2)}.log`);
  const args = ["serve", directory, "--log", log, ...misbehaviour(options)];
  const child = spawn(findProgram("python3"), [program, ...args], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const url = await firstLine(child.stdout);
  return {
    url,
    directory,
    async requests() {
      const text = await readFile(log, "utf8").catch(() => "");
      return text
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as IndexRequest);
    },
    stop() {
      child.kill();
      return ended;
    },
  };
}

/** The index as files, made once a run; for machines, which get it bound. */
export function buildIndex(): Promise<string> {
  return onceInRun("index", async (directory) => {
    const pip = await pipWheel();
    const also = pip === null ? [] : ["--also", pip];
    await python([program, "build", directory, ...also]);
  });
}

/** pip's wheel as Python brings it (ensurepip's, or Debian's python3-pip-whl), or null. */
export async function pipWheel(): Promise<string | null> {
  const found = await python(["-c", findPipWheel]);
  return found.trim() === "" ? null : found.trim();
}

const findPipWheel = `
import glob, os
places = ["/usr/share/python-wheels"]
try:
    import ensurepip
    places.append(os.path.join(os.path.dirname(ensurepip.__file__), "_bundled"))
except ImportError:
    pass
print(next((w for p in places for w in sorted(glob.glob(p + "/pip-*.whl"))), ""))
`;

async function python(args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runProcess([findProgram("python3"), ...args], { env });
  if (exitCode !== 0) throw new Error(`python3 ${args[0]} failed: ${stderr}`);
  return stdout;
}

function misbehaviour({ fail = {}, delaySeconds, ranges = true }: IndexOptions): string[] {
  const args = Object.entries(fail).flatMap(([text, status]) => ["--fail", `${text}=${status}`]);
  if (delaySeconds !== undefined) args.push("--delay", String(delaySeconds));
  if (!ranges) args.push("--no-range");
  return args;
}

function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      text += chunk;
      const end = text.indexOf("\n");
      if (end >= 0) resolve(text.slice(0, end));
    });
    stream.once("end", () => reject(new Error("the index ended before it served")));
  });
}

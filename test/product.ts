import { existsSync } from "node:fs";
import { cp } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildPackage } from "../src/build.ts";
import {
  findProgram,
  hasProgram,
  makeEnvironment,
  type RunOptions,
  type TestEnvironment,
} from "./environment.ts";
import { type Index, startIndex } from "./index/start-index.ts";
import { type Finished, runProcess } from "./process.ts";
import { onceInRun } from "./run-directory.ts";

const checkout = fileURLToPath(new URL("..", import.meta.url));

/**
 * The whole product in a home of its own: the real sh entry first on PATH, the bundle that the package's own build
 * script makes, this machine's Node, and its marked Python behind them. What is installed comes from the tiny index.
 */
export interface Product extends TestEnvironment {
  /** The user's data directory. */
  readonly data: string;
  readonly index: Index;
  /** Types a line; its first word is found on PATH. Not on a terminal. */
  type(words: readonly [string, ...string[]], options?: RunOptions): Promise<Finished>;
  /** The same on a terminal, where questions are answered. What is printed comes as one text, in `stdout`. */
  typeOnTerminal(line: string, options?: RunOptions): Promise<Finished>;
}

/** Why the product can't be run here; false where it can. */
export function noProduct(): string | false {
  for (const program of ["/usr/bin/python3", "dash", "node", "script", "setpriv"]) {
    if (!hasProgram(program)) return `this machine has no ${program}`;
  }
  return false;
}

export async function makeProduct(): Promise<Product> {
  const made = await makeEnvironment();
  const directory = await bundledProduct();
  const data = path.join(made.home, ".local/share/safe-pip");
  await givePip(made, data);
  const index = await startIndex();
  const node = path.dirname(findProgram("node"));
  const env = {
    ...made.env,
    PATH: [path.join(directory, "shims"), node, "/usr/bin", "/bin"].join(":"),
    PIP_INDEX_URL: index.url,
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const product = {
    ...made,
    env,
    index,
    data,
    type: (words: readonly [string, ...string[]], options: RunOptions = {}) =>
      made.run([findProgram("env"), ...words], { ...options, env: { ...env, ...options.env } }),
    typeOnTerminal: (line: string, options: RunOptions = {}) =>
      made.run([findProgram("script"), "-qec", line, "/dev/null"], {
        ...options,
        env: { ...env, ...options.env },
      }),
    async remove() {
      await index.stop();
      await made.remove();
    },
  };
  return product;
}

/**
 * The pip that all environments share, ready: to compile it takes seconds, and is tested where it is tested. Modes
 * and times are kept, by which Python knows that it has been compiled.
 */
async function givePip(made: TestEnvironment, data: string): Promise<void> {
  const ready = await onceInRun("shared-pip", async (directory) => {
    const argv = ["/usr/bin/python3", "-B", "-I", "-S", path.join(checkout, "shims/runner.py")] as const;
    const env = {
      PATH: "/usr/bin:/bin",
      SAFE_PIP_RUN: `verb=ensure-pip\tdata=${directory}`,
    };
    await runProcess([...argv], { env });
  });
  if (!existsSync(path.join(ready, "pip"))) return;
  await made.run(["/bin/mkdir", "-m", "700", data]);
  await made.run(["/bin/cp", "-r", "--preserve=mode,timestamps", path.join(ready, "pip"), data]);
}

/** The package as it is built, in a directory that every user can read; made once a run. */
function bundledProduct(): Promise<string> {
  return onceInRun("bundle", async (directory) => {
    await cp(path.join(checkout, "shims"), path.join(directory, "shims"), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !file.includes("__pycache__"),
    });
    await cp(path.join(checkout, "package.json"), path.join(directory, "package.json"));
    await buildPackage(path.join(directory, "dist"));
  });
}

import { cp, mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findProgram } from "../environment.ts";
import { runProcess } from "../process.ts";
import { onceInRun } from "../run-directory.ts";
import type { Bind, Machine } from "./machine.ts";

const checkout = fileURLToPath(new URL("../..", import.meta.url));

/** Where npm puts a global package of Debian's nodejs. */
const installed = "/usr/local/lib/node_modules/safe-pip";

/** The product in a machine as `npm install -g` leaves it there, without the seconds that npm takes for it. */
export async function productBind(): Promise<Bind> {
  return { from: path.join(await packedProduct(), "package"), to: installed };
}

/** Links its command as npm does; then `safe-pip` is on every user's PATH. Call it once in a started machine. */
export async function linkProduct(machine: Machine): Promise<void> {
  const link = `ln -s ../lib/node_modules/safe-pip/shims/safe-pip /usr/local/bin/safe-pip`;
  const { exitCode, stderr } = await machine.run(link, { as: "root" });
  if (exitCode !== 0) throw new Error(`the product could not be linked: ${stderr}`);
}

/** Links it and sets it up for everybody: the shims are in /usr/local/bin, which is first on every login's PATH. */
export async function setUpProduct(machine: Machine): Promise<void> {
  await linkProduct(machine);
  const { exitCode, stdout, stderr } = await machine.run("safe-pip setup --system", { as: "root" });
  if (exitCode !== 0) throw new Error(`the product could not be set up: ${stdout}${stderr}`);
}

/**
 * The tarball that npm packs, and its unpacked files in `package/`; made once a run. Built in a directory of its own,
 * so that files that start at the same moment do not write the same dist/.
 */
export function packedProduct(): Promise<string> {
  return onceInRun("product", async (directory) => {
    const staging = path.join(directory, "staging");
    await mkdir(staging);
    for (const name of ["shims", "package.json", "README.md", "LICENSE"]) {
      await cp(path.join(checkout, name), path.join(staging, name), {
        recursive: true,
        verbatimSymlinks: true,
        filter: (file) => !file.includes("__pycache__"),
      });
    }
    await must(["npx", "tsx", "src/build.ts", path.join(staging, "dist")], checkout);
    await must(["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", directory], staging);
    await rm(staging, { recursive: true });
    const tarball = (await readdir(directory)).find((name) => name.endsWith(".tgz"));
    if (tarball === undefined) throw new Error("npm pack made no tarball");
    await must(["tar", "-xzf", tarball, "--no-same-owner"], directory);
  });
}

async function must([program, ...args]: readonly [string, ...string[]], cwd: string): Promise<void> {
  const env = { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "/root" };
  const { exitCode, stdout, stderr } = await runProcess([findProgram(program), ...args], { env, cwd });
  if (exitCode !== 0) throw new Error(`${program} ${args.join(" ")} failed: ${stdout}${stderr}`);
}

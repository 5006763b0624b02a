import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type CommandOptions, type Machine, noMachine, startMachine } from "./machines/machine.ts";
import { packedProduct } from "./machines/product.ts";
import { runProcess } from "./process.ts";
import { onceInRun } from "./run-directory.ts";

const checkout = fileURLToPath(new URL("..", import.meta.url));
const bob: CommandOptions = { as: "bob", cwd: "/home/bob/notes" };
const root: CommandOptions = { as: "root", cwd: "/root/checkout" };

/** A command block of the README, who types it where, how it ends, and what is true afterwards. */
interface Block {
  readonly text: string;
  readonly by: CommandOptions;
  /** What root does before. */
  readonly given?: string;
  readonly prints: RegExp;
  readonly afterwards?: readonly (readonly [command: string, prints: RegExp])[];
}

const blocks: readonly Block[] = [
  {
    text: "npm start -- install cowsay",
    by: root,
    prints: /^Successfully installed cowsay-\S+$/m,
    afterwards: [["sh shims/safe-pip run cowsay -t moo", /\| moo \|/]],
  },
  {
    text: "npx safe-pip install cowsay\nnpx safe-pip run cowsay -t hello",
    by: bob,
    prints: /^Successfully installed cowsay-\S+\n[\s\S]*\| hello \|/m,
  },
  {
    text: "npm install --global safe-pip\nsafe-pip setup",
    by: { as: "root", cwd: "/root" },
    prints: /./,
    afterwards: [["bash -lc 'type -p pip'", /safe-pip|\/usr\/local\//]],
  },
  {
    text: "safe-pip explain install requests\nsafe-pip explain --json install requests\nSAFE_PIP=off pip --version",
    by: bob,
    given: "apt-get install -qy --no-install-recommends python3-pip",
    prints: /^\{.*"rule": ?"/m,
  },
  { text: "npm test", by: root, prints: /^# fail 0$/m },
];

test("every command block of the README is in this table", async () => {
  assert.deepEqual([...blocks.map(({ text }) => text)].sort(), (await readmeBlocks()).sort());
});

describe("the README's commands, in a fresh Debian 12 with nodejs, npm and python3", {
  skip: noMachine(),
}, () => {
  let machine: Machine;
  let tarball: string;
  before(async () => {
    const product = await packedProduct();
    tarball = `/srv/product/${(await readdir(product)).find((name) => name.endsWith(".tgz"))}`;
    machine = await startMachine({
      packages: ["nodejs", "npm", "python3"],
      users: [{ name: "bob", sudo: "no" }],
      binds: [
        { from: product, to: "/srv/product" },
        { from: await copyOfCheckout(), to: "/srv/checkout" },
      ],
      timeLimit: 2400,
    });
    // A clone has a .git, by which it is a project.
    await must("cp -r /srv/checkout /root/checkout && mkdir -p /root/checkout/.git/info", { as: "root" });
    await must("mkdir notes", { as: "bob" });
  });
  after(() => machine.stop());

  async function must(command: string, options: CommandOptions): Promise<string> {
    const { exitCode, stdout, stderr } = await machine.run(command, options);
    assert.equal(exitCode, 0, `${command}\n${stdout}\n${stderr}`);
    return stdout;
  }

  for (const { text, by, given, prints, afterwards = [] } of blocks) {
    test(text, async () => {
      const typed = text
        // The whole suite is what runs this test: here, that the command sets itself up and runs node's tests.
        .replace(/^npm test$/m, "npm test -- plan/rules")
        .replaceAll("npx safe-pip", `npx --yes --package ${tarball} safe-pip`)
        .replace("--global safe-pip", `--global ${tarball}`);
      if (given !== undefined) await must(given, { as: "root" });
      assert.match(await must(`set -e\n${typed}`, by), prints);
      for (const [command, answer] of afterwards) assert.match(await must(command, by), answer);
    });
  }
});

async function readmeBlocks(): Promise<string[]> {
  const readme = await readFile(path.join(checkout, "README.md"), "utf8");
  return [...readme.matchAll(/^```sh\n([\s\S]*?)\n```$/gm)].map(([, text]) => text ?? "");
}

/** The checkout as a clone has it: without what npm and the build have made. */
function copyOfCheckout(): Promise<string> {
  return onceInRun("checkout", async (directory) => {
    const copy = "tar -c --exclude=./node_modules --exclude=./dist --exclude=./.git . | tar -x -C";
    const { exitCode, stderr } = await runProcess(["/bin/sh", "-c", `${copy} "$1"`, "sh", directory], {
      env: { PATH: "/usr/bin:/bin" },
      cwd: checkout,
    });
    assert.equal(exitCode, 0, stderr);
  });
}

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Machine, noMachine, startMachine } from "./machines/machine.ts";
import { packedProduct } from "./machines/product.ts";
import { onceInRun } from "./run-directory.ts";

/*
 * Every command block of the README, run as a new user would: on a fresh Debian 12 with nodejs, npm and python3 and
 * nothing else. The registry's safe-pip is stood in for by this checkout's own tarball.
 */

const checkout = fileURLToPath(new URL("..", import.meta.url));
const readme = readFileSync(path.join(checkout, "README.md"), "utf8");
const blocks = [...readme.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? "");

interface Block {
  readonly text: string;
  readonly cwd: "checkout" | "home";
  /** What its stdout ends with, or holds. */
  readonly prints: RegExp;
  /** A command that shows that it is true, and what it prints. */
  readonly shows?: readonly [command: string, prints: RegExp];
}

const tested: readonly Block[] = [
  {
    text: "npm start -- install cowsay\n",
    cwd: "checkout",
    prints: /^Successfully installed cowsay-[\d.]+$/m,
    shows: ["sh shims/safe-pip run cowsay -t hello", /\| hello \|/],
  },
  { text: "npm test\n", cwd: "checkout", prints: /^ℹ fail 0$/m },
  {
    text: "npx safe-pip install cowsay\nnpx safe-pip run cowsay -t hello\n",
    cwd: "home",
    prints: /\| hello \|/,
  },
  {
    text: "npm install --global safe-pip\nsafe-pip setup\n",
    cwd: "home",
    prints: /./,
    shows: ["bash -ic 'command -v pip'", /\.local\/share\/safe-pip\/shims\/pip/],
  },
  {
    text: "safe-pip explain install requests\nsafe-pip explain --json install requests\nSAFE_PIP=off pip --version\n",
    cwd: "home",
    prints: /"safePip":1,"command":"explain"[\s\S]*^pip \d/m,
  },
];

test("every command block of the README is run below", () => {
  assert.deepEqual(
    tested.map(({ text }) => text),
    blocks,
  );
});

describe("the README's commands, on a fresh Debian 12", { skip: noMachine() }, () => {
  let machine: Machine;
  let tarball = "";
  before(async () => {
    const product = await packedProduct();
    tarball = `/srv/product/${readdirSync(product).find((name) => name.endsWith(".tgz"))}`;
    machine = await startMachine({
      release: "bookworm",
      packages: ["nodejs", "npm", "python3"],
      users: [{ name: "alice", sudo: "no" }],
      binds: [
        { from: product, to: "/srv/product" },
        { from: await trackedFiles(), to: "/srv/checkout" },
      ],
      timeLimit: 2400,
    });
    await machine.run("cp -r /srv/checkout ~/checkout && npm config set prefix ~/.npm");
  });
  after(() => machine.stop());

  for (const { text, cwd, prints, shows } of tested) {
    test(text.trim().replaceAll("\n", "; "), async () => {
      const where = cwd === "checkout" ? "/home/alice/checkout" : "/home/alice";
      const env = {
        PATH: "/home/alice/.npm/bin:/usr/local/bin:/usr/bin:/bin",
        npm_config_update_notifier: "false",
      };
      const ended = await machine.run(`set -e\n${withTarball(text)}`, { cwd: where, env });
      assert.equal(ended.exitCode, 0, ended.stdout + ended.stderr);
      assert.match(ended.stdout, prints);
      if (shows) assert.match((await machine.run(shows[0], { cwd: where, env })).stdout, shows[1]);
    });
  }

  function withTarball(text: string): string {
    return text
      .replaceAll("npx safe-pip", `npx --yes --package ${tarball} safe-pip`)
      .replaceAll("--global safe-pip", `--global ${tarball}`);
  }
});

/** What a clone of this checkout would hold, with what is not committed yet. */
function trackedFiles(): Promise<string> {
  return onceInRun("tracked-files", async (directory) => {
    const names = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
      cwd: checkout,
      encoding: "utf8",
    });
    for (const name of names.split("\0").filter((each) => each !== "")) {
      mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
      cpSync(path.join(checkout, name), path.join(directory, name), { verbatimSymlinks: true });
    }
  });
}

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { type Case, testCase } from "./case.ts";
import { type Machine, noMachine, type Release, startMachine } from "./machine.ts";
import { normalisePip } from "./pip-output.ts";
import { packedProduct } from "./product.ts";

const users = [{ name: "bob", sudo: "no" as const }];
const bob = { name: "bob", home: "/home/bob", data: "/home/bob/.local/share/safe-pip" };
const env = { npm_config_update_notifier: "false" };

const cases: readonly Case[] = [
  {
    name: "npx does the job without any set-up, and says how to run what it installed",
    given: "mkdir project",
    in: "project",
    type: "npx --yes --package /srv/product/$TARBALL safe-pip install iniconfig",
    stdout:
      "Collecting iniconfig\nInstalling collected packages: iniconfig\nSuccessfully installed iniconfig-<version>\n",
    stderr: /safe-pip: .*safe-pip run python/,
    afterwards: [
      [
        "npx --yes --package /srv/product/$TARBALL safe-pip run python -c 'import iniconfig; print(iniconfig.__name__)'",
        "iniconfig\n",
      ],
    ],
  },
  {
    name: "npm install -g makes `safe-pip` a command of every user's",
    in: "project",
    type: "safe-pip freeze",
    stdout: "iniconfig==<version>\n",
    afterwards: [
      ["readlink -f /usr/local/bin/safe-pip", "/usr/local/lib/node_modules/safe-pip/shims/safe-pip\n"],
      ["npm ls -g --parseable | grep -c safe-pip", "1\n"],
    ],
  },
];

for (const release of ["bookworm", "trixie"] as const) {
  describe(
    `from npm pack's tarball, with Debian ${release}'s own nodejs and npm`,
    { skip: noMachine() },
    () => testTarball(release),
  );
}

function testTarball(release: Release): void {
  let machine: Machine;
  let tarball: string;
  before(async () => {
    const product = await packedProduct();
    tarball = (await readdir(product)).find((name) => name.endsWith(".tgz")) ?? "";
    const packages = ["nodejs", "npm", "python3"];
    machine = await startMachine({
      release,
      packages,
      users,
      binds: [{ from: product, to: "/srv/product" }],
    });
    const { exitCode, stderr } = await machine.run(
      `npm install -g ${path.posix.join("/srv/product", tarball)}`,
      {
        as: "root",
        env,
      },
    );
    assert.equal(exitCode, 0, stderr);
  });
  after(() => machine.stop());
  const typist = () => ({
    ...bob,
    machine,
    env: { ...env, TARBALL: tarball },
    normalise: (text: string) => normalisePip(text, bob),
  });
  for (const each of cases) testCase(each, typist);

  test("the package is small, has no install script, and no bin but safe-pip", async () => {
    const { stdout } = await machine.run(
      `cd /usr/local/lib/node_modules/safe-pip && test $(du -sk . | cut -f1) -lt 4096 && test $(find . -type f | wc -l) -lt 60 &&
       node -p 'const p = require("./package.json"); JSON.stringify([Object.keys(p.bin), p.scripts.install ?? null, p.scripts.postinstall ?? null, p.dependencies ?? {}])'`,
    );
    assert.equal(stdout, '[["safe-pip"],null,null,{}]\n');
  });
}

import assert from "node:assert/strict";
import { readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, test } from "node:test";
import type { Finished } from "../process.ts";
import { makeProduct, noProduct, type Product } from "../product.ts";

const skip = noProduct();
const product = skip ? null : await makeProduct();
after(() => product?.remove());

/** Runs a test with the product; skipped where it can't be run. */
function withProduct(name: string, run: (product: Product) => Promise<void>): void {
  test(name, { skip }, () => run(product as Product));
}

/** The whole outcome, with the temporary paths taken out. */
function shown(product: Product, { exitCode, stdout, stderr }: Finished) {
  return { exitCode, stdout: product.normalise(stdout), stderr: product.normalise(stderr) };
}

/** A project with a policy of its own. */
async function project(product: Product, name: string, policy: string): Promise<string> {
  const file = await product.write(`home/${name}/.safe-pip.toml`, policy);
  return path.dirname(file);
}

const loosening = 'apt = "auto"\n[ban]\nsix = "no"\n';

withProduct("policy: each value with the line that decided it, and what was left out", async (product) => {
  const cwd = await project(product, "values", `only-binary = true\n${loosening}`);
  const { exitCode, stdout, stderr } = shown(product, await product.type(["safe-pip", "policy"], { cwd }));
  const rows = stdout.split("\n").filter((line) => line.includes(".toml"));
  assert.deepEqual(
    { exitCode, rows, stderr },
    {
      exitCode: 0,
      rows: [
        "only-binary            true  (line 1 of <root>/home/values/.safe-pip.toml)",
        'ban.six                "no"  (line 4 of <root>/home/values/.safe-pip.toml)',
      ],
      stderr:
        "safe-pip: <root>/home/values/.safe-pip.toml is not trusted, so apt (line 2) is left out; to see and allow it: safe-pip trust\n",
    },
  );
});

withProduct("policy --json: an envelope with rows, notes and problems", async (product) => {
  const cwd = await project(product, "json", 'apt = "sometimes"\n');
  const ran = await product.type(["safe-pip", "policy", "--json"], { cwd });
  const answer = JSON.parse(ran.stdout);
  assert.deepEqual(
    [ran.exitCode, ran.stderr, answer.command, answer.status, answer.exitCode, answer.data.problems],
    [
      1,
      "",
      "policy",
      "error",
      1,
      [
        {
          code: "policy-value",
          file: `${cwd}/.safe-pip.toml`,
          line: 1,
          key: "apt",
          message: `${cwd}/.safe-pip.toml, line 1: apt must be one of "auto", "ask", "never"; it is "sometimes"`,
        },
      ],
    ],
  );
});

const inits: readonly (readonly [name: string, words: readonly string[], cwd: string, outcome: Finished])[] =
  [
    [
      "in a project",
      ["init"],
      "home/fresh",
      ended(0, "<root>/home/fresh/.safe-pip.toml is written; every line of it is still a comment\n"),
    ],
    [
      "never over what is there",
      ["init"],
      "home/fresh",
      ended(1, "", "safe-pip: <root>/home/fresh/.safe-pip.toml is there already and stays as it is\n"),
    ],
    [
      "for the user",
      ["init", "--user"],
      "home",
      ended(0, "<root>/home/.config/safe-pip/config.toml is written; every line of it is still a comment\n"),
    ],
    [
      "for the machine, by who may not",
      ["init", "--machine"],
      "home",
      ended(
        1,
        "",
        "safe-pip: /etc/safe-pip/policy.toml can't be written (EACCES)\nsafe-pip: type: sudo safe-pip policy init --machine\n",
      ),
    ],
    [
      "outside a project",
      ["init"],
      "home",
      ended(1, "", "safe-pip: this directory is no project\nsafe-pip: type: safe-pip policy init --user\n"),
    ],
    [
      "an unknown word",
      ["show"],
      "home",
      ended(2, "", "safe-pip: policy does not know: show\nsafe-pip: type: safe-pip policy init\n"),
    ],
  ];

for (const [name, words, cwd, outcome] of inits) {
  withProduct(`policy init: ${name}`, async (product) => {
    await product.write("home/fresh/pyproject.toml", "");
    const ran = await product.type(["safe-pip", "policy", ...words], { cwd: path.join(product.root, cwd) });
    assert.deepEqual(shown(product, ran), outcome);
  });
}

withProduct("policy init: not beside [tool.safe-pip] of pyproject.toml", async (product) => {
  const file = await product.write("home/inside/pyproject.toml", "[tool.safe-pip]\nonly-binary = true\n");
  const ran = await product.type(["safe-pip", "policy", "init"], { cwd: path.dirname(file) });
  assert.deepEqual(
    shown(product, ran),
    ended(1, "", "safe-pip: <root>/home/inside/pyproject.toml holds this project's policy already\n"),
  );
});

withProduct("trust: without a terminal it shows what is asked, and trusts nothing", async (product) => {
  const cwd = await project(product, "unasked", loosening);
  assert.deepEqual(
    shown(product, await product.type(["safe-pip", "trust"], { cwd, stdin: "y\n" })),
    ended(
      1,
      "",
      `safe-pip: <root>/home/unasked/.safe-pip.toml asks for:
safe-pip:   line 1: apt = "auto"
safe-pip: <root>/home/unasked/.safe-pip.toml is not trusted: nobody can be asked without a terminal
safe-pip: type: safe-pip trust
`,
    ),
  );
  const { stdout } = await product.type(["safe-pip", "trust", "--list"], { cwd });
  assert.doesNotMatch(stdout, /unasked/);
});

withProduct("trust: on a terminal it is asked; No and a bare Enter change nothing", async (product) => {
  const cwd = await project(product, "asked", loosening);
  const answer = (typed: string) =>
    product.typeOnTerminal("safe-pip trust", { cwd, answers: [{ question: /\[y\/N\]/, typed }] });
  const no = await answer("\n");
  assert.match(no.stdout, /asks for:.*apt = "auto".*stays untrusted/s);
  assert.equal(no.exitCode, 1);
  const yes = await answer("y\n");
  assert.match(yes.stdout, /is trusted until it changes/);
  assert.equal(yes.exitCode, 0);
  assert.match(
    (await product.type(["safe-pip", "trust", "--list"])).stdout,
    /asked\/\.safe-pip\.toml {2}trusted\n/,
  );
  assert.deepEqual(await aptOf(product, cwd), ["auto", ""]);
});

withProduct("trust: any change of a byte takes it back; untrust does too", async (product) => {
  const cwd = await project(product, "changing", loosening);
  const file = path.join(cwd, ".safe-pip.toml");
  await trusted(product, cwd);
  assert.equal((await aptOf(product, cwd))[0], "auto");
  await writeFile(file, `${loosening} `);
  assert.equal((await aptOf(product, cwd))[0], "ask");
  assert.match(
    (await product.type(["safe-pip", "trust", "--list"])).stdout,
    /changing\/\.safe-pip\.toml {2}changed/,
  );
  await writeFile(file, loosening);
  assert.equal((await aptOf(product, cwd))[0], "auto");
  const ran = await product.type(["safe-pip", "untrust"], { cwd });
  assert.deepEqual(
    shown(product, ran),
    ended(0, "<root>/home/changing/.safe-pip.toml is no longer trusted\n"),
  );
  assert.equal((await aptOf(product, cwd))[0], "ask");
});

withProduct(
  "trust: the same bytes elsewhere, and a link to a trusted file, are not trusted",
  async (product) => {
    const cwd = await project(product, "original", loosening);
    await trusted(product, cwd);
    const copy = await project(product, "copy", await readFile(path.join(cwd, ".safe-pip.toml"), "utf8"));
    assert.equal((await aptOf(product, copy))[0], "ask");
    const linked = await product.directory("home/linked");
    await symlink(path.join(cwd, ".safe-pip.toml"), path.join(linked, ".safe-pip.toml"));
    const ran = shown(product, await product.type(["safe-pip", "policy"], { cwd: linked }));
    assert.deepEqual(
      [ran.exitCode, ran.stderr],
      [1, "safe-pip: <root>/home/linked/.safe-pip.toml can't be read: it is a symbolic link\n"],
    );
  },
);

withProduct("trust: what init wrote is trusted as long as nobody changes it", async (product) => {
  const file = await product.write("home/own/pyproject.toml", "");
  const cwd = path.dirname(file);
  await product.type(["safe-pip", "policy", "init"], { cwd });
  const listed = () => product.type(["safe-pip", "trust", "--list"]);
  assert.match((await listed()).stdout, /own\/\.safe-pip\.toml {2}trusted\n/);
  await writeFile(path.join(cwd, ".safe-pip.toml"), 'apt = "auto"\n');
  assert.equal((await aptOf(product, cwd))[0], "ask");
});

withProduct("trust: what a hostile file says is shown, not performed", async (product) => {
  const cwd = await project(product, "hostile", '[ban]\nsix = "\\u001b[2J\\u202e"\n');
  const ran = await product.type(["pip", "install", "six"], { cwd });
  assert.equal(ran.exitCode, 1);
  assert.match(ran.stderr, /it is "\\u\{1b\}\[2J\\u\{202e\}"/);
  assert.doesNotMatch(ran.stderr, /[\u001b\u202e]/);
});

/** What `apt` is in force, and stderr. */
async function aptOf(product: Product, cwd: string): Promise<readonly [string, string]> {
  const ran = await product.type(["safe-pip", "policy"], { cwd });
  return [/^apt +"(\w+)"/m.exec(ran.stdout)?.[1] ?? "", ran.stderr];
}

async function trusted(product: Product, cwd: string): Promise<void> {
  const answers = [{ question: /\[y\/N\]/, typed: "y\n" }];
  const ran = await product.typeOnTerminal("safe-pip trust", { cwd, answers });
  assert.equal(ran.exitCode, 0, ran.stdout);
}

function ended(exitCode: number, stdout: string, stderr = ""): Finished {
  return { exitCode, stdout, stderr };
}

import assert from "node:assert/strict";
import { lstatSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { makeProduct, noProduct, type Product } from "../product.ts";

/*
 * `python -m venv .venv` where .venv is our link for editors (threat T10): the user gets a venv of his own there, and
 * what was installed for the directory stays whole. entry.test.ts has the command lines and the links of others.
 */

const skip = noProduct();

let product: Product;
before(async () => {
  if (!skip) product = await makeProduct();
});
after(() => product?.remove());

const lines = [
  ["a venv in its place", "-m venv --without-pip .venv"],
  ["one that is to be emptied first", "-m venv --clear --without-pip .venv"],
  ["one by its path, isolated", "-Im venv --clear --without-pip <project>/.venv/"],
] as const;

for (const [number, [name, line]] of lines.entries()) {
  test(`${name}: the user's own is there, and what was installed is still imported`, { skip }, async () => {
    const project = path.dirname(await product.write(`home/app${number}/pyproject.toml`, ""));
    const run = (words: readonly [string, ...string[]]) => product.type(words, { cwd: project });
    const installed = await run(["pip", "install", "-q", "demo-leaf"]);
    assert.deepEqual([installed.exitCode, lstatSync(`${project}/.venv`).isSymbolicLink()], [0, true]);

    const words = line.replace("<project>", project).split(" ");
    const word = words.at(-1)?.replace(/\/$/, "");
    assert.deepEqual(await run(["python3", ...words]), {
      exitCode: 0,
      stdout: "",
      stderr: `safe-pip: ${word} led to safe-pip's own environment, which stays in use. To use yours instead: safe-pip adopt ${word}\n`,
    });
    assert.equal(lstatSync(`${project}/.venv`).isSymbolicLink(), false);
    assert.match(readFileSync(`${project}/.venv/pyvenv.cfg`, "utf8"), /^home = \/usr\/bin$/m);
    const where = "import sys, importlib.util as u; print(sys.prefix, u.find_spec('demo_leaf') is not None)";
    const version = (await run(["python3", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]))
      .stdout;
    const managed = `${product.data}/dirs${project}/@/${version.trim()}/venv`;
    assert.equal((await run(["python3", "-c", where])).stdout, `${managed} True\n`);
    assert.equal((await run([".venv/bin/python", "-c", where])).stdout, `${project}/.venv False\n`);
    assert.equal((await run(["safe-pip", "adopt", `${word}`])).exitCode, 0);
    assert.equal((await run(["python3", "-c", where])).stdout, `${managed} False\n`);
  });
}

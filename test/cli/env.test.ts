import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { findProgram, hasProgram } from "../environment.ts";
import { makeProduct, noProduct, type Product } from "../product.ts";

/*
 * `safe-pip env`, `run` and `shell`: what needs no shim. They are typed by real shells that have safe-pip on PATH and
 * nothing else of it.
 */

const WHERE =
  "python -c 'import demo_tool; print(demo_tool.__name__)'; demo-tool; command -v pip; command -v python3";

/** What reaches the directory's environment, by shell; `$SHELL` is what `safe-pip shell` starts. */
const rows: readonly (readonly [name: string, shell: string, line: string])[] = [
  ["env, evaluated by dash", "dash", `eval "$(safe-pip env)"; ${WHERE}`],
  ["env, evaluated by bash", "bash", `eval "$(safe-pip env)"; ${WHERE}`],
  ["env, evaluated by zsh", "zsh", `eval "$(safe-pip env)"; ${WHERE}`],
  ["env, evaluated by fish", "fish", `eval (safe-pip env); ${WHERE}`],
  ["run", "bash", `safe-pip run sh -c "${WHERE}"`],
  ["shell, by what is typed in it", "bash", `echo "${WHERE}" | SHELL=/bin/bash safe-pip shell`],
];

/** A name that a shell splits and takes for a quote. */
const ODD = "it's mine";

describe("without a shim", { skip: noProduct() }, () => {
  let product: Product;
  let cwd: string;
  let env: Readonly<Record<string, string>>;
  before(async () => {
    product = await makeProduct();
    cwd = await product.directory(`home/${ODD}`);
    const [shims = "", ...others] = (product.env.PATH ?? "").split(":");
    const { exitCode, stderr } = await product.type(["pip", "install", "-q", "demo-tool"], { cwd });
    assert.equal(exitCode, 0, stderr);
    const bin = await product.directory("by-name");
    await product.run([findProgram("ln"), "-s", `${shims}/safe-pip`, `${bin}/safe-pip`]);
    env = { PATH: [bin, ...others].join(":") };
  });
  after(() => product?.remove());

  for (const [name, shell, line] of rows) {
    test(`${name}: python, commands and pip are the directory's`, {
      skip: hasProgram(shell) ? false : `${shell} is not installed`,
    }, async () => {
      const { stdout, stderr } = await product.type([shell, "-c", line], { cwd, env });
      const slot = `<root>/home/.local/share/safe-pip/dirs<root>/home/${ODD}/@/3.X/venv/bin`;
      assert.deepEqual(
        {
          stdout: product
            .normalise(stdout)
            .replaceAll(/@\/3\.\d+\//g, "@/3.X/")
            .split("\n"),
          stderr,
        },
        { stdout: ["demo_tool", "demo-tool 3.1", `${slot}/pip`, `${slot}/python3`, ""], stderr: "" },
      );
    });
  }

  test("env where nothing is installed sets nothing, and says so", async () => {
    const line =
      'before=$(env | sort); eval "$(safe-pip env)"; test "$before" = "$(env | sort)" && echo same';
    assert.deepEqual(await product.type(["bash", "-c", line], { env }), {
      exitCode: 0,
      stdout: "same\n",
      stderr: "safe-pip: nothing is installed for this directory, so there is nothing to set\n",
    });
  });
});

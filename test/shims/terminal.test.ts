import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { findProgram, hasProgram } from "../environment.ts";
import type { Answer } from "../process.ts";
import { makeProduct, noProduct, type Product } from "../product.ts";
import { type HeldIndex, startHeldIndex } from "./heldIndex.ts";
import { makeShimMachine } from "./shimMachine.ts";

/*
 * Real shells on a real terminal, with keys that are typed: Ctrl-Z, fg and Ctrl-C in the middle of pip's work (F21,
 * F23). An index that never answers holds the real pip there; it says when it goes on, so that no key comes too early.
 * Each shell types the real pip by its path first: what is through the shim is to be the same.
 */

/** A shell, its word for an exit code, and the code that it has after `fg` and Ctrl-C: fish's is that of its `fg`. */
const shells: readonly (readonly [line: string, code: string, ended: number])[] = [
  ["bash --norc --noprofile -i", "$?", 1],
  ["zsh -f -i", "$?", 1],
  ["fish --no-config -i", "$status", 0],
];

/** What is typed; the last in a directory that has an environment. */
const lines: readonly (readonly [name: string, line: string, first?: string])[] = [
  ["the real pip, by its path", "/usr/bin/python3 -m pip download held"],
  ["pip, handed over at once", "pip download held"],
  ["python -m pip, handed over at once", "python3 -m pip download held"],
  ["a first install, planned", "pip install held"],
  ["an install where an environment is", "pip install held", "pip install -q demo-leaf"],
];

const SAYS_THAT_IT_GOES_ON = `import os, signal
signal.signal(signal.SIGCONT, lambda *_: os.write(1, b"goes on\\n"))
`;

const [CTRL_C, CTRL_Z] = ["\u0003", "\u001a"];

/** A program on a terminal of its own; one that waits for a key that never comes is ended. */
function onTerminal(line: string): readonly [string, ...string[]] {
  return [findProgram("timeout"), "60", findProgram("script"), "-qec", line, "/dev/null"];
}

/** Stopped, taken up again and cancelled; then how it ended is asked. */
function keys(line: string, code: string): Answer[] {
  return [
    { question: /./, typed: `${line}\n` },
    { question: /Looking in indexes/, typed: CTRL_Z },
    { question: /stopped|suspended/i, typed: "fg\n" },
    { question: /goes on/, typed: CTRL_C },
    { question: /cancelled by user/, typed: `echo ended=${code}\n` },
    { question: /ended=\d/, typed: "exit\n" },
  ];
}

describe("Ctrl-Z, fg and Ctrl-C", { skip: noProduct() }, () => {
  let product: Product;
  let held: HeldIndex;
  before(async () => {
    product = await makeProduct();
    held = await startHeldIndex();
    await product.write("site/sitecustomize.py", SAYS_THAT_IT_GOES_ON);
  });
  after(async () => {
    await held?.stop();
    await product?.remove();
  });

  for (const [shell, code, ended] of shells) {
    const name = shell.split(" ")[0] ?? "";
    const skip = hasProgram(name) ? false : `${name} is not installed`;
    for (const [what, line, first] of lines) {
      test(`${what}, in ${name}`, { skip }, async () => {
        const cwd = await product.directory(`home/${name}-${what.replaceAll(/\W+/g, "-")}`);
        if (first) assert.equal((await product.type(["sh", "-c", first], { cwd })).exitCode, 0);
        const look = ["sh", "-c", "ls -A; python3 -c 'import sys; print(sys.prefix)'; pip freeze"] as const;
        const before = await product.type(look, { cwd });
        const env = { ...product.env, PIP_INDEX_URL: held.url, PYTHONPATH: `${product.root}/site` };
        const typed = await product.run(onTerminal(shell), { cwd, env, answers: keys(line, code) });
        assert.match(typed.stdout, new RegExp(`ended=${ended}\\b`), typed.stdout);
        // Nothing that is half made is left here, nor used.
        assert.deepEqual(await product.type(look, { cwd }), before);
      });
    }
  }
});

const noTerminal = ["script", "bash", "dash"]
  .filter((name) => !hasProgram(name))
  .map((name) => `no ${name}`)[0];

test("Ctrl-C while the planner thinks ends all of it: no pip runs after it", {
  skip: noTerminal ?? false,
}, async (t) => {
  const machine = await makeShimMachine();
  t.after(() => machine.remove());
  await machine.planner({ script: "echo thinking >&2; exec cat" });
  const PATH = ["shims", "usr/bin", "bin"].map((each) => `${machine.root}/${each}`).join(":");
  const answers = [
    { question: /./, typed: "pip install six\n" },
    { question: /thinking/, typed: CTRL_C },
    { question: /\^C/, typed: "echo ended=$?\n" },
    { question: /ended=\d/, typed: "exit\n" },
  ];
  const typed = await machine.run(onTerminal(`${findProgram("bash")} --norc -i`), { env: { PATH }, answers });
  assert.match(typed.stdout, /ended=130\b/);
  assert.doesNotMatch(typed.stdout, /real pip/);
});

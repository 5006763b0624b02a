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

const shells: readonly (readonly [name: string, argv: readonly [string, ...string[]], code: string])[] = [
  ["bash", ["bash", "--norc", "--noprofile", "-i"], "$?"],
  ["zsh", ["zsh", "-f", "-i"], "$?"],
  ["fish", ["fish", "--no-config", "-i"], "$status"],
];

const lines: readonly (readonly [name: string, line: string])[] = [
  ["the real pip, by its path", "/usr/bin/python3 -m pip download held"],
  ["pip, handed over at once", "pip download held"],
  ["python -m pip, handed over at once", "python3 -m pip download held"],
  ["a first install, planned", "pip install held"],
];

const SAYS_THAT_IT_GOES_ON = `import signal
signal.signal(signal.SIGCONT, lambda *_: print("goes on", flush=True))
`;

const [CTRL_C, CTRL_Z] = ["\u0003", "\u001a"];

/** What stops a shell that waits for a key for ever. */
const limited = ["timeout", "60"] as const;

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

  for (const [shell, argv, code] of shells) {
    for (const [name, line] of lines) {
      test(`${name}, in ${shell}`, {
        skip: hasProgram(shell) ? false : `${shell} is not installed`,
      }, async () => {
        const cwd = await product.directory(`home/${shell}-${line.replaceAll(/\W+/g, "-")}`);
        const env = { ...product.env, PIP_INDEX_URL: held.url, PYTHONPATH: `${product.root}/site` };
        const typed = await product.run(
          [findProgram("timeout"), limited[1], findProgram("script"), "-qec", argv.join(" "), "/dev/null"],
          { cwd, env, answers: keys(line, code) },
        );
        assert.match(typed.stdout, /ended=1\b/, typed.stdout);
        assert.equal(typed.exitCode, 0, typed.stdout);
        // pip's own clean-up came before the prompt, and nothing is used that was half made.
        const { stdout } = await product.type(
          ["sh", "-c", "ls -A; python3 -c 'import sys; print(sys.prefix)'"],
          { cwd },
        );
        assert.equal(stdout, "/usr\n");
      });
    }
  }
});

test("Ctrl-C while the planner thinks ends all of it: no pip runs after it", {
  skip: hasProgram("script") && hasProgram("bash") ? false : "this machine has no script or bash",
}, async (t) => {
  const machine = await makeShimMachine();
  t.after(() => machine.remove());
  await machine.planner({ script: "echo thinking >&2; exec cat" });
  const PATH = ["shims", "usr/bin", "bin"].map((each) => `${machine.root}/${each}`).join(":");
  const { stdout } = await machine.run(
    [
      findProgram("timeout"),
      "60",
      findProgram("script"),
      "-qec",
      `${findProgram("bash")} --norc -i`,
      "/dev/null",
    ],
    {
      env: { PATH },
      answers: [
        { question: /./, typed: "pip install six\n" },
        { question: /thinking/, typed: CTRL_C },
        { question: /\^C/, typed: "echo ended=$?\n" },
        { question: /ended=\d/, typed: "exit\n" },
      ],
    },
  );
  assert.match(stdout, /ended=130\b/);
  assert.doesNotMatch(stdout, /real pip/);
});

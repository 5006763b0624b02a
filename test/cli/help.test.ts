import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { commands } from "../../src/cli/commands.ts";
import { asksForHelp, commandHelp, shellCommands } from "../../src/cli/help.ts";
import { makeProduct, noProduct } from "../product.ts";

/* `safe-pip COMMAND --help` for every own command, and what is no question for help. */

const skip = noProduct();
const product = skip ? null : await makeProduct();
after(() => product?.remove());

const all = [...commands, ...shellCommands];

for (const { name, summary, usage, examples } of all) {
  test(`safe-pip ${name} --help prints its help and ends with 0`, { skip }, async () => {
    const ended = await product?.type(["safe-pip", name, "--help"]);
    const stdout = [
      `safe-pip ${name}: ${summary}`,
      "",
      `usage: safe-pip ${usage}`,
      "",
      "examples:",
      ...examples.map((line) => `  ${line}`),
      "",
    ].join("\n");
    assert.deepEqual(ended, { exitCode: 0, stdout, stderr: "" });
  });
}

test("-h is --help, in front of other words and behind them", { skip }, async () => {
  const setup = commands.find(({ name }) => name === "setup");
  assert.ok(setup);
  for (const words of [["-h"], ["--system", "-h"], ["--help", "--everything"]])
    assert.equal((await product?.type(["safe-pip", "setup", ...words]))?.stdout, commandHelp(setup));
});

const lines: readonly [line: string, asks: boolean][] = [
  ["explain --help", true],
  ["explain -h", true],
  ["explain install --help", false],
  ["adopt .venv --help", true],
  ["setup --system", false],
  ["setup", false],
];
for (const [line, asks] of lines) {
  test(`safe-pip ${line} ${asks ? "asks" : "does not ask"} for its help`, () => {
    const [name = "", ...argv] = line.split(" ");
    assert.equal(asksForHelp(name, argv), asks);
  });
}

/** One line of an unknown option a command; those that take any words are left out. */
const strict = ["env", "adopt", "policy", "trust", "untrust", "setup", "teardown", "doctor", "which-package"];
for (const name of strict) {
  test(`safe-pip ${name} --unheard-of ends with 2 and says what to type`, { skip }, async () => {
    const ended = await product?.type(["safe-pip", name, "--unheard-of"]);
    assert.deepEqual([ended?.exitCode, ended?.stdout], [2, ""]);
    assert.match(ended?.stderr ?? "", /^safe-pip: .*--unheard-of.*\nsafe-pip: type: safe-pip .+\n$/);
  });
}

test("the sh entry leads every own command to the planner", () => {
  const text = readFileSync(fileURLToPath(new URL("../../shims/safe-pip", import.meta.url)), "utf8");
  const led = /^ {4}(adopt .*)\) ;;$/m.exec(text)?.[1]?.split(" | ") ?? [];
  assert.deepEqual(
    led.filter((word) => !word.startsWith("-")).sort(),
    commands.map(({ name }) => name).sort(),
  );
});

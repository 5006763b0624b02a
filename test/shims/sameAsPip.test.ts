import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { hasProgram } from "../environment.ts";
import { makeProduct, noProduct, type Product } from "../product.ts";
import { startHeldIndex } from "./heldIndex.ts";

/*
 * The whole product beside this machine's own pip: a line is typed twice in directories that are alike, once with the
 * shims first on PATH and once without them, and exit code, stdout, stderr and files are compared (F20, F24, F25, F29).
 */

const skip = noProduct() || (hasProgram("/usr/bin/pip") ? false : "this machine has no pip of its own");

/** What sh is given; the exit code that the real pip is known for, so that two equal failures are no success. */
const lines: readonly (readonly [name: string, line: string, exitCode: number])[] = [
  ["no argument", "pip", 0],
  ["its version", "pip --version", 0],
  ["a command that there is none of", "pip frobnicate", 1],
  ["an option that there is none of", "pip install --no-such-option demo-leaf", 2],
  ["help for what is no command", "pip help nope", 1],
  ["a setting that is not there", "pip config get global.nothing", 1],
  ["completion", "pip completion --bash", 0],
  ["a project that is not there", "pip download demo-does-not-exist", 1],
  ["require-virtualenv", "PIP_REQUIRE_VIRTUALENV=1 pip download demo-leaf", 3],
  ["switched off, an install is refused by the marker", "SAFE_PIP=off pip install demo-leaf", 1],
  ["stdout is full", "pip list > /dev/full", 120],
  ["stdout is closed", "pip list >&-", 0],
  ["stderr is closed", "pip frobnicate 2>&-", 1],
  ["nobody reads on", "pip completion --bash | true", 0],
  ["a name that is no UTF-8, not planned", `pip download "$(printf 'caf\\351.whl')"`, 2],
  ["a name that is no UTF-8, planned", `pip install "$(printf 'caf\\351.whl')"`, 1],
  ["a setting that is no UTF-8", `PIP_LOG="$(printf 'caf\\351')" pip download -q demo-leaf; ls -b`, 0],
  ["requirements on stdin, not planned", "echo demo-leaf | pip download -q -r /dev/stdin; ls", 0],
  ["requirements on stdin, planned", "echo demo-leaf | pip install -q --target t -r /dev/stdin; ls t", 0],
  ["the mask of new files", "umask 027; pip download -q demo-leaf; stat -c %a *.whl", 0],
  // Every sh says so on its own, in front.
  [
    "the directory has gone",
    "mkdir gone; cd gone; rmdir ../gone; { pip list; echo $?; } 2>&1 | tail -n 2",
    0,
  ],
  ["python's own exit code", "python3 -c 'import sys; sys.exit(3)'", 3],
  ["python dies of a signal", "python3 -c 'import os; os.kill(os.getpid(), 15)'", 143],
  ["python reads stdin", "echo 'print(6 * 7)' | python3", 0],
  ["python's words are bytes", `python3 -c 'import sys; print(ascii(sys.argv))' "$(printf 'caf\\351')"`, 0],
  ["python's environment", "python3 -c 'import os; print(sorted({*os.environ} - {\"PATH\"}))'", 0],
  [
    "more descriptors, limits and niceness",
    "exec 7< /dev/null; ulimit -n 99; nice -n 3 python3 -c 'import os, resource; print(os.path.exists(\"/dev/fd/7\"), os.nice(0), resource.getrlimit(7))'",
    0,
  ],
  ["python -m pip", "python3 -m pip download demo-does-not-exist", 1],
  [
    "a y on stdin, in an active environment",
    "python3 -m venv --system-site-packages e; . e/bin/activate; pip install -q demo-leaf; echo y | pip uninstall demo-leaf",
    0,
  ],
];

describe("beside the real pip, the same is", { skip }, () => {
  let product: Product;
  before(async () => {
    product = await makeProduct();
  });
  after(() => product?.remove());

  /** PATH with the shims, and without them. */
  const paths = (): readonly [string, string] => {
    const whole = product.env.PATH ?? "";
    return [whole, whole.split(":").slice(1).join(":")];
  };

  for (const [number, [name, line, exitCode]] of lines.entries()) {
    test(name, async () => {
      const typed = paths().map(async (PATH, index) => {
        const cwd = await product.directory(`home/${number}/${index}/here`);
        const ended = await product.type(["sh", "-c", line], { cwd, env: { PATH } });
        const text = (said: string) => said.replaceAll(cwd, "<here>").replaceAll(/0x[0-9a-f]+/g, "<address>");
        return { ...ended, stdout: text(ended.stdout), stderr: text(ended.stderr) };
      });
      const [ours, real] = await Promise.all(typed);
      assert.equal(real?.exitCode, exitCode, real?.stderr);
      assert.deepEqual(ours, real);
    });
  }

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const) {
    test(`${signal} from outside, in the middle of its work`, async () => {
      const ends = [];
      for (const PATH of paths()) {
        const held = await startHeldIndex();
        const env = { ...product.env, PATH, PIP_INDEX_URL: held.url };
        const as = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
        const child = spawn("/bin/sh", ["-c", "exec pip download held"], {
          env,
          cwd: product.home,
          stdio: "ignore",
          ...as,
        });
        const ended = new Promise((resolve) => child.once("close", (code, by) => resolve([code, by])));
        await held.asked;
        child.kill(signal);
        ends.push(await ended);
        await held.stop();
      }
      assert.deepEqual(ends[0], ends[1]);
      assert.deepEqual(ends[1], signal === "SIGINT" ? [1, null] : [null, signal]);
    });
  }
});

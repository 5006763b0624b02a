import assert from "node:assert/strict";
import { readlinkSync, realpathSync } from "node:fs";
import { after, test } from "node:test";
import { makeProduct, noProduct, type Product } from "../product.ts";

/*
 * The user's own `.venv`, on a real terminal: asked once whether it is to be used, and what follows from each answer.
 * test/plan/rules/foreign-venv.test.ts has where nothing is asked.
 */

const skip = noProduct();
const product = skip ? null : await makeProduct();
after(() => product?.remove());

const QUESTION = /\.venv is not safe-pip's\. Use it from now on .* \[y\/N\] $/;
const where = "import sys, demo_leaf; print(sys.prefix)";

interface Case {
  readonly name: string;
  /** What is typed; null where no question comes, which would wait for ever. */
  readonly typed: string | null;
  readonly env?: Readonly<Record<string, string>>;
  readonly options?: string;
  readonly lands: "in .venv" | "beside it";
  /** Whether the next install asks. */
  readonly asksAgain: boolean;
}

const cases: readonly Case[] = [
  { name: "Yes adopts it", typed: "y\n", lands: "in .venv", asksAgain: false },
  { name: "No makes one beside it", typed: "n\n", lands: "beside it", asksAgain: false },
  { name: "a bare Enter is No", typed: "\n", lands: "beside it", asksAgain: false },
  { name: "an end of input is No", typed: "\u0004", lands: "beside it", asksAgain: false },
  { name: "CI asks nothing", typed: null, env: { CI: "1" }, lands: "beside it", asksAgain: false },
  {
    name: "--no-input asks nothing",
    typed: null,
    options: "--no-input",
    lands: "beside it",
    asksAgain: false,
  },
  { name: "-q asks nothing", typed: null, options: "-q", lands: "beside it", asksAgain: false },
];

for (const [number, each] of cases.entries()) {
  test(`the user's own .venv: ${each.name}`, { skip }, async () => {
    const made = product as Product;
    const cwd = await projectWithVenv(made, `app${number}`);
    const line = `pip install ${each.options ?? ""} demo-leaf`;
    const answers = each.typed === null ? [] : [{ question: QUESTION, typed: each.typed }];
    const first = await made.typeOnTerminal(line, { cwd, answers, env: each.env ?? {} });
    assert.equal(first.exitCode, 0, first.stdout);
    assert.equal(first.stdout.includes("[y/N]"), each.typed !== null, first.stdout);

    const { stdout } = await made.type(["python3", "-c", where], { cwd });
    const prefix = realpathSync(stdout.trim());
    assert.equal(prefix === `${cwd}/.venv`, each.lands === "in .venv", prefix);
    if (each.lands === "in .venv")
      assert.equal(readlinkSync(stdout.trim()), `${cwd}/.venv`, "it is not named through the mirror");
    else await assert.rejects(imports(made, `${cwd}/.venv/bin/python`, cwd));

    const second = await made.typeOnTerminal("pip install demo-lib", { cwd });
    assert.deepEqual([second.exitCode, second.stdout.includes("[y/N]")], [0, each.asksAgain], second.stdout);
  });
}

test("a No is remembered where the install then fails, and another .venv is asked about", {
  skip,
}, async () => {
  const made = product as Product;
  const cwd = await projectWithVenv(made, "failing");
  const no = { question: QUESTION, typed: "n\n" };
  const fails = "pip install demo-does-not-exist";
  const first = await made.typeOnTerminal(fails, { cwd, answers: [no] });
  assert.deepEqual([first.exitCode, first.stdout.includes("[y/N]")], [1, true], first.stdout);
  const second = await made.typeOnTerminal(fails, { cwd });
  assert.deepEqual([second.exitCode, second.stdout.includes("[y/N]")], [1, false], second.stdout);
  await made.type(["mv", ".venv", "other"], { cwd });
  await made.type(["ln", "-s", "other", ".venv"], { cwd });
  const third = await made.typeOnTerminal(fails, { cwd, answers: [no] });
  assert.deepEqual([third.exitCode, third.stdout.includes("[y/N]")], [1, true], third.stdout);
});

test("after a No, adopt changes the user's mind, and says what is no longer used", { skip }, async () => {
  const made = product as Product;
  const cwd = await projectWithVenv(made, "changed");
  await made.typeOnTerminal("pip install demo-leaf", {
    cwd,
    answers: [{ question: QUESTION, typed: "n\n" }],
  });
  const here = "import sys, os; print(os.path.realpath(sys.prefix))";
  const before = (await made.type(["python3", "-c", here], { cwd })).stdout.trim();
  assert.deepEqual(await made.type(["safe-pip", "adopt", ".venv"], { cwd }), {
    exitCode: 0,
    stdout: `${cwd}/.venv is used for ${cwd} from now on; what is in it will be run.\n`,
    stderr: `safe-pip: what was installed here until now is no longer used; to have its place: rm -r ${before}\n`,
  });
  assert.equal((await made.type(["python3", "-c", here], { cwd })).stdout, `${cwd}/.venv\n`);
  const again = await made.type(["pip", "install", "demo-leaf"], { cwd });
  assert.match(again.stdout, /^Successfully installed demo-leaf/m);
  await imports(made, `${cwd}/.venv/bin/python`, cwd);
});

test("our own link is not adopted, and goes on to work", { skip }, async () => {
  const made = product as Product;
  await made.write("home/linked/pyproject.toml", "");
  const cwd = `${made.home}/linked`;
  await made.type(["pip", "install", "demo-leaf"], { cwd });
  assert.deepEqual(await made.type(["safe-pip", "adopt"], { cwd }), {
    exitCode: 1,
    stdout: "",
    stderr: `safe-pip: ${cwd}/.venv is safe-pip's own, and in use already\n`,
  });
  await imports(made, "python3", cwd);
});

test("explain says that it would be asked, and asks nothing", { skip }, async () => {
  const made = product as Product;
  const cwd = await projectWithVenv(made, "explained");
  const { exitCode, stdout } = await made.typeOnTerminal("safe-pip explain install demo-leaf", { cwd });
  assert.equal(exitCode, 0);
  assert.match(
    stdout,
    /\(rule foreign-venv\)[\s\S]*\n {2}asks: {2}\S+\.venv is not safe-pip's\. Use it from now on/,
  );
  const again = await made.typeOnTerminal("pip install -q demo-leaf; pip install demo-leaf", { cwd });
  assert.equal(again.exitCode, 0, again.stdout);
});

async function projectWithVenv(made: Product, name: string): Promise<string> {
  await made.write(`home/${name}/pyproject.toml`, "");
  const cwd = `${made.home}/${name}`;
  const ended = await made.type(["/usr/bin/python3", "-m", "venv", "--without-pip", ".venv"], { cwd });
  assert.equal(ended.exitCode, 0, ended.stderr);
  return cwd;
}

async function imports(made: Product, python: string, cwd: string): Promise<void> {
  const { exitCode, stderr } = await made.type([python, "-c", "import demo_leaf"], { cwd });
  if (exitCode !== 0) throw new Error(stderr);
}

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import path from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { makeProduct, noProduct, type Product } from "../product.ts";
import { startHeldIndex } from "../shims/heldIndex.ts";

/* `safe-pip repair`: the same versions in a new environment, or the old one as it was. */

const skip = noProduct();
const product = skip ? null : await makeProduct();
after(() => product?.remove());

/** A project in which demo-lib 1.0 (not the newest) and demo-leaf are installed, and the place of its environment. */
async function project(made: Product, name: string) {
  await made.write(`home/${name}/pyproject.toml`, "");
  const cwd = `${made.home}/${name}`;
  const ended = await made.type(["pip", "install", "-q", "demo-lib==1.0", "demo-leaf"], { cwd });
  assert.equal(ended.exitCode, 0, ended.stderr);
  const slots = path.join(made.data, `dirs${cwd}/@`);
  const slot = path.join(slots, readdirSync(slots).find((each) => /^3/.test(each)) ?? "");
  return { cwd, slot, site: path.join(slot, `venv/lib/python${path.basename(slot)}/site-packages`) };
}

const freeze = async (made: Product, cwd: string) => (await made.type(["pip", "freeze"], { cwd })).stdout;

test("what is broken is whole again, with the same versions, by the same paths", { skip }, async () => {
  const made = product as Product;
  const { cwd, slot, site } = await project(made, "broken");
  const [before, held] = [readlinkSync(`${slot}/venv`), await freeze(made, cwd)];
  rmSync(`${site}/demo_leaf`, { recursive: true });
  const { exitCode, stdout } = await made.type(["safe-pip", "repair"], { cwd });
  assert.deepEqual([exitCode, stdout], [0, "built anew, with 2 distributions\n"]);
  assert.equal(await freeze(made, cwd), held);
  const imported = await made.type(["python3", "-c", "import demo_leaf, sys; print(sys.prefix)"], { cwd });
  assert.equal(imported.stdout, `${slot}/venv\n`);
  assert.deepEqual([existsSync(before), readdirSync(slot).sort()], [false, ["base", "venv"]]);
});

test("where it can't be built anew, what was there is as it was", { skip }, async () => {
  const made = product as Product;
  const { cwd, slot } = await project(made, "offline");
  const [before, held] = [readlinkSync(`${slot}/venv`), await freeze(made, cwd)];
  const env = { PIP_INDEX_URL: "http://127.0.0.1:9/simple/" };
  const { exitCode, stdout, stderr } = await made.type(["safe-pip", "repair"], { cwd, env });
  assert.deepEqual([exitCode, stdout], [1, ""]);
  const said = stderr.split("\n").filter((line) => line.startsWith("safe-pip: "));
  assert.deepEqual(said, [
    "safe-pip: a repair did not come to its end; what was installed before is back",
    "safe-pip: it could not be built anew, and is as it was",
    "safe-pip: type: safe-pip run pip check",
  ]);
  assert.deepEqual([readlinkSync(`${slot}/venv`), readdirSync(slot).sort()], [before, ["base", "venv"]]);
  assert.equal(await freeze(made, cwd), held);
});

test("where nothing is installed, there is nothing to repair", { skip }, async () => {
  const made = product as Product;
  const cwd = await made.directory("home/empty");
  assert.deepEqual(await made.type(["safe-pip", "repair"], { cwd }), {
    exitCode: 1,
    stdout: "",
    stderr: "safe-pip: no environment of safe-pip's is used here, so there is nothing to repair\n",
  });
});

test("the home environment, which goes on to see the system's packages", { skip }, async () => {
  const made = product as Product;
  assert.equal((await made.type(["pip", "install", "-q", "demo-leaf"], { cwd: made.home })).exitCode, 0);
  const line = "import sys; print(sys.prefix)";
  const prefix = (await made.type(["python3", "-c", line], { cwd: made.home })).stdout.trim();
  const cfg = readFileSync(`${prefix}/pyvenv.cfg`, "utf8");
  const elsewhere = await made.directory("home/elsewhere");
  const ended = await made.type(["safe-pip", "repair"], { cwd: elsewhere });
  assert.match(
    ended.stderr,
    /^safe-pip: an install typed here would not .*\nsafe-pip: type: cd && safe-pip repair\n$/,
  );
  const { exitCode, stdout } = await made.type(["safe-pip", "repair"], { cwd: made.home });
  assert.deepEqual([exitCode, stdout], [0, "built anew, with 1 distribution\n"]);
  assert.equal(readFileSync(`${prefix}/pyvenv.cfg`, "utf8"), cfg);
  assert.match(cfg, /include-system-site-packages = true/);
});

test("killed in the middle, with all that it started: the next repair puts back what was there, and the one after it repairs", {
  skip,
}, async (t) => {
  const made = product as Product;
  const { cwd, slot } = await project(made, "killed");
  const [before, held] = [readlinkSync(`${slot}/venv`), await freeze(made, cwd)];
  await killedRepair(made, cwd, t);
  assert.deepEqual(readdirSync(slot).sort(), ["before", "before-base", "venv"]);

  const first = await made.type(["safe-pip", "repair"], { cwd });
  assert.deepEqual(first, {
    exitCode: 1,
    stdout: "",
    stderr:
      "safe-pip: a repair did not come to its end; what was installed before is back\n" +
      "safe-pip: an earlier repair was cut short, and is taken back\n" +
      "safe-pip: type: safe-pip repair\n",
  });
  assert.deepEqual([readlinkSync(`${slot}/venv`), readdirSync(slot).sort()], [before, ["base", "venv"]]);
  assert.equal(await freeze(made, cwd), held);
  assert.equal((await made.type(["safe-pip", "repair"], { cwd })).exitCode, 0);
  assert.equal(await freeze(made, cwd), held);
});

test("killed in the middle: the next install puts back what was there, and adds to it", {
  skip,
}, async (t) => {
  const made = product as Product;
  const { cwd, slot } = await project(made, "installed");
  const before = readlinkSync(`${slot}/venv`);
  await killedRepair(made, cwd, t);
  const { exitCode, stderr } = await made.type(["pip", "install", "demo-tool"], { cwd });
  assert.equal(exitCode, 0, stderr);
  assert.match(stderr, /^safe-pip: a repair did not come to its end; what was installed before is back$/m);
  assert.match(await freeze(made, cwd), /demo-leaf==.*\ndemo-lib==1\.0\ndemo-tool==/);
  assert.deepEqual([readlinkSync(`${slot}/venv`), readdirSync(slot).sort()], [before, ["base", "venv"]]);
});

/** Started in a group of its own, so that nothing of it is left to tidy up. */
async function killedRepair(
  made: Product,
  cwd: string,
  t: { after(end: () => unknown): void },
): Promise<void> {
  const index = await startHeldIndex();
  t.after(() => index.stop());
  const as = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const env = { ...made.env, PIP_INDEX_URL: index.url };
  const child = spawn("/usr/bin/env", ["safe-pip", "repair"], {
    cwd,
    env,
    detached: true,
    stdio: "ignore",
    ...as,
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  await index.asked;
  process.kill(-(child.pid ?? 0), "SIGKILL");
  await ended;
}

/** A project that builds itself, and can be installed as editable. */
async function sources(made: Product, directory: string, name: string) {
  const program = `import io, sys, tarfile; sys.path.insert(0, sys.argv[1]); from distributions import sdist
tarfile.open(fileobj=io.BytesIO(sdist(sys.argv[2], "1.0").content)).extractall(sys.argv[3])`;
  const to = await made.directory("unpacked");
  execFileSync("python3", [
    "-B",
    "-c",
    program,
    fileURLToPath(new URL("../index", import.meta.url)),
    name,
    to,
  ]);
  for (const file of ["pyproject.toml", "backend.py"])
    await made.write(`${directory}/${file}`, readFileSync(`${to}/${name}-1.0/${file}`, "utf8"));
}

test("what was installed from a directory, editable and not, is so again", { skip }, async () => {
  const made = product as Product;
  await sources(made, "home/own", "own");
  await sources(made, "home/beside", "beside");
  await sources(made, "home/copied", "copied");
  const cwd = `${made.home}/own`;
  for (const words of [
    ["-e", "."],
    ["../copied", "-e", "../beside"],
  ]) {
    const ended = await made.type(["pip", "install", "-q", ...words], { cwd });
    assert.equal(ended.exitCode, 0, ended.stderr);
  }
  const held = await freeze(made, cwd);
  assert.match(held, /^-e .*\/beside\ncopied @ file:\/\/.*\n.*\n-e .*\/own\n$/m);
  const { exitCode, stdout } = await made.type(["safe-pip", "repair"], { cwd });
  assert.deepEqual([exitCode, stdout], [0, "built anew, with 3 distributions\n"]);
  assert.equal(await freeze(made, cwd), held);
});

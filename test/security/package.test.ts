import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildPackage } from "../../src/build.ts";

/*
 * What the npm package may do to the machine of who installs it (threat T40). The machine tests install it for real.
 */

const manifest = JSON.parse(
  readFileSync(fileURLToPath(new URL("../../package.json", import.meta.url)), "utf8"),
);

/** What npm runs by itself where a package is installed. */
const atInstall = [
  "preinstall",
  "install",
  "postinstall",
  "prepublish",
  "preprepare",
  "prepare",
  "postprepare",
];

test("the package runs nothing when it is installed (T40)", () => {
  assert.deepEqual(
    atInstall.filter((name) => name in manifest.scripts),
    [],
  );
  assert.equal(manifest.gypfile, undefined);
});

test("its one program is safe-pip: a global pip would come before every other (T40)", () => {
  assert.deepEqual(manifest.bin, { "safe-pip": "shims/safe-pip" });
});

test("nobody else's package comes with it at run time (T40)", () => {
  const kinds = ["dependencies", "optionalDependencies", "peerDependencies", "bundleDependencies"];
  assert.deepEqual(
    kinds.filter((kind) => kind in manifest),
    [],
  );
});

let built: string;
before(async () => {
  built = await mkdtemp(path.join(tmpdir(), "safe-pip-package."));
  await buildPackage(built);
});
after(() => rm(built, { recursive: true, force: true }));

test("what is built requires Node's own modules alone, and none that opens a connection (T40, T25)", async () => {
  const network = ["http", "https", "http2", "tls", "dgram", "dns"];
  const texts = (await readdir(built)).filter((name) => /\.c?js$/.test(name));
  assert.ok(texts.length > 0);
  for (const name of texts) {
    const text = await readFile(path.join(built, name), "utf8");
    const required = [...text.matchAll(/\brequire\("([^"./][^"]*)"\)/g)].map(([, module = ""]) => module);
    const strange = required.filter(
      (module) => !isBuiltin(module) || network.includes(module.replace(/^node:/, "").split("/")[0] ?? ""),
    );
    assert.deepEqual([name, strange], [name, []]);
    assert.doesNotMatch(text, /\bfetch\(|new WebSocket\(|\bcreateConnection\(/, name);
  }
});

import assert from "node:assert/strict";
import { access, rm } from "node:fs/promises";
import path from "node:path";
import { after, test } from "node:test";
import type { RunOptions } from "../environment.ts";
import type { Finished } from "../process.ts";
import { makeProduct, noProduct, type Product } from "../product.ts";
import type { Ground, GroundCase } from "./ground.ts";

/** The product, and a canary that every hostile payload touches. */
export interface Hostile extends Product {
  /** A line of sh that sings. */
  readonly sing: string;
  /** Fails where something hostile was run; says after what. */
  assertSilent(what: string): Promise<void>;
  /** Words split at blanks; fails where something hostile was run. */
  line(text: string, options?: RunOptions): Promise<Finished>;
}

/** Registers a test that gets a product of its own, torn down with the file. */
export function hostileTest(name: string, run: (hostile: Hostile) => Promise<void>): void {
  test(name, { skip: noProduct(), timeout: 240_000 }, async (t) => {
    const product = await makeProduct();
    t.after(() => product.remove());
    await run(hostileOf(product));
  });
}

/** Registers the cases, in one product for all. */
export function groundTests(cases: readonly GroundCase[]): void {
  const skip = noProduct();
  let made: Promise<Product> | null = null;
  after(async () => (await made)?.remove());
  for (const [name, run] of cases) {
    test(name, { skip, timeout: 240_000 }, async () => {
      made ??= makeProduct();
      await run(groundOf(await made));
    });
  }
}

function groundOf(product: Product): Ground {
  const canary = path.join(product.root, "canary");
  const node = path.dirname(process.execPath);
  const plain = { PATH: `${node}:/usr/bin:/bin` };
  return {
    home: path.join(product.home, "ground"),
    data: product.data,
    sing: `touch ${canary}`,
    singInPython: `open(${JSON.stringify(canary)}, "w").close()`,
    path: product.env.PATH ?? "",
    pip: "pip",
    isRoot: false,
    sh: (script, cwd = product.home) => product.run(["/bin/sh", "-c", script], { cwd, env: plain }),
    type: (line, cwd) => product.run(["/bin/sh", "-c", line], { cwd, env: product.env }),
    async hasSung() {
      const sang = await exists(canary);
      await rm(canary, { force: true });
      return sang;
    },
  };
}

function hostileOf(product: Product): Hostile {
  const canary = path.join(product.root, "canary");
  const assertSilent = async (what: string) => {
    assert.equal(await exists(canary), false, `something hostile was run by: ${what}`);
  };
  return {
    ...product,
    sing: `touch ${canary}`,
    assertSilent,
    async line(text, options) {
      const [first = "", ...rest] = text.split(" ");
      const ran = await product.type([first, ...rest], options);
      await assertSilent(text);
      return ran;
    },
  };
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

import assert from "node:assert/strict";
import { access } from "node:fs/promises";
import path from "node:path";
import { after, test } from "node:test";
import type { RunOptions } from "../environment.ts";
import type { Finished } from "../process.ts";
import { makeProduct, noProduct, type Product } from "../product.ts";

/** The product, and a canary that every hostile payload touches. */
export interface Hostile extends Product {
  /** A line of sh that sings. */
  readonly sing: string;
  /** The same for Python. */
  readonly singInPython: string;
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

/** Several cases in one product, in their order. */
export function hostileTests(
  prepare: (hostile: Hostile) => Promise<void>,
  cases: readonly (readonly [name: string, run: (hostile: Hostile) => Promise<void>])[],
): void {
  const skip = noProduct();
  let made: Promise<Hostile> | null = null;
  const start = async () => {
    const hostile = hostileOf(await makeProduct());
    await prepare(hostile);
    return hostile;
  };
  after(async () => (await made)?.remove());
  for (const [name, run] of cases) {
    test(name, { skip, timeout: 240_000 }, async () => {
      made ??= start();
      await run(await made);
    });
  }
}

function hostileOf(product: Product): Hostile {
  const canary = path.join(product.root, "canary");
  const assertSilent = async (what: string) => {
    const sang = await access(canary).then(
      () => true,
      () => false,
    );
    assert.equal(sang, false, `something hostile was run by: ${what}`);
  };
  return {
    ...product,
    sing: `touch ${canary}`,
    singInPython: `open(${JSON.stringify(canary)}, "w").close()`,
    assertSilent,
    async line(text, options) {
      const [first = "", ...rest] = text.split(" ");
      const ran = await product.type([first, ...rest], options);
      await assertSilent(text);
      return ran;
    },
  };
}

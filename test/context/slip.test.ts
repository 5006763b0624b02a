import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { after, before, test } from "node:test";
import { makeProduct, noProduct, type Product } from "../product.ts";

/* `pip install NAME>=3.12` without quotes: sh writes what pip prints into a file called `=3.12`. */

const skip = noProduct();
let product: Product;
before(async () => {
  if (!skip) product = await makeProduct();
});
after(() => product?.remove());

const SAYS = (name: string) =>
  "safe-pip: the shell took > for its own: what pip prints goes into the file =1.0, and no version was asked for\n" +
  `safe-pip: type: rm ./=1.0; pip install '${name}>=1.0'\n`;

const lines: readonly (readonly [line: string, says: string])[] = [
  ["pip install --dry-run demo-lib>=1.0", SAYS("demo-lib")],
  ["pip install --dry-run demo-leaf demo-lib>=1.0", SAYS("NAME")],
  ["python3 -m pip install --dry-run demo-lib >=1.0", SAYS("demo-lib")],
  ["pip install --dry-run demo-lib>out", ""],
  ["pip install -q --dry-run demo-lib>=1.0", ""],
  ["echo kept > =1.0; pip install --dry-run demo-lib>out", ""],
  ["cd ..; echo > =1.0; cd -; pip install --dry-run demo-lib>../=1.0", ""],
];

for (const [line, says] of lines) {
  test(`an unquoted >: ${line}`, { skip }, async () => {
    const cwd = await product.directory("home/slip");
    await product.write("home/slip/requirements.txt", "");
    const { exitCode, stderr } = await product.type(["sh", "-c", line], { cwd });
    const said = stderr.split(/(?<=\n)/).filter((text) => /the shell took|type: rm/.test(text));
    assert.deepEqual([exitCode, said.join("")], [0, says]);
    const written = /demo-lib>?(\S*)$/.exec(line.replace(" >", ">"))?.[1] ?? "";
    if (says !== "") assert.match(readFileSync(`${cwd}/${written}`, "utf8"), /Would install .*demo-lib/);
    rmSync(cwd, { recursive: true });
  });
}

import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import type { Surroundings } from "../../src/context/facts.ts";
import { readPipxPip } from "../../src/context/pipxPip.ts";
import { makeEnvironment } from "../environment.ts";

const site = "lib/python3.11/site-packages";

const cases: readonly (readonly [
  name: string,
  files: readonly string[],
  env: Readonly<Record<string, string>>,
  version: string | null,
  directory: string,
])[] = [
  ["pipx has made none yet", [], {}, null, "home/.local/share/pipx/shared"],
  [
    "today's place",
    [`home/.local/share/pipx/shared/${site}/pip-26.1.dist-info/METADATA`],
    {},
    "26.1",
    "home/.local/share/pipx/shared",
  ],
  [
    "1.1's place too: the older one may be the one",
    [
      `home/.local/share/pipx/shared/${site}/pip-26.1.dist-info/METADATA`,
      `home/.local/pipx/shared/${site}/pip-9.0.dist-info/METADATA`,
    ],
    {},
    "9.0",
    "home/.local/pipx/shared",
  ],
  [
    "a place that the user names, and no other",
    [`own/${site}/pip-26.2+dfsg.dist-info/METADATA`, `home/.local/pipx/shared/${site}/pip-9.0.dist-info/M`],
    { PIPX_SHARED_LIBS: "<root>/own" },
    "26.2+dfsg",
    "own",
  ],
  [
    "a named home",
    [
      `other/shared/${site}/pip-26.1.dist-info/METADATA`,
      `home/.local/pipx/shared/${site}/pip-9.0.dist-info/M`,
    ],
    { PIPX_HOME: "<root>/other" },
    "26.1",
    "other/shared",
  ],
];

for (const [name, files, given, version, directory] of cases) {
  test(`the pip of the machine's pipx: ${name}`, async (t) => {
    const made = await makeEnvironment();
    t.after(() => made.remove());
    for (const file of files) await made.write(file, "");
    await made.write("bin/pipx", "#!/bin/sh\n", 0o755);
    const named = Object.entries(given).map(([key, value]) => [key, value.replace("<root>", made.root)]);
    const env = { PATH: made.bin, ...Object.fromEntries(named) };
    const surroundings = { env, home: made.home, uid: 1000, handed: { data: "" } } as Surroundings;
    const place = path.join(made.root, directory);
    assert.deepEqual(readPipxPip(surroundings), { kind: "machine", version, directory: place });
  });
}

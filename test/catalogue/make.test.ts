import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { cellsOf, DATA_FILE, readDataFile } from "../../src/catalogue/dataFile.ts";
import { parseDistributionDirectory } from "../../src/catalogue/distributionDirectory.ts";
import { choosePackages } from "../../src/catalogue/make/choose.ts";
import { METADATA_LINES, parseContentsLine, type Shipped } from "../../src/catalogue/make/contents.ts";
import { render } from "../../src/catalogue/make/render.ts";
import { normalizeName } from "../../src/pip/requirement.ts";

const directories: readonly (readonly [directory: string, name: string | null, version: string | null])[] = [
  ["requests-2.28.1.egg-info", "requests", "2.28.1"],
  ["PyYAML-6.0.dist-info", "pyyaml", "6.0"],
  ["lxml-4.9.2-py3.11-linux-x86_64.egg-info", "lxml", "4.9.2"],
  ["zope.interface-5.5.2-py3.11.egg-info", "zope-interface", "5.5.2"],
  ["python_dateutil-2.8.2.egg-info", "python-dateutil", "2.8.2"],
  ["cryptography.egg-info", "cryptography", null],
  ["colorcet-None.egg-info", "colorcet", "None"],
  ["pyFlow-_VERSION_.egg-info", "pyflow", "_VERSION_"],
  ["python-lsp-server-1.7.1.dist-info", "python-lsp-server", "1.7.1"],
  ["x-1.0.dist-info.bak", null, null],
  [".egg-info", null, null],
];

test("the name of a metadata directory says name and version", () => {
  assert.deepEqual(
    directories.map(([directory]) => [directory, parseDistributionDirectory(directory)]),
    directories.map(([directory, name, version]) => [directory, name === null ? null : { name, version }]),
  );
});

const lines: readonly (readonly [line: string, read: string])[] = [
  [
    "usr/lib/python3/dist-packages/PyYAML-6.0.egg-info/PKG-INFO           python/python3-yaml",
    "pyyaml 6.0 python3-yaml free",
  ],
  ["usr/lib/python3/dist-packages/six-1.16.0.egg-info\tpython/python3-six", "six 1.16.0 python3-six free"],
  ["usr/lib/python3/dist-packages/a-1.dist-info/b c  python/python3-a", "a 1 python3-a free"],
  [
    "usr/lib/python3/dist-packages/x-1.egg-info  python/python3-x,contrib/python/python3-x2",
    "x 1 python3-x free, x 1 python3-x2",
  ],
  ["usr/lib/python3.12/dist-packages/y-1.egg-info  python/python3-y", ""],
  ["usr/share/app/python3/dist-packages/y-1.egg-info  utils/app", ""],
  ["usr/lib/python3/dist-packages/app/vendor/y-1.egg-info  python/app", ""],
];

test("a line of a Contents index counts only right below python3's dist-packages", () => {
  const pattern = new RegExp(METADATA_LINES.replace("[:blank:]", " \t"));
  const read = (line: string) =>
    pattern.test(line)
      ? parseContentsLine(line)
          .map((each) => `${each.name} ${each.version} ${each.package}${each.free ? " free" : ""}`)
          .join(", ")
      : "";
  assert.deepEqual(
    lines.map(([line]) => read(line)),
    lines.map(([, text]) => text),
  );
});

function shipped(name: string, packageName: string, version: string | null = "1.0", free = true): Shipped {
  return { name: normalizeName(name), version, package: packageName, free };
}

test("of several packages for a name the plain one is chosen, then main's, else none", () => {
  const chosen = choosePackages([
    shipped("click", "python3-click-package"),
    shipped("click", "python3-click"),
    shipped("torch", "python3-torch-cuda", "1.0", false),
    shipped("torch", "torch-cpu"),
    shipped("dput", "dput"),
    shipped("dput", "dput-ng"),
    shipped("six", "python3-six"),
  ]);
  assert.deepEqual(
    [...chosen].map(([name, each]) => `${name} ${each.package}`),
    ["click python3-click", "torch torch-cpu", "six python3-six"],
  );
});

test("what is rendered is read back as it was", () => {
  const bundle = Array.from({ length: 9 }, (_, index) =>
    shipped(`types-${index}`, "python3-typeshed", `${index}.5`),
  );
  const one = {
    release: "one",
    shipped: [
      ...bundle,
      shipped("yaml-x", "python3-yaml", "6.0"),
      shipped("native", "python3-native", "2.6.0"),
      shipped("furo", "furo", null),
    ],
    versions: new Map([
      ["python3-typeshed", "0.0~git2022-1+b3"],
      ["python3-yaml", "1:6.0-3+b2"],
      ["python3-native", "2.6.0"],
      ["furo", "2022.1-1"],
    ]),
  };
  const two = {
    release: "two",
    shipped: [
      shipped("yaml-x", "python3-yaml-x", "6.1"),
      shipped("native", "python3-native", "2.6.0"),
      shipped("gone", "python3-gone"),
    ],
    versions: new Map([
      ["python3-yaml-x", "6.0-3"],
      ["python3-native", "2.6.0"],
    ]),
  };
  const directory = mkdtempSync(join(tmpdir(), "safe-pip-data-"));
  try {
    writeFileSync(
      join(directory, DATA_FILE),
      brotliCompressSync(Buffer.from(render([one, two], "2026-11-21"))),
    );
    const file = readDataFile(directory);
    assert.deepEqual([file.made, file.releases], ["2026-11-21", ["one", "two"]]);
    const cells = ["types-3", "yaml-x", "native", "furo", "gone", "yaml"].map((name) =>
      cellsOf(file, normalizeName(name)),
    );
    assert.deepEqual(cells, [
      [{ package: "python3-typeshed", debianVersion: "0.0~git2022-1", metadata: "3.5" }, null],
      [
        { package: "python3-yaml", debianVersion: "1:6.0-3", metadata: undefined },
        { package: "python3-yaml-x", debianVersion: "6.0-3", metadata: "6.1" },
      ],
      [
        { package: "python3-native", debianVersion: "2.6.0", metadata: undefined },
        { package: "python3-native", debianVersion: "2.6.0", metadata: undefined },
      ],
      [{ package: "furo", debianVersion: "2022.1-1", metadata: null }, null],
      null,
      null,
    ]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

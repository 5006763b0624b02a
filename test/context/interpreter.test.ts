import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import { symlink } from "node:fs/promises";
import { test } from "node:test";
import { readInterpreter, readPipOf, sameFile } from "../../src/context/interpreter.ts";
import { readRealPip, SHARED_PIP } from "../../src/context/realPip.ts";
import { makeEnvironment, type TestEnvironment } from "../environment.ts";
import { handedOf } from "./handed.ts";

/* Interpreters in fake prefixes, none of which is started: a start would be an error, since none is a program. */

interface Case {
  readonly name: string;
  /** Files below the root; `a -> b` is a link. */
  readonly files: readonly string[];
  readonly asked: string;
  readonly next?: string;
  /** Path, version, marker below the root, whether it is the next one. */
  readonly finds: readonly [path: string, version: string, marker: string | null, isNext: boolean] | null;
}

const debian = [
  "usr/bin/python3.11",
  "usr/bin/python3 -> python3.11",
  "usr/lib/python3.11/EXTERNALLY-MANAGED",
];

const cases: readonly Case[] = [
  {
    name: "python3 is named by its version",
    files: debian,
    asked: "usr/bin/python3",
    finds: ["usr/bin/python3.11", "3.11", "usr/lib/python3.11/EXTERNALLY-MANAGED", true],
  },
  {
    name: "a python without a marker",
    files: debian.slice(0, 2),
    asked: "usr/bin/python3",
    finds: ["usr/bin/python3.11", "3.11", null, true],
  },
  {
    name: "another version's marker is none of its own",
    files: [...debian.slice(0, 2), "usr/lib/python3.12/EXTERNALLY-MANAGED"],
    asked: "usr/bin/python3",
    finds: ["usr/bin/python3.11", "3.11", null, true],
  },
  {
    name: "another than the next one",
    files: [...debian, "opt/bin/python3.12"],
    asked: "usr/bin/python3",
    next: "opt/bin/python3.12",
    finds: ["usr/bin/python3.11", "3.11", "usr/lib/python3.11/EXTERNALLY-MANAGED", false],
  },
  {
    name: "the next one by another name",
    files: [...debian, "local/bin -> ../usr/bin"],
    asked: "usr/bin/python3.11",
    next: "local/bin/python3",
    finds: ["usr/bin/python3.11", "3.11", "usr/lib/python3.11/EXTERNALLY-MANAGED", true],
  },
  {
    name: "no next one",
    files: debian,
    asked: "usr/bin/python3",
    next: "",
    finds: ["usr/bin/python3.11", "3.11", "usr/lib/python3.11/EXTERNALLY-MANAGED", false],
  },
  {
    name: "Homebrew's stable name, and the marker of its Cellar",
    files: [
      "cellar/3.12.1/bin/python3.12",
      "cellar/3.12.1/lib/python3.12/EXTERNALLY-MANAGED",
      "brew/bin/python3.12 -> ../../cellar/3.12.1/bin/python3.12",
      "brew/bin/python3 -> ../../cellar/3.12.1/bin/python3.12",
    ],
    asked: "brew/bin/python3",
    finds: ["brew/bin/python3.12", "3.12", "cellar/3.12.1/lib/python3.12/EXTERNALLY-MANAGED", true],
  },
  {
    name: "a prefix with lib64",
    files: ["usr/bin/python3.13", "usr/lib64/python3.13/EXTERNALLY-MANAGED"],
    asked: "usr/bin/python3.13",
    finds: ["usr/bin/python3.13", "3.13", "usr/lib64/python3.13/EXTERNALLY-MANAGED", true],
  },
  {
    name: "pyenv's shim is no python that we know of",
    files: ["pyenv/shims/python3"],
    asked: "pyenv/shims/python3",
    finds: null,
  },
  { name: "a python that is gone", files: [], asked: "usr/bin/python3", finds: null },
];

for (const each of cases) {
  test(`interpreter: ${each.name}`, async (t) => {
    const environment = await laid(each.files, t);
    const at = (file: string) => (file === "" ? "" : `${environment.root}/${file}`);
    const found = readInterpreter(at(each.asked), at(each.next ?? each.asked));
    const [path, version, marker, isNext] = each.finds ?? [];
    assert.deepEqual(
      found,
      each.finds === null
        ? null
        : {
            path: at(path ?? ""),
            version,
            marker: marker ? at(marker) : null,
            ofDistribution: false,
            isNext,
          },
    );
  });
}

const pips: readonly (readonly [name: string, file: string, finds: readonly [string, string] | null])[] = [
  [
    "Debian's, in dist-packages",
    "usr/lib/python3/dist-packages/pip-23.0.1.dist-info/METADATA",
    ["23.0.1", "usr/lib/python3/dist-packages"],
  ],
  [
    "python.org's, in site-packages",
    "usr/lib/python3.11/site-packages/pip-24.0.dist-info/METADATA",
    ["24.0", "usr/lib/python3.11/site-packages"],
  ],
  [
    "as an egg",
    "usr/lib/python3.11/dist-packages/pip-20.3.4.egg-info/PKG-INFO",
    ["20.3.4", "usr/lib/python3.11/dist-packages"],
  ],
  [
    "another project whose name starts with pip",
    "usr/lib/python3/dist-packages/pip-tools-7.0.dist-info/METADATA",
    null,
  ],
  ["another Python's", "usr/lib/python3.12/site-packages/pip-24.0.dist-info/METADATA", null],
];

for (const [name, file, finds] of pips) {
  test(`pip of an interpreter: ${name}`, async (t) => {
    const { root } = await laid([file], t);
    const found = readPipOf(`${root}/usr/bin/python3.11`, "3.11");
    assert.deepEqual(found, finds && { version: finds[0], location: `${root}/${finds[1]}` });
  });
}

test("real pip: the one on PATH, with the version that its interpreter has", async (t) => {
  const { root } = await laid([...debian, "usr/lib/python3/dist-packages/pip-23.0.1.dist-info/METADATA"], t);
  const interpreter = readInterpreter(`${root}/usr/bin/python3`, `${root}/usr/bin/python3`);
  const location = `${root}/usr/lib/python3/dist-packages`;
  const known = { version: "23.0.1", location, shared: false };
  const next = `${root}/usr/bin/python3`;
  assert.deepEqual(readRealPip(handedOf({ real: "/x/pip", next }), interpreter), {
    program: ["/x/pip"],
    ...known,
  });
  assert.deepEqual(readRealPip(handedOf({ module: true, real: next, next }), interpreter), {
    program: [next, "-m", "pip"],
    ...known,
  });
});

test("real pip: of an interpreter that is not known, what stands beside it", async (t) => {
  const { root } = await laid(
    ["own/bin/pip", "own/lib/python3.12/site-packages/pip-24.2.dist-info/METADATA"],
    t,
  );
  assert.deepEqual(readRealPip(handedOf({ real: `${root}/own/bin/pip` }), null), {
    program: [`${root}/own/bin/pip`],
    version: "24.2",
    location: `${root}/own/lib/python3.12/site-packages`,
    shared: false,
  });
});

test("real pip: where none is on PATH, the newest shared one by number, else one that is yet to be made", async (t) => {
  const { root } = await laid(["data/pip/9.0/x", "data/pip/25.1/x", "data/pip/.26.0.ab/x"], t);
  const location = `${root}/data/pip/25.1`;
  assert.deepEqual(readRealPip(handedOf({ next: "/py", data: `${root}/data` }), null), {
    program: ["/py", `${location}/pip/__pip-runner__.py`],
    version: "25.1",
    location,
    shared: true,
  });
  assert.deepEqual(readRealPip(handedOf({ next: "/py", data: `${root}/none` }), null), {
    program: ["/py", SHARED_PIP],
    version: null,
    location: null,
    shared: true,
  });
});

test("real pip: none, where there is no python either", () => {
  assert.equal(readRealPip(handedOf({}), null), null);
});

test("one file by two paths is one, and a file that is gone is none", async (t) => {
  const { root } = await laid(["a", "b -> a", "c"], t);
  assert.deepEqual(
    [
      sameFile(`${root}/a`, `${root}/b`),
      sameFile(`${root}/a`, `${root}/c`),
      sameFile(`${root}/x`, `${root}/x`),
    ],
    [true, false, false],
  );
});

async function laid(
  files: readonly string[],
  t: { after(end: () => unknown): void },
): Promise<TestEnvironment> {
  const environment = await makeEnvironment();
  t.after(() => environment.remove());
  for (const entry of files) {
    const [file = "", target] = entry.split(" -> ");
    if (target === undefined) chmodSync(await environment.write(file, ""), 0o755);
    else {
      await environment.directory(file.split("/").slice(0, -1).join("/") || ".");
      await symlink(target, `${environment.root}/${file}`);
    }
  }
  return environment;
}

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { buildPackage } from "../../src/build.ts";

/*
 * The built loader, with the built planner: whatever lies in the cache, the answer to sh is the same one.
 */
const root = mkdtempSync(join(tmpdir(), "safe-pip-loader-"));
const dist = join(root, "package/dist");
const project = join(root, "home/project");
const python = join(root, "usr/bin/python3.11");

before(async () => {
  await buildPackage(dist);
  mkdirSync(join(root, "package/shims"), { recursive: true });
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, "pyproject.toml"), "");
  for (const directory of ["usr/bin", "usr/lib/python3.11"])
    mkdirSync(join(root, directory), { recursive: true });
  writeFileSync(python, "");
  writeFileSync(join(root, "usr/lib/python3.11/EXTERNALLY-MANAGED"), "");
});
after(() => rmSync(root, { recursive: true }));

interface Place {
  readonly data: string;
  readonly cache: string;
}

/** A data directory in which `runs` plans have been made. */
function placeAfter(runs: number, { made = true } = {}): Place {
  const parent = mkdtempSync(join(root, "data-"));
  const data = join(parent, "safe-pip");
  if (made) mkdirSync(data, { mode: 0o700 });
  for (let run = 0; run < runs; run += 1) plan(data);
  return { data, cache: join(data, "cache") };
}

function plan(data: string, words: readonly string[] = ["install", "demo"]) {
  const handed = [
    "name=pip",
    "real=/usr/bin/pip",
    "marked=yes",
    `interpreter=${python}`,
    `next=${python}`,
    "here=",
    "env=",
    `data=${data}`,
    `physical=${project}`,
    "terminal=",
  ];
  const ended = spawnSync(process.execPath, [join(dist, "safe-pip.cjs"), "plan", ...handed, "--", ...words], {
    encoding: "utf8",
    cwd: project,
    env: { HOME: join(root, "home"), PATH: "/usr/bin:/bin" },
    stdio: ["ignore", "pipe", "pipe", "ignore", "ignore", "ignore", "ignore", "ignore", "ignore", "pipe"],
  });
  const told = (text: string) => text.replaceAll(data, "<data>");
  return { status: ended.status, stdout: told(ended.stdout), stderr: told(ended.stderr) };
}

function kept({ cache }: Place): string {
  const names = readdirSync(cache);
  assert.equal(names.length, 1, names.join());
  return join(cache, names[0] ?? "");
}

/** What a plan answers where nothing is kept: there is no data directory yet. */
const plain = () => plan(placeAfter(0, { made: false }).data);

test("a plan is the same with and without compiled code", () => {
  const expected = plain();
  assert.equal(expected.status, 0, expected.stderr);
  // Root without a terminal is told what to type; everybody else gets the project's environment.
  assert.match(expected.stdout, process.getuid?.() === 0 ? /^exit 1$/m : /^word .*\/usr\/bin\/python3\.11$/m);
  const { data } = placeAfter(0);
  const answers = Array.from({ length: 6 }, () => plan(data));
  assert.deepEqual(answers, Array(6).fill(expected));
});

test("compiled code is kept in a directory and a file of the user's alone", () => {
  const place = placeAfter(1);
  assert.deepEqual([statSync(place.cache).mode & 0o777, statSync(kept(place)).mode & 0o777], [0o700, 0o600]);
});

test("what is kept is used: it stays as it is once four plans have added to it", () => {
  const place = placeAfter(4);
  const before = statSync(kept(place));
  plan(place.data);
  const after = statSync(kept(place));
  assert.deepEqual([after.ino, after.mtimeMs], [before.ino, before.mtimeMs]);
  assert.equal(readFileSync(kept(place))[0], 4);
});

test("a data directory is not made for it", () => {
  const { data } = placeAfter(1, { made: false });
  assert.equal(existsSync(data), false);
});

interface Fault {
  readonly name: string;
  readonly make: (place: Place) => void;
}

const FAULTS: readonly Fault[] = [
  { name: "an empty file", make: (place) => writeFileSync(kept(place), "") },
  { name: "random bytes", make: (place) => writeFileSync(kept(place), Buffer.alloc(50_000, "garbage")) },
  { name: "zeros, as after a power cut", make: (place) => overwrite(place, (bytes) => bytes.fill(0)) },
  { name: "a block of zeros", make: (place) => overwrite(place, (bytes) => bytes.fill(0, 8192, 12_288)) },
  { name: "one other bit", make: (place) => overwrite(place, (bytes) => bytes.writeUInt8(1, 40)) },
  { name: "half of it", make: (place) => overwrite(place, (bytes) => bytes.subarray(0, bytes.length / 2)) },
  {
    name: "another V8's code, whole",
    make: (place) =>
      overwrite(place, (bytes) => {
        const half = (bytes.length - 8) / 2;
        for (const at of [8, 8 + half]) bytes.writeUInt32LE(0x12345678, at + 4);
        return bytes;
      }),
  },
  {
    name: "a file that others may write",
    make: (place) => {
      chmodSync(kept(place), 0o666);
    },
  },
  {
    name: "a directory that others may write",
    make: (place) => {
      chmodSync(place.cache, 0o777);
    },
  },
  {
    name: "a link",
    make(place) {
      const file = kept(place);
      copyFileSync(file, join(place.data, "elsewhere"));
      rmSync(file);
      symlinkSync("../elsewhere", file);
    },
  },
  {
    name: "a directory in its place",
    make(place) {
      const file = kept(place);
      rmSync(file);
      mkdirSync(file);
    },
  },
  {
    name: "a file in the directory's place",
    make(place) {
      rmSync(place.cache, { recursive: true });
      writeFileSync(place.cache, "");
    },
  },
];

for (const { name, make } of FAULTS) {
  test(`a plan is the same with ${name} in the cache`, () => {
    const place = placeAfter(1);
    make(place);
    assert.deepEqual([plan(place.data), plan(place.data)], [plain(), plain()]);
  });
}

test("a cache that can't be written is no fault", {
  skip: process.getuid?.() === 0 && "root writes all",
}, () => {
  const { data } = placeAfter(0);
  chmodSync(data, 0o500);
  assert.deepEqual(plan(data), plain());
});

test("another build's code is not used for this one, and does not stay for ever", () => {
  const place = placeAfter(1);
  const other = kept(place);
  for (let build = 0; build < 20; build += 1) copyFileSync(other, `${other}-${build}`);
  rmSync(other);
  assert.deepEqual(plan(place.data), plain());
  assert.ok(existsSync(other));
  assert.equal(readdirSync(place.cache).length, 12);
});

test("a part that is needed later is kept as well", () => {
  const { data, cache } = placeAfter(0);
  writeFileSync(join(project, ".safe-pip.toml"), "");
  try {
    assert.deepEqual(plan(data), plain());
    assert.equal(readdirSync(cache).length, 2);
  } finally {
    rmSync(join(project, ".safe-pip.toml"));
  }
});

function overwrite(place: Place, change: (bytes: Buffer) => Buffer | number): void {
  const file = kept(place);
  const bytes = readFileSync(file);
  const changed = change(bytes);
  writeFileSync(file, typeof changed === "number" ? bytes : changed);
}

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { defaultPolicy, type Layer } from "../../src/policy/policy.ts";
import { type PolicyPlaces, parseLayers, readLayers, readPolicy } from "../../src/policy/readPolicy.ts";
import { addTrust, trustDigest } from "../../src/policy/trust.ts";
import { findProgram } from "../environment.ts";
import { directory, me, placesIn, write } from "./fixtures.ts";

/** A place in which a policy file is expected, and what stands there in truth. */
interface Shape {
  readonly name: string;
  readonly make: (file: string) => void;
  readonly problem: Readonly<Partial<Record<Layer, string>>>;
}

const notRegular = "it is no regular file";
const link = "it is a symbolic link";

/** Threat T17. No test has a clock: what is not refused here blocks or fills the memory, and the run ends red. */
const shapes: readonly Shape[] = [
  {
    name: "a FIFO",
    make: (file) => execFileSync(findProgram("mkfifo"), [file]),
    problem: { project: notRegular, user: notRegular, machine: notRegular },
  },
  {
    name: "a directory",
    make: (file) => mkdirSync(file),
    problem: { project: notRegular, user: notRegular, machine: notRegular },
  },
  {
    name: "a link to /dev/zero",
    make: (file) => symlinkSync("/dev/zero", file),
    problem: { project: link, user: notRegular, machine: notRegular },
  },
  {
    name: "a link to a file of the user's",
    make: (file) => symlinkSync(write(`${file}.target`, "apt = 1"), file),
    problem: { project: link },
  },
  {
    name: "a link to itself",
    make: (file) => symlinkSync(file, file),
    problem: { project: link, user: link, machine: link },
  },
  {
    name: "a sparse file of 8 GiB",
    make: (file) => truncateSync(write(file, ""), 8 * 2 ** 30),
    problem: {
      project: "it is larger than 64 KiB",
      user: "it is larger than 64 KiB",
      machine: "it is larger than 64 KiB",
    },
  },
  {
    name: "a byte more than the limit",
    make: (file) => write(file, " ".repeat(64 * 1024 + 1)),
    problem: { project: "it is larger than 64 KiB" },
  },
];

function fileOf(places: ReturnType<typeof placesIn>, layer: Layer): string {
  const file = {
    machine: places.machine,
    user: places.user,
    project: join(places.project, ".safe-pip.toml"),
  }[layer];
  mkdirSync(join(file, ".."), { recursive: true, mode: 0o700 });
  return file;
}

for (const { name, make, problem } of shapes) {
  for (const [layer, why] of Object.entries(problem) as [Layer, string][]) {
    test(`${name} in the place of the ${layer}'s file is refused before it is read`, {
      timeout: 20_000,
    }, async (t) => {
      const places = placesIn(directory(t));
      const file = fileOf(places, layer);
      make(file);
      const policy = await readPolicy(places);
      const message = `${file} can't be read: ${why}`;
      assert.deepEqual(policy.problems, [
        { code: "policy-unreadable", file, line: null, key: null, message },
      ]);
    });
  }
}

const contents: readonly (readonly [name: string, content: Buffer, message: string])[] = [
  ["UTF-16", Buffer.from("\ufeffapt = 1", "utf16le"), "it is not UTF-8 text"],
  ["a byte that is no UTF-8", Buffer.from([0x61, 0xe9]), "it is not UTF-8 text"],
];

for (const [name, content, why] of contents) {
  test(`${name} is a problem, not an exception`, async (t) => {
    const places = placesIn(directory(t));
    const file = write(fileOf(places, "project"), content);
    assert.deepEqual(
      (await readPolicy(places)).problems.map(({ message }) => message),
      [`${file}: ${why}`],
    );
  });
}

test("a link to the user's own config.toml is followed: tools for dotfiles make such links", async (t) => {
  const places = placesIn(directory(t));
  const file = fileOf(places, "user");
  symlinkSync(write(`${file}.target`, 'apt = "never"'), file);
  const { aptMode, problems } = await readPolicy(places);
  assert.deepEqual([aptMode.value, problems], ["never", []]);
});

interface Ownership {
  readonly name: string;
  /** Modes of the file and of its directory. */
  readonly file?: number;
  readonly directory?: number;
  readonly who?: PolicyPlaces["who"];
  readonly note: string | null;
}

const stranger = { uid: me.uid === 0 ? 4711 : me.uid, gid: me.gid + 1 };

/** Design: a dotfile counts only where nobody but the user, his own group and root may write. */
const ownerships: readonly Ownership[] = [
  { name: "the user's own file", note: null },
  { name: "his own group may write it (umask 0002)", file: 0o664, directory: 0o775, note: null },
  { name: "everybody may write it", file: 0o666, note: "everybody may write it" },
  {
    name: "everybody may write its directory",
    directory: 0o777,
    note: "its directory is not yours alone: everybody may write it",
  },
  {
    name: "everybody may add to its directory, nobody may take away (sticky)",
    directory: 0o1777,
    note: null,
  },
  {
    name: "it belongs to another user",
    who: { uid: me.uid + 1, gid: me.gid },
    note: me.uid === 0 ? null : "it belongs to another user",
  },
  ...(me.gid === 0
    ? []
    : [
        {
          name: "another group may write it",
          file: 0o664,
          who: stranger,
          note: "another group may write it",
        },
      ]),
];

for (const { name, file = 0o644, directory: mode = 0o755, who = me, note } of ownerships) {
  test(`${name}: ${note === null ? "it counts" : "it does not count"}`, async (t) => {
    const places = placesIn(directory(t));
    const dotfile = write(join(places.project, ".safe-pip.toml"), 'apt = "never"', file);
    chmodSync(places.project, mode);
    const { aptMode, notes, problems } = await readPolicy({ ...places, who });
    assert.deepEqual([aptMode.value, problems], [note === null ? "never" : "ask", []]);
    assert.deepEqual(notes, note === null ? [] : [`${dotfile} does not count: ${note}`]);
  });
}

test("root obeys no file of a user's (T7)", {
  skip: me.uid !== 0 && "only root can give a file away",
}, async (t) => {
  const places = placesIn(directory(t));
  const dotfile = write(join(places.project, ".safe-pip.toml"), 'apt = "never"');
  chownSync(dotfile, 4711, 4711);
  const { aptMode, notes } = await readPolicy(places);
  assert.deepEqual(
    [aptMode.value, notes],
    ["ask", [`${dotfile} does not count: it belongs to another user`]],
  );
});

interface Pyproject {
  readonly name: string;
  readonly pyproject: string;
  readonly dotfile?: string;
  readonly apt: string;
  readonly problems: readonly string[];
}

const pyprojects: readonly Pyproject[] = [
  {
    name: "a pyproject.toml without a word of us",
    pyproject: "[project]\nname = 'x'",
    apt: "ask",
    problems: [],
  },
  { name: "one that is no TOML, without a word of us", pyproject: "][", apt: "ask", problems: [] },
  {
    name: "one that depends on us",
    pyproject: "[project]\ndependencies = ['safe-pip']",
    apt: "ask",
    problems: [],
  },
  {
    name: "one with our table",
    pyproject: '[project]\nname = "x"\n[tool.safe-pip]\napt = "never"',
    apt: "never",
    problems: [],
  },
  {
    name: "one with a fault in our table",
    pyproject: '[tool.safe-pip]\n\n[tool.safe-pip.route]\nblack = "pip"',
    apt: "ask",
    problems: [
      '<project>/pyproject.toml, line 4: route.black must be one of "venv", "home", "pipx", "apt"; it is "pip"',
    ],
  },
  {
    name: "our name as a value",
    pyproject: "[tool]\nsafe-pip = 1",
    apt: "ask",
    problems: ["<project>/pyproject.toml, line 2: tool.safe-pip must be a table"],
  },
  {
    name: "a policy in both files",
    pyproject: '[tool.safe-pip]\napt = "never"',
    dotfile: 'apt = "never"',
    apt: "never",
    problems: [
      "<project>/pyproject.toml: [tool.safe-pip] must not stand beside <project>/.safe-pip.toml; keep one of them",
    ],
  },
];

for (const { name, pyproject, dotfile, apt, problems } of pyprojects) {
  test(`pyproject.toml: ${name}`, async (t) => {
    const places = placesIn(directory(t));
    write(join(places.project, "pyproject.toml"), pyproject);
    if (dotfile !== undefined) write(join(places.project, ".safe-pip.toml"), dotfile);
    const policy = await readPolicy(places);
    assert.equal(policy.aptMode.value, apt);
    assert.deepEqual(
      policy.problems.map(({ message }) => message.replaceAll(places.project, "<project>")),
      problems,
    );
  });
}

test("the layers lie over each other, each value with its file and line", async (t) => {
  const places = placesIn(directory(t));
  write(places.machine, 'apt = "auto"\nunmarked = "redirect"\n[ban]\nrequest = "a misspelling"');
  write(places.user, '\napt = "ask"\nonly-binary = true');
  const dotfile = write(join(places.project, ".safe-pip.toml"), '[ban]\nleftpad = "no"\nrequest = "again"');
  const policy = await readPolicy(places);
  const machine = { layer: "machine", file: places.machine } as const;
  const user = { layer: "user", file: places.user } as const;
  assert.deepEqual(policy, {
    ...defaultPolicy,
    aptMode: { value: "ask", source: { ...user, line: 2 } },
    unmarked: { value: "redirect", source: { ...machine, line: 2 } },
    onlyBinary: { value: true, source: { ...user, line: 3 } },
    bans: new Map([
      ["request", { value: "a misspelling", source: { ...machine, line: 4 } }],
      ["leftpad", { value: "no", source: { layer: "project", file: dotfile, line: 2 } }],
    ]),
  });
});

test("without a file the policy is the default's, the same value", async (t) => {
  assert.equal(await readPolicy(placesIn(directory(t))), defaultPolicy);
});

test("without a file nothing is loaded that parses or checks: both stand behind an import() of their own", async () => {
  const { metafile } = await build({
    entryPoints: [new URL("../../src/policy/readPolicy.ts", import.meta.url).pathname],
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    outdir: "unwritten",
    write: false,
    metafile: true,
  });
  const [, entry] =
    Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint?.endsWith("readPolicy.ts")) ??
    [];
  const loaded = new Set(Object.keys(entry?.inputs ?? {}));
  for (const { path, kind } of entry?.imports ?? []) {
    if (kind === "import-statement")
      for (const input of Object.keys(metafile.outputs[path]?.inputs ?? {})) loaded.add(input);
  }
  assert.deepEqual(
    [...loaded].sort(),
    ["display", "policy", "readPolicy", "safeRead"].map((name) => `src/policy/${name}.ts`),
  );
});

test("what is read once is what is parsed and what is trusted: a change between has no effect (T15)", async (t) => {
  const places = placesIn(directory(t));
  const file = write(join(places.project, ".safe-pip.toml"), 'apt = "never"');
  mkdirSync(places.data, { mode: 0o700 });
  addTrust({ data: places.data, who: me }, file, trustDigest(file, Buffer.from('apt = "auto"')));
  const { sources } = readLayers(places);
  write(file, 'apt = "auto"');
  const { layers } = await parseLayers(places, sources);
  assert.deepEqual(
    [layers.project?.policy.keys, layers.project?.trusted],
    [{ apt: { value: "never", line: 1 } }, false],
  );
});

test("a file with eight thousand faults tells twenty", async (t) => {
  const places = placesIn(directory(t));
  write(
    join(places.project, ".safe-pip.toml"),
    Array.from({ length: 8000 }, (_, index) => `k${index}=1\n`).join(""),
  );
  assert.equal((await readPolicy(places)).problems.length, 20);
});

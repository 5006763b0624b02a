import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { type TestContext, test } from "node:test";
import { readDeclined, rememberDeclined } from "../../src/context/declined.ts";
import { fileReader } from "../../src/context/files.ts";
import { homeSlot, slotOf } from "../../src/context/mirror.ts";
import { pipxHomes, readApplications } from "../../src/context/pipxHomes.ts";
import { fromSudo, readAptUse } from "../../src/context/privilege.ts";
import { environmentPath, systemPath } from "../../src/context/searchPath.ts";
import { readUserDirectories } from "../../src/context/userDirectories.ts";
import { readWhereabouts } from "../../src/context/whereabouts.ts";
import { normalizeName } from "../../src/pip/requirement.ts";
import type { AptUse } from "../../src/plan/facts.ts";
import type { Command, Ended, World } from "../../src/world.ts";
import { makeEnvironment } from "../environment.ts";
import { factsOf } from "../plan/facts.ts";

/* The small readers of places: the mirror, pipx's homes, sys.path, sudo, the user's directories. */

async function rooted(t: TestContext, files: Readonly<Record<string, string>> = {}) {
  const environment = await makeEnvironment();
  t.after(() => environment.remove());
  for (const [file, text] of Object.entries(files)) await environment.write(file, text);
  return environment;
}

const slots: readonly (readonly [name: string, files: readonly string[], published: boolean])[] = [
  ["with venv and base", ["venv/bin/python", "base"], true],
  ["adopted", ["venv/bin/python", "adopted"], true],
  ["with venv alone: not published", ["venv/bin/python"], false],
  ["with base alone: the environment is gone", ["base"], false],
  ["with nothing", [], false],
];

for (const [name, files, published] of slots) {
  test(`mirror: a slot ${name}`, async (t) => {
    const at = "data/dirs/home/alice/app/@/3.11";
    const { root } = await rooted(t, Object.fromEntries(files.map((file) => [`${at}/${file}`, ""])));
    assert.deepEqual(slotOf(`${root}/data`, "/home/alice/app", "3.11"), { path: `${root}/${at}`, published });
  });
}

test("mirror: the home environment's slot, one a Python", async (t) => {
  const { root } = await rooted(t, { "data/home/@/3.12/venv/bin/python": "", "data/home/@/3.12/base": "" });
  assert.deepEqual(
    [homeSlot(`${root}/data`, "3.11"), homeSlot(`${root}/data`, "3.12")],
    [
      { path: `${root}/data/home/@/3.11`, published: false },
      { path: `${root}/data/home/@/3.12`, published: true },
    ],
  );
});

const homes: readonly (readonly [
  name: string,
  env: Readonly<Record<string, string>>,
  root: boolean,
  finds: readonly string[],
])[] = [
  ["of a user: today's and that of 1.1", {}, false, ["/h/.local/share/pipx", "/h/.local/pipx"]],
  ["with XDG_DATA_HOME", { XDG_DATA_HOME: "/x" }, false, ["/x/pipx", "/h/.local/pipx"]],
  [
    "with a relative XDG_DATA_HOME, which does not count",
    { XDG_DATA_HOME: "x" },
    false,
    ["/h/.local/share/pipx", "/h/.local/pipx"],
  ],
  ["with PIPX_HOME first", { PIPX_HOME: "/p" }, false, ["/p", "/h/.local/share/pipx", "/h/.local/pipx"]],
  ["of root", { XDG_DATA_HOME: "/x" }, true, ["/opt/pipx"]],
  ["of root with PIPX_HOME", { PIPX_HOME: "/p" }, true, ["/p", "/opt/pipx"]],
];

for (const [name, env, root, finds] of homes) {
  test(`pipx's homes ${name}`, () => assert.deepEqual(pipxHomes(env, "/h", root), finds));
}

test("pipx's applications, with the version that it noted; the first home goes before", async (t) => {
  const noted = JSON.stringify({ main_package: { package_version: "24.1.0" } });
  const { root } = await rooted(t, {
    "one/venvs/Black/pipx_metadata.json": noted,
    "one/venvs/broken/pipx_metadata.json": "{",
    "one/venvs/odd/pipx_metadata.json": '{"main_package": {"package_version": 3}}',
    "two/venvs/black/x": "",
    "two/venvs/cowsay/x": "",
  });
  const found = readApplications([`${root}/one`, `${root}/gone`, `${root}/two`]);
  assert.deepEqual([...found].sort(), [
    ["black", "24.1.0"],
    ["broken", ""],
    ["cowsay", ""],
    ["odd", ""],
  ]);
});

test("sys.path of an environment: its own, what its line adds, and the system's where it sees that", async (t) => {
  const site = "lib/python3.11/site-packages";
  const { root } = await rooted(t, {
    [`usr/${site}/x`]: "",
    "usr/lib/python3/dist-packages/x": "",
    [`home/.local/${site}/x`]: "",
    [`open/${site}/_safe_pip.pth`]: "/shared/pip\n# a comment\nimport evil\nrelative\n",
    "open/pyvenv.cfg": "home = /usr/bin\ninclude-system-site-packages = true\n",
    [`closed/${site}/x`]: "",
    "closed/pyvenv.cfg": "include-system-site-packages = false\n",
  });
  const system = [
    `${root}/home/.local/${site}`,
    `${root}/usr/lib/python3/dist-packages`,
    `${root}/usr/${site}`,
  ];
  const base = `${root}/usr/bin/python3.11`;
  const own = (path: readonly string[]) =>
    path.filter((each) => each.startsWith(root) || each === "/shared/pip");
  assert.deepEqual(own(systemPath(base, `${root}/home`)), system);
  assert.deepEqual(own(environmentPath(`${root}/open`, base, `${root}/home`)), [
    `${root}/open/${site}`,
    "/shared/pip",
    ...system,
  ]);
  assert.deepEqual(environmentPath(`${root}/closed`, base, `${root}/home`), [`${root}/closed/${site}`]);
  assert.deepEqual(environmentPath(`${root}/gone`, base, `${root}/home`), []);
});

const sudo: readonly (readonly [name: string, ended: Partial<Ended>, mayAsk: boolean, use: AptUse])[] = [
  ["no password is needed, at a terminal", { exitCode: 0 }, true, { kind: "sudo-terminal" }],
  ["no password is needed, without a terminal", { exitCode: 0 }, false, { kind: "sudo-silent" }],
  [
    "a password, at a terminal",
    { exitCode: 1, stderr: "sudo: a password is required\n" },
    true,
    { kind: "sudo-terminal" },
  ],
  [
    "a password, without a terminal",
    { exitCode: 1, stderr: "sudo: a password is required\n" },
    false,
    { kind: "none", reason: "sudo would ask for a password, and there is no terminal" },
  ],
  [
    "sudo is not for this user",
    { exitCode: 1, stderr: "Sorry, user bob may not run sudo on host.\n" },
    true,
    { kind: "none", reason: "you may not use sudo" },
  ],
  [
    "not in the sudoers file",
    { exitCode: 1, stderr: "bob is not in the sudoers file.\n" },
    true,
    { kind: "none", reason: "you may not use sudo" },
  ],
];

for (const [name, ended, mayAsk, use] of sudo) {
  test(`apt's use: ${name}`, () => {
    const whole: Ended = { exitCode: null, signal: null, failed: null, stdout: "", stderr: "", ...ended };
    assert.deepEqual(fromSudo(whole, mayAsk), use);
  });
}

test("apt's use: root asks nobody, and neither does a machine without apt", async () => {
  const asked: Command[] = [];
  const world = (uid: number): World => ({
    env: {},
    cwd: "/",
    uid,
    mayAsk: true,
    data: "",
    run: async (command) => {
      asked.push(command);
      return { exitCode: 0, signal: null, failed: null, stdout: "", stderr: "" };
    },
    ask: async () => true,
    say: () => {},
  });
  assert.deepEqual(await readAptUse(world(0), true), { kind: "root" });
  assert.deepEqual(await readAptUse(world(1000), false), { kind: "none", reason: "this machine has no apt" });
  assert.deepEqual(asked, []);
  await readAptUse(world(1000), true);
  for (const { argv, env } of asked) {
    assert.deepEqual(argv, ["/usr/bin/sudo", "-n", "-v"]);
    assert.deepEqual(Object.keys(env ?? {}).sort(), ["LANGUAGE", "LC_ALL", "PATH"]);
  }
});

test("the user's directories, by their usual names and by xdg-user-dirs", async (t) => {
  const { home } = await rooted(t, {
    "home/.config/user-dirs.dirs":
      '# made by xdg\nXDG_DOWNLOAD_DIR="$HOME/Téléchargements"\nXDG_X_DIR="/abs"\nXDG_BAD_DIR=$HOME/x\n',
  });
  const found = readUserDirectories(home, {});
  assert.deepEqual([found.includes(`${home}/Downloads`), found.at(-1)], [true, `${home}/Téléchargements`]);
  assert.equal(readUserDirectories(home, { XDG_CONFIG_HOME: "/nowhere" }).at(-1), `${home}/Videos`);
});

test("a No to apt is remembered by the package's name, and by a proper name alone", async (t) => {
  const { root } = await rooted(t);
  rememberDeclined(`${root}/data`, ["python3-six", "../evil", "python3-x"]);
  assert.deepEqual([...readDeclined(`${root}/data`)].sort(), ["python3-six", "python3-x"]);
  assert.deepEqual([readDeclined(null), readDeclined(`${root}/none`)], [new Set(), new Set()]);
});

test("files for a request: what they are, and a pipe is never opened", async (t) => {
  const { root } = await rooted(t, { "r.txt": "six\n", "d/x": "" });
  const { execFileSync } = await import("node:child_process");
  execFileSync("mkfifo", [`${root}/pipe`]);
  symlinkSync("r.txt", `${root}/link`);
  symlinkSync("gone", `${root}/dead`);
  const kinds = ["r.txt", "link", "d", "pipe", "dead", "none"].map((name) =>
    fileReader.kind(`${root}/${name}`),
  );
  assert.deepEqual(kinds, ["file", "file", "directory", "special", "absent", "absent"]);
  assert.deepEqual(fileReader.read(`${root}/pipe`), { kind: "special" });
  assert.deepEqual(fileReader.read(`${root}/d`), { kind: "unreadable", reason: "it is a directory" });
  const read = fileReader.read(`${root}/link`);
  assert.equal(read.kind === "read" && Buffer.from(read.bytes).toString(), "six\n");
});

test("whereabouts: here before home before pipx before the system's, and apt's only if it was ours", async (t) => {
  const info = (place: string, name: string) => [`${place}/${name}-1.0.dist-info/METADATA`, ""] as const;
  const here = "data/dirs/x/@/3.11/venv/lib/python3.11/site-packages";
  const home = "data/home/@/3.11/venv/lib/python3.11/site-packages";
  const ledger = {
    version: 1,
    state: "done",
    route: "apt",
    rule: null,
    slot: null,
    exitCode: 0,
    installed: [{ name: "Ours", version: "1.0", package: "python3-ours" }],
    removed: [],
  };
  const { root } = await rooted(t, {
    ...Object.fromEntries([
      info(here, "a"),
      info(home, "a"),
      info(home, "b"),
      info("usr/lib/python3/dist-packages", "b"),
      info("usr/lib/python3/dist-packages", "ours"),
      info("usr/lib/python3/dist-packages", "theirs"),
      info("home/.local/lib/python3.11/site-packages", "c"),
    ]),
    "data/ledger/1-1.json": JSON.stringify(ledger),
  });
  mkdirSync(`${root}/usr/bin`, { recursive: true });
  const facts = factsOf({
    typed: "uninstall x",
    interpreter: { path: `${root}/usr/bin/python3.11` },
    here: { kind: "managed", environment: `${root}/data/dirs/x/@/3.11/venv`, pip: null },
    home: { path: `${root}/data/home/@/3.11`, published: true },
    data: `${root}/data`,
  });
  const names = ["a", "b", "app", "c", "ours", "theirs", "gone"].map((name) => normalizeName(name));
  const found = readWhereabouts(names, facts, `${root}/home`, new Map([[normalizeName("app"), "1.0"]]));
  const dist = `${root}/usr/lib/python3/dist-packages`;
  assert.deepEqual(Object.fromEntries(found), {
    a: { kind: "here" },
    b: { kind: "home", environment: `${root}/data/home/@/3.11/venv` },
    app: { kind: "pipx", environment: "app" },
    c: { kind: "user-or-local", location: `${root}/home/.local/lib/python3.11/site-packages` },
    ours: { kind: "apt-by-us", package: "python3-ours" },
    theirs: { kind: "apt", location: dist },
    gone: { kind: "nowhere" },
  });
});

import assert from "node:assert/strict";
import { access, readFile, realpath } from "node:fs/promises";
import path from "node:path";
import { after, test } from "node:test";
import type { RunOptions } from "../environment.ts";
import { makeProduct, noProduct, type Product } from "../product.ts";

const skip = noProduct();
const product = skip ? null : await makeProduct();
after(() => product?.remove());

const dotfile = ".safe-pip.toml";
const config = "home/.config/safe-pip/config.toml";

/** What a policy file says, what is typed below it, and what comes of it. */
interface Case {
  readonly name: string;
  /** Files below the home directory. */
  readonly files: Readonly<Record<string, string>>;
  /** The user's own policy. */
  readonly user?: string;
  readonly trusted?: boolean;
  /** Below the home directory; `project` unless given. */
  readonly cwd?: string;
  readonly typed: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly exitCode: number;
  /** In stdout and stderr, with the temporary paths taken out. */
  readonly says: readonly RegExp[];
  readonly saysNot?: readonly RegExp[];
  /** Directories that have an environment afterwards; `home` is the home environment. */
  readonly environments?: readonly string[];
}

const left =
  /project\/\.safe-pip\.toml is not trusted, so .* left out; to see and allow it: safe-pip trust\n/;
const installed = /Successfully installed demo-leaf-1\.1/;

const cases: readonly Case[] = [
  {
    name: "an untrusted file that asks for another index does not get it",
    files: { [dotfile]: 'index-url = "https://evil.example/simple"\n' },
    typed: "pip install demo-leaf",
    exitCode: 0,
    says: [installed, left],
    environments: ["project"],
  },
  {
    name: "a trusted one does",
    files: { [dotfile]: 'index-url = "https://localhost:1/simple"\n' },
    trusted: true,
    typed: "pip install demo-leaf",
    exitCode: 1,
    says: [/https:\/\/localhost:1\/simple/],
    saysNot: [left, installed],
  },
  {
    name: "a trusted one has no say outside its tree",
    files: { [dotfile]: 'index-url = "https://localhost:1/simple"\n', "../other/setup.py": "" },
    trusted: true,
    cwd: "other",
    typed: "pip install demo-leaf",
    exitCode: 0,
    says: [installed],
    environments: ["other"],
  },
  {
    name: "a trusted one has its say below",
    files: { [dotfile]: 'index-url = "https://localhost:1/simple"\n', "below/deep/x": "" },
    trusted: true,
    cwd: "project/below/deep",
    typed: "pip install demo-leaf",
    exitCode: 1,
    says: [/https:\/\/localhost:1\/simple/],
  },
  {
    name: "an untrusted file can ban",
    files: { [dotfile]: '[ban]\ndemo-leaf = "it is only a test"\n' },
    typed: "pip install demo-leaf",
    exitCode: 1,
    says: [/demo-leaf is banned: it is only a test \(line 2 of .*project\/\.safe-pip\.toml\)\./],
  },
  {
    name: "a ban has its say for `pip install -r` too",
    files: { [dotfile]: '[ban]\ndemo-leaf = "it is only a test"\n', "requirements.txt": "Demo_Leaf>=1\n" },
    typed: "pip install -r requirements.txt",
    exitCode: 1,
    says: [/Demo_Leaf is banned: it is only a test/],
  },
  {
    name: "an untrusted file can ask for wheels only",
    files: { [dotfile]: "only-binary = true\n" },
    typed: "pip install demo-sdist",
    exitCode: 1,
    says: [/No matching distribution found for demo-sdist/],
    saysNot: [left],
  },
  {
    name: "a broken file stops an install, and says where",
    files: { [dotfile]: "\n[ban\n" },
    typed: "pip install demo-leaf",
    exitCode: 1,
    says: [/project\/\.safe-pip\.toml, line 2: .*\n.*type: safe-pip policy\n/],
  },
  {
    name: "a broken file stops an uninstall",
    files: { [dotfile]: "[ban\n" },
    typed: "pip uninstall -y demo-leaf",
    exitCode: 1,
    says: [/project\/\.safe-pip\.toml, line 1: /],
  },
  {
    name: "a broken file stops no reading command",
    files: { [dotfile]: "[ban\n" },
    typed: "pip list",
    exitCode: 0,
    says: [/Package +Version/],
    saysNot: [/safe-pip/],
  },
  {
    name: "a broken file stops nothing with SAFE_PIP=off",
    files: { [dotfile]: "[ban\n" },
    env: { SAFE_PIP: "off" },
    typed: "pip install demo-leaf",
    exitCode: 1,
    says: [/externally-managed-environment/],
    saysNot: [/safe-pip:/],
  },
  {
    name: "one index: another one that is typed is refused",
    files: { "setup.py": "" },
    user: 'index-url = "https://localhost:1/simple"\n',
    typed: "pip install -i https://evil.example/simple demo-leaf",
    exitCode: 1,
    says: [
      /--index-url names another index than https:\/\/localhost:1\/simple, the only one allowed \(line 1 of .*config\.toml\)/,
    ],
  },
  {
    name: "an age that this pip can't keep is a refusal",
    files: { "setup.py": "" },
    user: "minimum-age = 7\n",
    typed: "pip install demo-leaf",
    exitCode: 1,
    says: [
      /releases must be 7 days old \(line 1 of .*config\.toml\), which pip can keep from 26\.1 on; .*\n.*type: pip install 'pip>=26\.1'\n/,
    ],
  },
  {
    name: 'project = "home": one environment for all directories',
    files: { "setup.py": "" },
    user: 'project = "home"\n',
    typed: "pip install demo-leaf",
    exitCode: 0,
    says: [installed, /installed in the home environment/],
    environments: ["home"],
  },
  {
    name: "break-system-packages = deny",
    files: { "setup.py": "" },
    user: 'break-system-packages = "deny"\n',
    typed: "pip install --break-system-packages demo-leaf",
    exitCode: 1,
    says: [
      /--break-system-packages is not allowed here \(line 1 of .*config\.toml\)\.\n.*type: pip install demo-leaf\n/,
    ],
  },
  {
    name: "break-system-packages = redirect",
    files: { "setup.py": "" },
    user: 'break-system-packages = "redirect"\n',
    typed: "pip install --break-system-packages demo-leaf",
    exitCode: 0,
    says: [installed],
    environments: ["project"],
  },
  {
    name: "break-system-packages in a project's file is an error, not a way",
    files: { [dotfile]: 'break-system-packages = "allow"\n' },
    typed: "pip install demo-leaf",
    exitCode: 1,
    says: [/line 1: break-system-packages/],
  },
  {
    name: "prefer = home: an application goes there",
    files: {},
    user: 'prefer = ["home"]\n',
    cwd: ".",
    typed: "pip install cowsay",
    exitCode: 0,
    says: [/Successfully installed cowsay-6\.1/, /installed in the home environment/],
    environments: ["home"],
  },
  {
    name: "explain cites the line that decided",
    files: { "setup.py": "" },
    user: '[route]\ndemo-leaf = "home"\n',
    cwd: ".",
    typed: "safe-pip explain install demo-leaf",
    exitCode: 0,
    says: [/why: +The policy sends demo-leaf to home \(line 2 of .*config\.toml\)\./],
  },
  {
    name: "explain cites what forbids",
    files: { "setup.py": "" },
    user: 'allow = ["home"]\n',
    typed: "safe-pip explain install demo-leaf",
    exitCode: 0,
    says: [/nothing is changed.*\n.*why: +The policy does not allow venv \(line 1 of .*config\.toml\)\./],
  },
  {
    name: "explain shows the command that would serve, with what is set and left out",
    files: { "setup.py": "" },
    user: "only-binary = true\n",
    env: { PIP_USER: "1" },
    typed: "safe-pip explain install --user demo-leaf",
    exitCode: 0,
    says: [
      /runs: +env PIP_USER=0 PIP_ONLY_BINARY=:all: .*\/@\/[\d.]+\/venv\/bin\/python -m pip install demo-leaf\n/,
    ],
  },
  {
    name: "-q silences what was left out",
    files: { [dotfile]: 'apt = "auto"\n' },
    typed: "pip install -q demo-leaf",
    exitCode: 0,
    says: [/^$/],
    environments: ["project"],
  },
  {
    name: "a Python that is not there",
    files: { "setup.py": "" },
    user: 'python = "3.99"\n',
    typed: "pip install demo-leaf",
    exitCode: 1,
    says: [
      /The policy names Python 3\.99 \(line 1 of .*config\.toml\)\. There is no python3\.99 on PATH\.\n.*type: uv python install 3\.99\n/,
    ],
  },
];

for (const each of cases) {
  test(`policy: ${each.name}`, { skip, timeout: 120_000 }, async () => {
    const made = product as Product;
    await prepare(made, each);
    const cwd = path.join(made.home, each.cwd ?? "project");
    const ran = await typed(made, each.typed, { cwd, env: each.env ?? {} });
    const text = made.normalise(`${ran.stdout}${ran.stderr}`);
    assert.equal(ran.exitCode, each.exitCode, text);
    for (const expected of each.says) assert.match(text, expected);
    for (const unexpected of each.saysNot ?? []) assert.doesNotMatch(text, unexpected);
    assert.deepEqual(await environments(made), each.environments ?? []);
  });
}

test("policy: what was asked for is recorded after a success, and not after a failure", {
  skip,
  timeout: 120_000,
}, async () => {
  const made = product as Product;
  await prepare(made, { files: { "requirements.txt": "# ours\n" }, user: 'record = "requirements.txt"\n' });
  const cwd = path.join(made.home, "project");
  const file = path.join(cwd, "requirements.txt");
  await typed(made, "pip install demo-does-not-exist", { cwd });
  assert.equal(await readFile(file, "utf8"), "# ours\n");
  await typed(made, "pip install --dry-run demo-leaf", { cwd });
  assert.equal(await readFile(file, "utf8"), "# ours\n");
  const ran = await typed(made, "pip install demo-leaf>=1.0", { cwd });
  assert.equal(ran.exitCode, 0, ran.stderr);
  assert.equal(await readFile(file, "utf8"), "# ours\ndemo-leaf>=1.0\n");
});

test("policy: what was asked for is recorded also where it was there already", {
  skip,
  timeout: 120_000,
}, async () => {
  const made = product as Product;
  await prepare(made, { files: { "setup.py": "" } });
  const cwd = path.join(made.home, "project");
  const file = path.join(cwd, "requirements.txt");
  const installed = await typed(made, "pip install demo-leaf", { cwd });
  assert.equal(installed.exitCode, 0, installed.stderr);
  await made.write(config, 'record = "requirements.txt"\n');
  const others = [
    "pip install --dry-run demo-leaf",
    "pip install -q demo-leaf>=99",
    "pip uninstall -y demo-lib",
  ];
  for (const line of others) await typed(made, line, { cwd });
  assert.equal(await exists(file), false);
  const ran = await typed(made, "pip install demo-leaf>=1.0", { cwd });
  assert.match(ran.stdout, /^Requirement already satisfied: demo-leaf>=1\.0/m);
  assert.deepEqual([ran.exitCode, ran.stderr], [0, ""]);
  assert.equal(await readFile(file, "utf8"), "demo-leaf>=1.0\n");
  // The rule that answered is the one meant.
  const explained = await typed(made, "safe-pip explain install demo-leaf", { cwd });
  assert.match(explained.stdout, /rule already-there/);
});

test("policy: a record that can't be written is said, and is no failure", { skip }, async () => {
  const made = product as Product;
  await prepare(made, { files: { "setup.py": "" } });
  const cwd = path.join(made.home, "project");
  await typed(made, "pip install demo-leaf", { cwd });
  await made.write(config, 'record = "requirements.txt"\n');
  await made.run(["/bin/ln", "-s", "setup.py", path.join(cwd, "requirements.txt")]);
  const ran = await typed(made, "pip install demo-leaf", { cwd });
  assert.equal(ran.exitCode, 0, ran.stderr);
  assert.match(ran.stderr, /requirements\.txt is left as it is: .*To write there: demo-leaf\n$/);
  assert.equal(await readFile(path.join(cwd, "setup.py"), "utf8"), "");
});

test("policy: what was asked for is recorded in pyproject.toml", { skip, timeout: 120_000 }, async () => {
  const made = product as Product;
  const project = '[project]\nname = "x"\nversion = "1"\ndependencies = ["demo-lib"]\n';
  await prepare(made, { files: { "pyproject.toml": project }, user: 'record = "pyproject.toml"\n' });
  const cwd = path.join(made.home, "project");
  const ran = await typed(made, "pip install demo-leaf", { cwd });
  assert.equal(ran.exitCode, 0, ran.stderr);
  assert.equal(
    await readFile(path.join(cwd, "pyproject.toml"), "utf8"),
    '[project]\nname = "x"\nversion = "1"\ndependencies = ["demo-lib", "demo-leaf"]\n',
  );
});

test("policy: an environment that saw the system's packages is closed to them", {
  skip,
  timeout: 120_000,
}, async () => {
  const made = product as Product;
  await prepare(made, { files: { x: "" } });
  const cwd = path.join(made.home, "project");
  const open = async () => {
    const slot = path.join(made.data, "dirs", cwd, "@");
    const venv = await realpath(path.join(slot, await version(made), "venv"));
    return /include-system-site-packages = (\w+)/.exec(
      await readFile(path.join(venv, "pyvenv.cfg"), "utf8"),
    )?.[1];
  };
  await typed(made, "pip install demo-leaf", { cwd });
  assert.equal(await open(), "true");
  await made.write(config, "system-packages = false\n");
  const ran = await typed(made, "pip install demo-tool", { cwd });
  assert.deepEqual([ran.exitCode, await open()], [0, "false"]);
});

test("policy: the environment is made from the Python that the policy names", { skip }, async () => {
  const made = product as Product;
  await prepare(made, { files: { "setup.py": "" }, user: 'python = "3.99"\n' });
  const python = await made.write("other-python/python3.99", "#!/bin/sh\n", 0o755);
  const PATH = `${made.env.PATH}:${path.dirname(python)}`;
  const cwd = path.join(made.home, "project");
  const ran = await typed(made, "safe-pip explain install demo-leaf", { cwd, env: { PATH } });
  const slot = /where: .*\/home\/project\/@\/3\.99\/venv\n {2}for: {3}<root>\/other-python\/python3\.99\n/;
  assert.match(made.normalise(ran.stdout), slot);
});

test("policy: the schema that editors use comes with the package", { skip }, async () => {
  const made = product as Product;
  const shims = made.env.PATH?.split(":")[0] ?? "";
  const schema = JSON.parse(await readFile(path.join(shims, "../dist/policy.schema.json"), "utf8"));
  assert.ok(schema.properties.ban);
});

/** A home as new, but for these files. */
async function prepare(
  made: Product,
  { files, user, trusted }: Pick<Case, "files" | "user" | "trusted">,
): Promise<void> {
  // The shared pip stays: to make it ready takes seconds, and no policy is about it.
  const state = ["dirs", "home", "venvs", "ledger", "trust"].map((name) => path.join(made.data, name));
  const places = ["project", "other", ".config/safe-pip"].map((name) => path.join(made.home, name));
  await made.run(["/bin/rm", "-rf", "--", ...state, ...places]);
  await made.directory("home/project");
  for (const [name, text] of Object.entries(files)) await made.write(path.join("home/project", name), text);
  if (user !== undefined) await made.write(config, user);
  if (trusted !== true) return;
  const answers = [{ question: /\[y\/N\]/, typed: "y\n" }];
  const ran = await made.typeOnTerminal("safe-pip trust", { cwd: path.join(made.home, "project"), answers });
  assert.equal(ran.exitCode, 0, ran.stdout);
}

/** Words are split at blanks. */
function typed(made: Product, line: string, options: RunOptions) {
  const [first = "", ...rest] = line.split(" ");
  return made.type([first, ...rest], options);
}

/** The directories that have an environment. */
async function environments(made: Product): Promise<readonly string[]> {
  const found: string[] = [];
  const at = await version(made);
  for (const name of ["project", "other", "project/below/deep"]) {
    if (await exists(path.join(made.data, "dirs", made.home, name, "@", at, "base"))) found.push(name);
  }
  if (await exists(path.join(made.data, "home/@", at, "base"))) found.push("home");
  return found;
}

/** The machine's Python, as `3.11`. */
async function version(made: Product): Promise<string> {
  const ran = await made.run(["/usr/bin/python3", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]);
  return ran.stdout.trim();
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

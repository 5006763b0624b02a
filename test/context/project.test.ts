import assert from "node:assert/strict";
import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { type ProjectSearch, readProject } from "../../src/context/project.ts";
import type { Project } from "../../src/plan/facts.ts";
import { makeEnvironment, type TestEnvironment } from "../environment.ts";

/* A case: what lies in a home, where one stands, and the project that is found. Paths are below the home. */

interface Case {
  readonly name: string;
  /** Files; a name that ends in `/` is a directory, `a -> b` a link. */
  readonly files: readonly string[];
  /** World-writable, or another user's, directories. */
  readonly modes?: Readonly<Record<string, number>>;
  readonly owners?: Readonly<Record<string, number>>;
  readonly cwd: string;
  readonly named?: readonly string[];
  readonly userDirectories?: readonly string[];
  readonly finds: Found;
}

/** `kind directory [markers]`, the foreign `.venv`, and whether the command line named it; or why there is none. */
type Found =
  | {
      readonly kind: "described" | "ordinary";
      readonly in: string;
      readonly by?: readonly string[];
      readonly venv?: boolean;
      readonly named?: boolean;
      readonly published?: boolean;
    }
  | { readonly none: string };

const MANAGED = "data/dirs/<home>/app/@/3.11";
const managed = [`${MANAGED}/venv/bin/python`, `${MANAGED}/base`];

const cases: readonly Case[] = [
  ...[
    "pyproject.toml",
    "setup.py",
    "setup.cfg",
    "Pipfile",
    ".safe-pip.toml",
    "requirements.txt",
    "requirements-dev.txt",
  ].map(
    (marker): Case => ({
      name: `${marker} describes a project`,
      files: [`app/${marker}`],
      cwd: "app",
      finds: { kind: "described", in: "app", by: [marker] },
    }),
  ),
  {
    name: ".git describes one",
    files: ["app/.git/"],
    cwd: "app",
    finds: { kind: "described", in: "app", by: [".git"] },
  },
  {
    name: "markers are told in order",
    files: ["app/setup.py", "app/.git/", "app/pyproject.toml"],
    cwd: "app",
    finds: { kind: "described", in: "app", by: [".git", "pyproject.toml", "setup.py"] },
  },
  ...[
    "main.py",
    "requirements.in",
    "myrequirements.txt",
    "pyproject.toml.bak",
    "venv/",
    ".gitignore",
    "Dockerfile",
  ].map(
    (file): Case => ({
      name: `${file} describes none`,
      files: [`app/${file}`],
      cwd: "app",
      finds: { kind: "ordinary", in: "app" },
    }),
  ),
  {
    name: "the nearest one upwards",
    files: ["app/setup.py", "app/lib/Pipfile", "app/lib/a/b/"],
    cwd: "app/lib/a/b",
    finds: { kind: "described", in: "app/lib", by: ["Pipfile"] },
  },
  {
    name: "a directory with a managed environment is nearer than a marker above",
    files: ["pyproject.toml", ...managed, "app/sub/"],
    cwd: "app/sub",
    finds: { kind: "ordinary", in: "app", published: true },
  },
  {
    name: "a described project with a managed environment",
    files: ["app/setup.py", ...managed],
    cwd: "app",
    finds: { kind: "described", in: "app", by: ["setup.py"], published: true },
  },
  {
    name: "an environment that is not published makes none",
    files: [`${MANAGED}/venv/bin/python`, "app/sub/"],
    cwd: "app/sub",
    finds: { kind: "ordinary", in: "app/sub" },
  },
  {
    name: "an adopted environment makes one",
    files: [`${MANAGED}/venv/bin/python`, `${MANAGED}/adopted`, "app/sub/"],
    cwd: "app/sub",
    finds: { kind: "ordinary", in: "app", published: true },
  },
  {
    name: "a marker in the home directory describes nothing",
    files: ["pyproject.toml", "app/"],
    cwd: "app",
    finds: { kind: "ordinary", in: "app" },
  },
  {
    name: "the home directory is no project",
    files: ["pyproject.toml"],
    cwd: ".",
    finds: { none: "the home directory is no project" },
  },
  {
    name: "a group-writable ancestor ends nothing",
    files: ["app/setup.py", "app/sub/"],
    modes: { app: 0o775 },
    cwd: "app/sub",
    finds: { kind: "described", in: "app", by: ["setup.py"] },
  },
  {
    name: "a world-writable ancestor ends the search",
    files: ["app/setup.py", "app/sub/"],
    modes: { app: 0o777 },
    cwd: "app/sub",
    finds: { kind: "ordinary", in: "app/sub" },
  },
  {
    name: "... with the sticky bit too",
    files: ["app/setup.py", "app/sub/"],
    modes: { app: 0o1777 },
    cwd: "app/sub",
    finds: { kind: "ordinary", in: "app/sub" },
  },
  {
    name: "a world-writable cwd is looked at",
    files: ["app/setup.py"],
    modes: { app: 0o777 },
    cwd: "app",
    finds: { kind: "described", in: "app", by: ["setup.py"] },
  },
  {
    name: "another user's ancestor ends the search",
    files: ["app/setup.py", "app/sub/"],
    owners: { app: 4242 },
    cwd: "app/sub",
    finds: { kind: "ordinary", in: "app/sub" },
  },
  {
    name: "another user's cwd is no project, whatever lies in it",
    files: ["app/setup.py"],
    owners: { app: 4242 },
    cwd: "app",
    finds: { none: "<home>/app is not yours" },
  },
  {
    name: "a directory of the user's things is no project",
    files: ["Downloads/"],
    cwd: "Downloads",
    userDirectories: ["Downloads"],
    finds: { none: "<home>/Downloads is no project" },
  },
  {
    name: "... what lies below it may be one",
    files: ["Downloads/x/"],
    cwd: "Downloads/x",
    userDirectories: ["Downloads"],
    finds: { kind: "ordinary", in: "Downloads/x" },
  },
  {
    name: "... and a marker in it makes it one",
    files: ["Downloads/setup.py"],
    cwd: "Downloads",
    userDirectories: ["Downloads"],
    finds: { kind: "described", in: "Downloads", by: ["setup.py"] },
  },
  { name: "a directory that is gone", files: [], cwd: "gone", finds: { none: "<home>/gone can't be read" } },
  {
    name: "a path with a component @, which the mirror needs for itself",
    files: ["a/@/b/"],
    cwd: "a/@/b",
    finds: { none: "the mirror has no place for <home>/a/@/b" },
  },
  {
    name: "a component with @ in it is none",
    files: ["me@host/"],
    cwd: "me@host",
    finds: { kind: "ordinary", in: "me@host" },
  },
  {
    name: "the project of what the command line names",
    files: ["app/setup.py", "app/lib/"],
    cwd: ".",
    named: ["app/lib"],
    finds: { kind: "described", in: "app", by: ["setup.py"], named: true },
  },
  {
    name: "the cwd's project goes before the one that is named",
    files: ["app/setup.py", "other/setup.py"],
    cwd: "app",
    named: ["other"],
    finds: { kind: "described", in: "app", by: ["setup.py"] },
  },
  {
    name: "the first of those that are named",
    files: ["plain/", "one/setup.py", "two/setup.py"],
    cwd: "plain",
    named: ["plain", "two", "one"],
    finds: { kind: "described", in: "two", by: ["setup.py"], named: true },
  },
  {
    name: "a .venv of the user's",
    files: ["app/setup.py", "app/.venv/"],
    cwd: "app",
    finds: { kind: "described", in: "app", by: ["setup.py"], venv: true },
  },
  {
    name: "... in an ordinary directory",
    files: ["app/.venv/"],
    cwd: "app",
    finds: { kind: "ordinary", in: "app", venv: true },
  },
  {
    name: "a .venv link elsewhere is the user's",
    files: ["app/setup.py", "app/.venv -> ../other"],
    cwd: "app",
    finds: { kind: "described", in: "app", by: ["setup.py"], venv: true },
  },
  {
    name: "a .venv link of ours is not",
    files: ["app/setup.py", "app/.venv -> <home>/data/dirs/x"],
    cwd: "app",
    finds: { kind: "described", in: "app", by: ["setup.py"] },
  },
  {
    name: "a .venv link into a directory whose name only starts like ours is the user's",
    files: ["app/setup.py", "app/.venv -> <home>/data2/x"],
    cwd: "app",
    finds: { kind: "described", in: "app", by: ["setup.py"], venv: true },
  },
  {
    name: "a .venv that is a file is nobody's environment",
    files: ["app/setup.py", "app/.venv"],
    cwd: "app",
    finds: { kind: "described", in: "app", by: ["setup.py"] },
  },
];

const uid = process.getuid?.() ?? 0;

for (const each of cases) {
  const skip = each.owners && uid !== 0 ? "only root can give a directory away" : false;
  test(`project: ${each.name}`, { skip }, async (t) => {
    const environment = await makeEnvironment();
    t.after(() => environment.remove());
    lay(each, environment);
    assert.deepEqual(readProject(searchOf(each, environment)), expected(each, environment));
  });
}

function lay({ files, modes = {}, owners = {} }: Case, { home }: TestEnvironment): void {
  chownSync(home, uid, uid);
  for (const entry of files) {
    const [file = "", target] = entry.replaceAll("/<home>", home).split(" -> ");
    const place = path.resolve(home, file);
    mkdirSync(file.endsWith("/") ? place : path.dirname(place), { recursive: true });
    if (target) symlinkSync(target.replaceAll("<home>", home), place);
    else if (!file.endsWith("/")) write(place);
  }
  for (const [name, mode] of Object.entries(modes)) chmodSync(path.join(home, name), mode);
  for (const [name, owner] of Object.entries(owners)) chownSync(path.join(home, name), owner, owner);
}

function write(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "");
}

function searchOf({ cwd, named = [], userDirectories = [] }: Case, { home }: TestEnvironment): ProjectSearch {
  const at = (names: readonly string[]) => names.map((name) => path.join(home, name));
  return {
    cwd: path.resolve(home, cwd),
    home,
    uid,
    data: `${home}/data`,
    version: "3.11",
    named: at(named),
    userDirectories: at(userDirectories),
  };
}

function expected({ finds }: Case, { home }: TestEnvironment): Project {
  if ("none" in finds) return { kind: "none", reason: finds.none.replaceAll("<home>", home) };
  const directory = path.join(home, finds.in);
  return {
    kind: finds.kind,
    directory,
    markers: finds.by ?? [],
    slot: { path: `${home}/data/dirs${directory}/@/3.11`, published: finds.published ?? false },
    foreignVenv: finds.venv ? `${directory}/.venv` : null,
    byArgument: finds.named ?? false,
  };
}

const SYSTEM: readonly (readonly [directory: string, reason: string | null])[] = [
  ["/", "/ is no project"],
  ["/tmp", "/tmp is no project"],
  ["/var/tmp", "/var/tmp is no project"],
  ["/etc", "/etc is the system's"],
  ["/usr/lib", "/usr/lib is the system's"],
  ["/usr/bin", "/usr/bin is the system's"],
  ["/var/lib", "/var/lib is the system's"],
  ["/proc/self", "/proc/self is the system's"],
  ["/opt", null],
  ["/srv", null],
];

for (const [cwd, reason] of SYSTEM) {
  test(`project: ${cwd} is ${reason ? "none" : "an ordinary directory of root's"}`, () => {
    const search = {
      home: "/root",
      uid: 0,
      data: "/nonexistent",
      version: "3.11",
      named: [],
      userDirectories: [],
    };
    const found = readProject({ ...search, cwd });
    assert.deepEqual(found.kind === "none" ? found.reason : found.kind, reason ?? "ordinary");
  });
}

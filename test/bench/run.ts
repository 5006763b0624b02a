import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startIndex } from "../index/start-index.ts";
import { type Comparison, compare, nobody, runAsUser, type Subject } from "./measure.ts";
import { makePlace, type Place, whyNot } from "./place.ts";

/*
 * The figures of docs/performance.md: each a ratio in one run, with both medians in milliseconds. A table, never a
 * verdict: a loaded machine is no fault of the code's. `npm run bench -- plan` measures the rows with "plan" in them.
 */

interface Row {
  readonly name: string;
  /** The ratio that we hold ourselves to; null where it is shown beside another one alone. */
  readonly aim: number | null;
  readonly measure: (place: Place) => Comparison;
}

const ROWS: readonly Row[] = [
  { name: "pip passed through / sh -c exec", aim: 1.5, measure: (place) => passed(place, "pip") },
  { name: "python dispatched, 10,000 environments / sh -c exec", aim: 1.5, measure: dispatched },
  { name: "a plan / node -e 0", aim: 1.6, measure: (place) => planned(place, place.data) },
  {
    name: "the first plan, nothing compiled / node -e 0",
    aim: null,
    measure: (place) => planned(place, path.join(place.root, "none")),
  },
  { name: "install into an existing environment / its own pip", aim: 1.15, measure: existing },
  {
    name: "first install / the same pip into an existing venv",
    aim: 1.5,
    measure: (place) => first(place, "existing"),
  },
  { name: "first install / python3 -m venv and its pip", aim: 0.2, measure: (place) => first(place, "venv") },
  { name: "fifty satisfied requirements / pip saying so", aim: 0.4, measure: satisfied },
];

const SYSTEM_PYTHON = "/usr/bin/python3";

async function main(): Promise<void> {
  const reason = whyNot();
  if (reason) {
    process.stdout.write(`not measured: ${reason}\n`);
    return;
  }
  const index = await startIndex();
  const place = makePlace(index.url);
  const wanted = process.argv.slice(2);
  const rows = ROWS.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
  process.stdout.write("| what | ms | yardstick ms | ratio | aim |\n|---|---|---|---|---|\n");
  try {
    for (const { name, aim, measure } of rows) {
      const { subject, yardstick, ratio } = measure(place);
      process.stdout.write(
        `| ${name} | ${subject.toFixed(1)} | ${yardstick.toFixed(1)} | ${ratio.toFixed(2)} | ${aim ?? "-"} |\n`,
      );
    }
  } finally {
    rmSync(place.root, { recursive: true, force: true });
    await index.stop();
  }
}

function passed(place: Place, name: string): Comparison {
  const env = { ...place.env, PATH: `${place.shims}:${place.idle}:/usr/bin:/bin` };
  const subject: Subject = { argv: [`${place.shims}/${name}`, "--version"], env, cwd: place.deep };
  return compare(subject, execOf(`${place.idle}/${name}`, env, place.deep), 15, 200);
}

/** Ten thousand directories of the mirror have an environment; none of them is this directory's. */
function dispatched(place: Place): Comparison {
  for (let number = 0; number < 10_000; number += 1) {
    const slot = path.join(place.data, "dirs", place.root, `home/p${number}/@/3.11`);
    mkdirSync(slot, { recursive: true });
    symlinkSync(SYSTEM_PYTHON, path.join(slot, "base"));
  }
  if (process.getuid?.() === 0) spawnSync("/bin/chown", ["-R", String(nobody), place.data]);
  const idle = path.join(place.idle, "python3");
  if (!existsSync(idle)) symlinkSync("/bin/true", idle);
  const env = { ...place.env, PATH: `${place.shims}:${place.idle}:/usr/bin:/bin` };
  const subject: Subject = { argv: [`${place.shims}/python3`, "--version"], env, cwd: place.deep };
  return compare(subject, execOf(idle, env, place.deep), 15, 200);
}

function execOf(program: string, env: Readonly<Record<string, string>>, cwd: string): Subject {
  return { argv: ["/bin/sh", "-c", `exec ${program} --version`], env, cwd };
}

/** In a data directory that is there, what V8 made of the planner is kept; the first runs, which write it, don't count. */
function planned(place: Place, data: string): Comparison {
  const words = [
    "name=pip",
    `self=${place.shims}/pip`,
    "real=/usr/bin/pip",
    "module=",
    "marked=yes",
    `interpreter=${SYSTEM_PYTHON}`,
  ];
  const more = [
    `next=${SYSTEM_PYTHON}`,
    "here=",
    "env=",
    `data=${data}`,
    `physical=${place.deep}`,
    "terminal=",
  ];
  const planner = path.join(place.shims, "../dist/safe-pip.cjs");
  const argv = [process.execPath, planner, "plan", ...words, ...more, "--", "install", "demo-lib"];
  if (data === place.data) must(place, place.deep, ["/bin/mkdir", "-p", data]);
  for (let run = 0; run < 5; run += 1) must(place, place.deep, argv);
  return compare(
    { argv, env: place.env, cwd: place.deep },
    { argv: [process.execPath, "-e", "0"], env: place.env, cwd: place.deep },
    41,
    1,
  );
}

function existing(place: Place): Comparison {
  const project = projectIn(place, "existing");
  must(place, project, ["pip", "install", "demo-leaf"]);
  const pip = must(place, project, ["python3", "-c", "import sys; print(sys.prefix)"]).trim();
  const before = () => must(place, project, [`${pip}/bin/pip`, "uninstall", "-q", "-y", "demo-lib"]);
  const subject: Subject = {
    argv: [`${place.shims}/pip`, "install", "demo-lib"],
    env: place.env,
    cwd: project,
    before,
  };
  const own: Subject = { ...subject, argv: [`${pip}/bin/python`, "-m", "pip", "install", "demo-lib"] };
  return compare(subject, own, 9, 1);
}

function first(place: Place, yardstick: "existing" | "venv"): Comparison {
  const project = projectIn(place, `first-${yardstick}`);
  const before = () => rmSync(path.join(place.data, "dirs"), { recursive: true, force: true });
  const subject: Subject = {
    argv: [`${place.shims}/pip`, "install", "demo-lib"],
    env: place.env,
    cwd: project,
    before,
  };
  if (yardstick === "venv") {
    const script = `${SYSTEM_PYTHON} -m venv ${place.root}/v$$ && ${place.root}/v$$/bin/pip install demo-lib`;
    return compare(subject, { argv: ["/bin/sh", "-c", script], env: place.env, cwd: project }, 5, 1);
  }
  const venv = path.join(place.root, "bare");
  must(place, project, [SYSTEM_PYTHON, "-m", "venv", "--without-pip", venv]);
  must(place, project, ["pip", "install", "demo-leaf"]);
  const runner = must(place, project, ["sh", "-c", `echo ${place.data}/pip/*/pip/__pip-runner__.py`]).trim();
  const python = `${venv}/bin/python`;
  const empty = () =>
    runAsUser([python, runner, "uninstall", "-q", "-y", "demo-lib"], { env: place.env, cwd: project });
  return compare(
    subject,
    { argv: [python, runner, "install", "demo-lib"], env: place.env, cwd: project, before: empty },
    9,
    1,
  );
}

/** Fifty names that are met, by metadata alone. */
function satisfied(place: Place): Comparison {
  const project = projectIn(place, "satisfied");
  const names = Array.from({ length: 50 }, (_, number) => `met-${number}`);
  must(place, project, ["pip", "install", "demo-leaf"]);
  const site = must(place, project, [
    "python3",
    "-c",
    "import sysconfig; print(sysconfig.get_path('purelib'))",
  ]).trim();
  for (const name of names) {
    const directory = path.join(site, `${name.replace("-", "_")}-1.0.dist-info`);
    mkdirSync(directory, { recursive: true });
    writeFileSync(path.join(directory, "METADATA"), `Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0\n\n`);
  }
  const file = path.join(project, "requirements.txt");
  writeFileSync(file, names.map((name) => `${name}==1.0\n`).join(""));
  const subject: Subject = {
    argv: [`${place.shims}/pip`, "install", "-r", file],
    env: place.env,
    cwd: project,
  };
  const python = path.join(site, "../../../bin/python");
  return compare(subject, { ...subject, argv: [python, "-m", "pip", "install", "-r", file] }, 9, 1);
}

function projectIn(place: Place, name: string): string {
  const directory = path.join(place.root, "home", name);
  mkdirSync(directory, { recursive: true });
  if (process.getuid?.() === 0) chownSync(directory, nobody, nobody);
  writeFileSync(path.join(directory, "pyproject.toml"), '[project]\nname = "measured"\nversion = "1"\n');
  return directory;
}

function must(place: Place, cwd: string, argv: readonly string[]): string {
  const ended = runAsUser(argv, { env: place.env, cwd });
  if (ended.status !== 0)
    throw new Error(`${argv.join(" ")} failed: ${ended.error ?? ended.stdout + ended.stderr}`);
  return ended.stdout;
}

await main();

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { readInstalled } from "../../../src/context/installed.ts";
import { commandOf } from "../../../src/plan/request.ts";
import { saidOfSearching } from "../../../src/plan/searching.ts";
import { formatSatisfied } from "../../../src/report/dialect.ts";
import { pipWheels } from "../../pip/oracle/wheels.ts";
import { APP, described, factsOf, managedHere, slotOf } from "../facts.ts";
import { planOf } from "../testRule.ts";

/** Of each order in which pips come upon things, and of each way to write a path. */
const PIPS = ["23.0.1", "24.0", "25.0.1", "25.1.1", "26.3"];

const DISTRIBUTIONS: Readonly<Record<string, readonly string[]>> = {
  alpha: ["beta>=0.1", "Gamma (>=0.5)", 'nothing; python_version < "3"'],
  beta: ["delta", "epsilon==1.0"],
  gamma: ["zeta<9", "delta>=1"],
  delta: ["setuptools>0.4", "eta"],
  epsilon: ["theta ~= 1.0", 'fast; extra == "fast"'],
  zeta: ["iota==1.*", "kappa !=2"],
  eta: ["kappa"],
  theta: ["delta", "Iota.Lib"],
  iota: [],
  iota_lib: ["alpha"],
  kappa: ["setuptools", "theta<2"],
  setuptools: ["lambdas"],
  lambdas: [],
};

const FILES: Readonly<Record<string, string>> = {
  "r.txt": "# what is needed\nalpha>=0.1 , <3 # now\n\ngamma ; sys_platform == 'linux'\n",
  "sub/more.txt": "zeta == 1.0 \\\n\neta\nALPHA\n",
};

const LINES = [
  "alpha",
  "Alpha beta",
  "beta gamma==1.0",
  "zeta alpha>0.1 Iota-Lib==1.0",
  "theta<2 kappa>=1 gamma",
  "setuptools alpha",
  "eta~=1.0 zeta!=3,<4,>0",
  "-r r.txt",
  "-r ./r.txt kappa",
  "-r sub/more.txt -r r.txt",
  "--index-url http://127.0.0.1:9/simple --trusted-host 127.0.0.1 alpha",
  "--extra-index-url http://127.0.0.1:9/more/ --find-links links -f /a/b -r r.txt",
  "--no-index -f links alpha gamma",
  "--index-url https://pypi.org/simple zeta",
];

/** Nothing is looked for where all is there; a pip that looks all the same fails soon, and so does its test. */
const OFFLINE = { PIP_RETRIES: "0", PIP_TIMEOUT: "1", PIP_DISABLE_PIP_VERSION_CHECK: "1" };

const root = mkdtempSync(join(tmpdir(), "safe-pip-satisfied-"));
const site = join(root, "site-packages");
const work = join(root, "work");
after(() => rmSync(root, { recursive: true }));

for (const [name, requires] of Object.entries(DISTRIBUTIONS)) {
  const directory = join(site, `${name}-1.0.dist-info`);
  mkdirSync(directory, { recursive: true });
  const head = ["Metadata-Version: 2.1", `Name: ${name}`, "Version: 1.0"];
  const needs = requires.map((text) => `Requires-Dist: ${text}`);
  writeFileSync(
    join(directory, "METADATA"),
    `${[...head, ...needs].join("\n")}\n\nRequires-Dist: no header\n`,
  );
}
for (const [name, text] of Object.entries(FILES)) {
  mkdirSync(join(work, name, ".."), { recursive: true });
  writeFileSync(join(work, name), text);
}

for (const [pip, wheel] of pipWheels(PIPS)) {
  test(`what is there is said as pip ${pip} says it`, (context) => {
    if (wheel.kind === "missing") return context.skip(wheel.reason);
    const theirs = saidByPip(wheel.path);
    const ours = LINES.map((line) => [line, saidByUs(line, pip)]);
    assert.deepEqual(
      ours,
      LINES.map((line, index) => [line, theirs[index]]),
    );
  });
}

function saidByUs(line: string, version: string): string {
  const slot = slotOf(APP, true);
  const facts = factsOf({
    typed: `install ${line}`,
    files: Object.fromEntries(
      Object.entries(FILES).flatMap(([name, text]) =>
        ["", "./"].map((way) => [`${work}/${way}${name}`, text]),
      ),
    ),
    invocation: { cwd: work },
    realPip: { version },
    here: managedHere("managed", slot.path),
    project: described({ slot }),
    dear: { installed: readInstalled([site]) },
  });
  const plan = planOf(facts);
  assert.equal(plan.rule, "already-there", line);
  const command = commandOf(facts);
  const searching = (command && saidOfSearching(command)) ?? [];
  return searching.map((each) => `${each}\n`).join("") + formatSatisfied(plan.met, 0);
}

function saidByPip(wheel: string): readonly string[] {
  const script = fileURLToPath(new URL("./say.py", import.meta.url));
  const child = spawnSync("python3", ["-I", script, wheel, site], {
    cwd: work,
    env: { PATH: "/usr/bin:/bin", HOME: root, LANG: "C.UTF-8", PIP_CONFIG_FILE: "/dev/null", ...OFFLINE },
    timeout: 60_000,
    input: LINES.map((line) => `${JSON.stringify(["install", ...line.split(" ")])}\n`).join(""),
    encoding: "utf8",
  });
  const answers = child.stdout.trimEnd().split("\n");
  assert.equal(answers.length, LINES.length, child.stderr);
  return answers.map((answer) => String(JSON.parse(answer)));
}

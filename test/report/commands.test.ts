import assert from "node:assert/strict";
import { test } from "node:test";
import type { Step } from "../../src/plan/plan.ts";
import { commandsOf, type Typed } from "../../src/report/commands.ts";
import { quoted } from "../../src/report/people.ts";
import { application, aptStep } from "../plan/expected.ts";
import { APP, PYTHON, slotOf } from "../plan/facts.ts";

const six = ["six", "python3-six", "1.16.0-4", "1.16.0"] as const;
const python = `${slotOf(APP).path}/venv/bin/python`;

const pip = (more: Partial<Extract<Step, { route: "pip" }>> = {}): Step => ({
  route: "pip",
  program: ["/usr/bin/pip"],
  leaveOut: [],
  environment: {},
  ...more,
});

const venv = (more: Partial<Extract<Step, { route: "venv" }>> = {}): Step => ({
  route: "venv",
  slot: slotOf(APP).path,
  base: PYTHON,
  made: true,
  systemPackages: "none",
  leaveOut: [],
  environment: {},
  link: null,
  runsPip: true,
  ...more,
});

const pipx = (
  more: Parameters<typeof application>[1],
  step: Partial<Extract<Step, { route: "pipx" }>> = {},
): Step => ({
  route: "pipx",
  applications: [application("black", { spec: "black[d]==24.1", ...more })],
  pipArguments: [],
  global: false,
  interpreter: PYTHON,
  ...step,
});

const cases: readonly (readonly [name: string, step: Step, argv: string | null, typed?: Partial<Typed>])[] = [
  ["pip", pip(), "/usr/bin/pip install --user 'six>=1'"],
  ["pip without a word", pip({ leaveOut: [1] }), "/usr/bin/pip install 'six>=1'"],
  [
    "pip with settings",
    pip({ environment: { PIP_INDEX_URL: "https://a.example", PIP_USER: null } }),
    "env -u PIP_USER PIP_INDEX_URL=https://a.example /usr/bin/pip install --user 'six>=1'",
  ],
  ["an environment", venv({ leaveOut: [1] }), `${python} -m pip install 'six>=1'`],
  [
    "an environment, where --user stands in pip's configuration",
    venv({ leaveOut: [1] }),
    `env PIP_USER=0 ${python} -m pip install 'six>=1'`,
    { userByDefault: true },
  ],
  [
    "an environment, where PYTHONHOME would break it",
    venv({ leaveOut: [1], environment: { PIP_ONLY_BINARY: ":all:" } }),
    `env -u PYTHONHOME PIP_ONLY_BINARY=:all: ${python} -m pip install 'six>=1'`,
    { env: { PYTHONHOME: "/x" } },
  ],
  ["an environment that apt has filled", venv({ runsPip: false }), null],
  [
    "apt as root",
    aptStep([six], { by: "root", ask: false }),
    "/usr/bin/apt-get install python3-six=1.16.0-4",
  ],
  [
    "apt by sudo",
    aptStep([six], { by: "sudo", ask: true }),
    "/usr/bin/sudo /usr/bin/apt-get install python3-six=1.16.0-4",
  ],
  [
    "apt takes away",
    { route: "apt-remove", packages: ["python3-six"], by: "sudo", ask: true },
    "/usr/bin/sudo /usr/bin/apt-get remove python3-six",
  ],
  ["pipx installs", pipx({}), `pipx install --python ${PYTHON} 'black[d]==24.1'`],
  [
    "pipx installs for all, with pip's options and the policy's settings",
    pipx({}, { global: true, pipArguments: ["--pre"], environment: { PIP_ONLY_BINARY: ":all:" } }),
    `env -u PIP_USER -u VIRTUAL_ENV PIPX_BIN_DIR=/usr/local/bin PIPX_MAN_DIR=/usr/local/share/man PIP_ONLY_BINARY=:all: pipx install --python ${PYTHON} --pip-args=--pre 'black[d]==24.1'`,
    { env: { PIPX_HOME: "/srv/pipx", PIP_USER: "1", VIRTUAL_ENV: "/x" } },
  ],
  ["pipx upgrades by name", pipx({ action: "upgrade" }), "pipx upgrade black"],
  ["pipx reinstalls", pipx({ action: "reinstall" }), "pipx install --force 'black[d]==24.1'"],
  [
    "pipx injects",
    pipx({ action: "inject", into: application("mkdocs").name }),
    "pipx inject mkdocs 'black[d]==24.1'",
  ],
  ["pipx takes away", pipx({ action: "uninstall" }), "pipx uninstall black"],
  [
    "pipx with the commands of dependencies",
    pipx({ includeDependencies: true }),
    `pipx install --python ${PYTHON} --include-deps 'black[d]==24.1'`,
  ],
];

const usual: Typed = { argv: ["install", "--user", "six>=1"], env: {}, userByDefault: false };

for (const [name, step, argv, typed] of cases) {
  test(`commands: ${name}`, () => {
    assert.deepEqual(commandsOf(step, { ...usual, ...typed }).map(quoted), argv === null ? [] : [argv]);
  });
}

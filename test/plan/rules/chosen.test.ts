import { normalizeName } from "../../../src/pip/requirement.ts";
import type { PolicyRoute } from "../../../src/policy/policy.ts";
import { application, apt, explained, homeVenv, pipx, projectVenv } from "../expected.ts";
import { described, HOME, ordinary, type Situation, tableByUser } from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const routes = (entries: Readonly<Record<string, PolicyRoute>>) => ({ routes: tableByUser(entries) });
const by = (names: string, route: PolicyRoute) =>
  `The policy sends ${names} to ${route} (line 3 of ${HOME}/.config/safe-pip/config.toml).`;
const debianHas: Situation["debianHas"] = { six: ["python3-six", "1.16.0-4", "1.16.0"] };
const asRoot = { aptUse: { kind: "root" } } as const;
const plugins = {
  plugins: tableByUser({
    "mkdocs-material": normalizeName("mkdocs"),
    mike: normalizeName("mkdocs"),
    "black-extra": normalizeName("black"),
  }),
};
const extended = `extends mkdocs (line 3 of ${HOME}/.config/safe-pip/config.toml)`;
const into = { into: normalizeName("mkdocs") };

const cases: readonly RuleCase[] = [
  {
    name: "the user's policy says pipx",
    in: { typed: "install six", policy: routes({ six: "pipx" }), project: described() },
    takes: pipx(by("six", "pipx"), [application("six")]),
  },
  {
    name: "the user's policy says home, in an ordinary directory",
    in: { typed: "install six", policy: routes({ six: "home" }), project: ordinary() },
    takes: homeVenv(by("six", "home")),
  },
  {
    name: "the user's policy says venv, in an ordinary directory, for an application",
    in: { typed: "install black", policy: routes({ black: "venv" }), project: ordinary() },
    takes: projectVenv(by("black", "venv"), { systemPackages: "python" }),
  },
  {
    name: "the user's policy says apt, and the distribution has it",
    in: {
      typed: "install six",
      policy: routes({ six: "apt" }),
      project: described(),
      debianHas,
      dear: asRoot,
    },
    takes: apt(
      [by("six", "apt"), "python3-six is six."],
      [["six", "python3-six", "1.16.0-4", "1.16.0"]],
      {},
      ["six 1.16.0 is the distribution's, which may not be the newest on the index"],
    ),
  },
  {
    name: "the user's policy says apt, and the distribution does not have it",
    in: { typed: "install six", policy: routes({ six: "apt" }), dear: asRoot },
    takes: explained(
      "policy-route",
      `${by("six", "apt")} It can't be served from there: six: no package bears it.`,
      [],
    ),
  },
  {
    name: "the user's policy says apt, and nobody can be asked",
    in: { typed: "install six", policy: routes({ six: "apt" }), debianHas, invocation: { mayAsk: false } },
    takes: explained(
      "policy-route",
      `${by("six", "apt")} It can't be served from there: apt is asked about on a terminal only.`,
      [],
    ),
  },
  {
    name: "two packages that the policy sends to one route",
    in: { typed: "install six black", policy: routes({ six: "home", black: "home" }) },
    takes: homeVenv(by("six and black", "home")),
  },
  {
    name: "--into APP",
    in: { typed: "install mkdocs-material", invocation: { ...into, name: "safe-pip", reached: "name" } },
    takes: pipx("--into mkdocs extends that application.", [
      application("mkdocs-material", { action: "inject", into: into.into }),
    ]),
  },
  {
    name: "--into APP with a requirements file",
    in: {
      typed: "install -r r.txt",
      files: { [`${HOME}/r.txt`]: "six\n" },
      invocation: { ...into, name: "safe-pip", reached: "name" },
    },
    takes: explained("into-names", "--into mkdocs takes names and versions, no files and no editables.", [
      "safe-pip install --into mkdocs PACKAGE",
    ]),
  },
  {
    name: "--into APP with --dry-run",
    in: { typed: "install --dry-run mkdocs-material", invocation: into },
    leavesTo: "home",
  },
  {
    name: "a plugin of an application that pipx has",
    in: { typed: "install mkdocs-material", policy: plugins, pipxHas: ["mkdocs"] },
    takes: pipx(`mkdocs-material: ${extended}.`, [
      application("mkdocs-material", { action: "inject", into: into.into }),
    ]),
  },
  {
    name: "two plugins of one application, in a project",
    in: {
      typed: "install mkdocs-material mike",
      policy: plugins,
      pipxHas: ["mkdocs"],
      project: described(),
    },
    takes: pipx(`mkdocs-material and mike: ${extended}.`, [
      application("mkdocs-material", { action: "inject", into: into.into }),
      application("mike", { action: "inject", into: into.into }),
    ]),
  },
  {
    name: "a plugin of an application that is not there, outside a project",
    in: { typed: "install mkdocs-material", policy: plugins },
    takes: explained("no-application", `mkdocs-material: ${extended}, which pipx does not have.`, [
      "pipx install mkdocs",
    ]),
  },
  {
    name: "a plugin of an application that is not there, on a machine without pipx",
    in: { typed: "install mkdocs-material", policy: plugins, dear: { pipxPip: { kind: "own" } } },
    takes: explained("no-application", `mkdocs-material: ${extended}, which pipx does not have.`, [
      "sudo apt-get install pipx && pipx install mkdocs",
    ]),
  },
  {
    name: "a plugin that the policy sends home",
    in: {
      typed: "install mkdocs-material",
      policy: { ...plugins, ...routes({ "mkdocs-material": "home" }) },
      pipxHas: ["mkdocs"],
    },
    takes: homeVenv(by("mkdocs-material", "home")),
  },
  {
    name: "a plugin of an application that is not there, in a project, which may have it",
    in: { typed: "install mkdocs-material", policy: plugins, project: described() },
    leavesTo: "project",
  },
  {
    name: "a plugin and something else",
    in: { typed: "install mkdocs-material six", policy: plugins, pipxHas: ["mkdocs"] },
    leavesTo: "home",
  },
  {
    name: "plugins of two applications",
    in: { typed: "install mkdocs-material black-extra", policy: plugins, pipxHas: ["mkdocs", "black"] },
    leavesTo: "home",
  },
  {
    name: "a plugin with --dry-run",
    in: { typed: "install --dry-run mkdocs-material", policy: plugins, pipxHas: ["mkdocs"] },
    leavesTo: "home",
  },
  { name: "no policy", in: { typed: "install six" }, leavesTo: "home" },
  {
    name: "two packages that the policy sends to two routes",
    in: { typed: "install six black", policy: routes({ six: "home", black: "pipx" }) },
    leavesTo: "home",
  },
  {
    name: "two packages of which the policy names one",
    in: { typed: "install six requests", policy: routes({ six: "pipx" }) },
    leavesTo: "home",
  },
  {
    name: "the user's policy says venv, outside a project",
    in: { typed: "install six", policy: routes({ six: "venv" }) },
    leavesTo: "home",
  },
  {
    name: "the user's policy says pipx, with --dry-run",
    in: { typed: "install --dry-run six", policy: routes({ six: "pipx" }) },
    leavesTo: "home",
  },
  {
    name: "the user's policy says apt, with --dry-run",
    in: { typed: "install --dry-run six", policy: routes({ six: "apt" }), debianHas, dear: asRoot },
    leavesTo: "home",
  },
  {
    name: "the user's policy says pipx, with --require-virtualenv",
    in: { typed: "install --require-virtualenv six", policy: routes({ six: "pipx" }) },
    leavesTo: "home",
  },
  {
    name: "a requirements file that the policy would send to pipx",
    in: {
      typed: "install -r r.txt",
      files: { [`${HOME}/r.txt`]: "six\n" },
      policy: routes({ six: "pipx" }),
    },
    leavesTo: "home",
  },
  {
    name: "with --break-system-packages",
    in: { typed: "install --break-system-packages six", policy: routes({ six: "pipx" }) },
    takenBy: "consent",
  },
  {
    name: "a notebook",
    in: {
      typed: "install six",
      policy: routes({ six: "pipx" }),
      invocation: { notebook: { environment: null } },
    },
    takenBy: "notebook",
  },
];

testRule("chosen", cases);

import type { PolicyRoute } from "../../../src/policy/policy.ts";
import { application, apt, explained, homeVenv, pipx, projectVenv } from "../expected.ts";
import { byUser, described, HOME, ordinary, type Situation } from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const prefer = (...routes: readonly PolicyRoute[]) => ({ preferred: byUser(routes) });
const why = (name: string, route: PolicyRoute) =>
  `${name}: the policy prefers ${route} (line 3 of ${HOME}/.config/safe-pip/config.toml).`;
const debianHas: Situation["debianHas"] = {
  six: ["python3-six", "1.16.0-4", "1.16.0"],
  black: ["black", "23.1.0-1", "23.1.0"],
};
const asRoot = { debianHas, invocation: { root: true }, dear: { aptUse: { kind: "root" } } } as const;

const cases: readonly RuleCase[] = [
  {
    name: "an application, where home is preferred",
    in: { typed: "install black", policy: prefer("home") },
    takes: homeVenv(why("black", "home")),
  },
  {
    name: "a library that the distribution has, where home is preferred",
    in: { typed: "install six", policy: prefer("home"), ...asRoot },
    takes: homeVenv(why("six", "home")),
  },
  {
    name: "an application that the distribution has, where apt is preferred",
    in: { typed: "install black", policy: prefer("apt"), ...asRoot },
    takes: apt([why("black", "apt"), "black is black."], [["black", "black", "23.1.0-1", "23.1.0"]], {}, [
      "black 23.1.0 is the distribution's, which may not be the newest on the index",
    ]),
  },
  {
    name: "an application, where apt is preferred and can't serve, and home next",
    in: { typed: "install cowsay", policy: prefer("apt", "home"), ...asRoot },
    takes: homeVenv(why("cowsay", "home")),
  },
  {
    name: "an application, where apt is preferred and forbidden, and pipx next",
    in: { typed: "install black", policy: { ...prefer("apt", "pipx"), aptMode: byUser("never") }, ...asRoot },
    takes: pipx(why("black", "pipx"), [application("black")], { global: true }),
  },
  {
    name: "an application in an ordinary directory, where its environment is preferred",
    in: { typed: "install black", policy: prefer("venv"), project: ordinary() },
    takes: projectVenv(why("black", "venv"), { systemPackages: "python" }),
  },
  {
    name: "an application, where home is preferred and forbidden: nothing, rather than pipx",
    in: {
      typed: "install black",
      policy: { ...prefer("home", "pipx"), allowed: byUser(["venv", "pipx", "apt"] as const) },
    },
    takes: explained(
      "route-forbidden",
      `The policy does not allow home (line 3 of ${HOME}/.config/safe-pip/config.toml).`,
      ["safe-pip policy"],
    ),
  },
  {
    name: "a library, where pipx is preferred, which serves applications alone",
    in: { typed: "install six", policy: prefer("pipx") },
    leavesTo: "home",
  },
  {
    name: "an application with --dry-run, where pipx is preferred",
    in: { typed: "install --dry-run black", policy: prefer("pipx") },
    leavesTo: "home",
  },
  {
    name: "an application outside a project, where a project's environment is preferred",
    in: { typed: "install black", policy: prefer("venv") },
    leavesTo: "applications",
  },
  { name: "no preference", in: { typed: "install black" }, leavesTo: "applications" },
  {
    name: "a library in a project",
    in: { typed: "install --user six", policy: prefer("venv"), project: described() },
    takes: projectVenv(
      why("six", "venv"),
      { link: "/home/alice/app", leaveOut: [1] },
      {
        notes: [
          "--user is left out: an environment refuses it, and this one is yours alone",
          "this project's python sees what is installed here, and none of the system's packages",
        ],
      },
    ),
  },
  {
    name: "an ordinary directory: a library belongs to it",
    in: { typed: "install six", policy: prefer("home"), project: ordinary() },
    takenBy: "project",
  },
];

testRule("preferred", cases);

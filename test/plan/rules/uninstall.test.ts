import type { Whereabouts } from "../../../src/plan/facts.ts";
import type { Decision } from "../../../src/plan/plan.ts";
import type { PolicyProblem } from "../../../src/policy/policy.ts";
import { application, explained, pipOf, pipx, realPip } from "../expected.ts";
import { APP, activeHere, DIST_PACKAGES, HOME_SLOT, managedHere, slotOf, whereabouts } from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const slot = slotOf(APP, true).path;
const here = managedHere("managed", slot);
const at = (places: Readonly<Record<string, Whereabouts>>) => whereabouts(places);
const inHome: Whereabouts = { kind: "home", environment: `${HOME_SLOT}/venv` };
const byPipx: Whereabouts = { kind: "pipx", environment: "black" };
const byUs: Whereabouts = { kind: "apt-by-us", package: "python3-six" };
const ofApt: Whereabouts = { kind: "apt", location: DIST_PACKAGES };
const inLocal: Whereabouts = { kind: "user-or-local", location: "/usr/local/lib/python3.11/dist-packages" };
const root = { root: true };

const problem: PolicyProblem = {
  code: "policy-syntax",
  file: "/etc/safe-pip/policy.toml",
  line: 2,
  key: null,
  message: "/etc/safe-pip/policy.toml, line 2: a value is missing",
};

function aptRemove(by: "root" | "sudo", ask: boolean): Decision {
  return {
    route: "apt",
    destination: { kind: "distribution", path: DIST_PACKAGES },
    steps: [{ route: "apt-remove", packages: ["python3-six"], by, ask }],
    reasons: ["safe-pip installed it by apt, so it may take it away again."],
    problems: [],
    met: [],
    next: [],
    notes: [],
  };
}

function absent(...names: string[]): Decision {
  return {
    route: "nothing",
    destination: { kind: "none", path: null },
    steps: [],
    reasons: ["It is not installed, here or in any place that safe-pip fills."],
    problems: names.map((name) => ({
      code: "not-installed",
      message: `Skipping ${name} as it is not installed.`,
    })),
    met: [],
    next: [],
    notes: [],
  };
}

const cases: readonly RuleCase[] = [
  {
    name: "what is here",
    in: { typed: "uninstall six", here, dear: at({ six: { kind: "here" } }) },
    takes: pipOf("managed-venv", `${slot}/venv`, "It is installed here."),
  },
  {
    name: "what is here goes before what is in pipx",
    in: { typed: "uninstall six black", here, dear: at({ six: { kind: "here" }, black: byPipx }) },
    takes: pipOf("managed-venv", `${slot}/venv`, "It is installed here."),
  },
  {
    name: "what is in the home environment",
    in: { typed: "uninstall six", dear: at({ six: inHome }) },
    takes: pipOf("home-environment", `${HOME_SLOT}/venv`, "It is in the home environment."),
  },
  {
    name: "an application",
    in: { typed: "uninstall -y Black", dear: at({ black: byPipx }) },
    takes: pipx("It is an application that pipx holds.", [application("black", { action: "uninstall" })]),
  },
  {
    name: "an application of root's",
    in: { typed: "uninstall black", invocation: root, dear: at({ black: byPipx }) },
    takes: pipx("It is an application that pipx holds.", [application("black", { action: "uninstall" })], {
      global: true,
    }),
  },
  {
    name: "what safe-pip installed by apt, as root",
    in: {
      typed: "uninstall six",
      invocation: root,
      dear: { ...at({ six: byUs }), aptUse: { kind: "root" } },
    },
    takes: aptRemove("root", false),
  },
  {
    name: "what safe-pip installed by apt, with sudo",
    in: { typed: "uninstall six", dear: { ...at({ six: byUs }), aptUse: { kind: "sudo-terminal" } } },
    takes: aptRemove("sudo", true),
  },
  {
    name: "what safe-pip installed by apt, where nobody can be asked",
    in: {
      typed: "uninstall six",
      invocation: { terminal: false, mayAsk: false },
      dear: { ...at({ six: byUs }), aptUse: { kind: "sudo-silent" } },
    },
    takes: explained("needs-root", "safe-pip installed it by apt.", ["sudo apt remove python3-six"]),
  },
  {
    name: "what the distribution brought",
    in: { typed: "uninstall six", dear: at({ six: ofApt }) },
    takes: explained(
      "of-the-distribution",
      `six: the distribution's, in ${DIST_PACKAGES}; other programs may need it.`,
      [`dpkg -S ${DIST_PACKAGES}/…`, "sudo apt remove PACKAGE"],
    ),
  },
  {
    name: "what an earlier pip put into /usr/local",
    in: { typed: "uninstall six", dear: at({ six: inLocal }) },
    takes: explained(
      "not-ours",
      "It lies in /usr/local/lib/python3.11/dist-packages, where an earlier pip put it.",
      ["SAFE_PIP=off pip uninstall six --break-system-packages"],
    ),
  },
  {
    name: "with --break-system-packages",
    in: { typed: "uninstall --break-system-packages six", dear: at({ six: inLocal }) },
    takes: realPip("--break-system-packages is a consent, and is obeyed."),
  },
  {
    name: "what is nowhere",
    in: { typed: "uninstall six Nope", dear: at({ six: { kind: "nowhere" } }) },
    takes: absent("six", "Nope"),
  },
  {
    name: "a requirements file",
    in: { typed: "uninstall -r r.txt", files: { "/home/alice/r.txt": "six\n" }, dear: at({ six: inHome }) },
    takes: pipOf("home-environment", `${HOME_SLOT}/venv`, "It is in the home environment."),
  },
  {
    name: "without a name",
    in: { typed: "uninstall -y" },
    takes: realPip("Nothing that safe-pip knows is named."),
  },
  {
    name: "a policy file that is not understood",
    in: {
      typed: "uninstall six",
      here,
      policy: { problems: [problem] },
      dear: at({ six: { kind: "here" } }),
    },
    takes: explained("policy-syntax", problem.message, ["safe-pip policy"], {
      problems: [problem],
    }),
  },
  { name: "an install", in: { typed: "install six" }, leavesTo: "home" },
  {
    name: "an active environment",
    in: { typed: "uninstall six", here: activeHere },
    takenBy: "active-environment",
  },
  {
    name: "an unmarked interpreter",
    in: { typed: "uninstall six", interpreter: { marker: null } },
    takenBy: "unmarked-interpreter",
  },
];

testRule("uninstall", cases);

import { normalizeName } from "../../../src/pip/requirement.ts";
import type { DearFacts } from "../../../src/plan/facts.ts";
import { aptStep, explained, ISOLATED, projectVenv, USER_LEFT_OUT } from "../expected.ts";
import {
  APP,
  byUser,
  described,
  distribution,
  HOME,
  managedHere,
  ordinary,
  type Situation,
  slotOf,
} from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const why = `${APP} is a project (pyproject.toml), and has an environment of its own.`;
const ordinaryWhy = `${APP} is yours, and gets an environment of its own.`;
const isolated = { notes: [ISOLATED] };
const first = projectVenv(why, { link: APP }, isolated);
const slot = slotOf(APP, true);
const made = { here: managedHere("managed", slot.path), project: described({ slot }) };
const cwd = { cwd: APP };
const root = { root: true, terminal: false, mayAsk: false };
const ci = { terminal: false, mayAsk: false };

const name = normalizeName("picamera2");
const camera = {
  name: "python3-picamera2",
  version: "0.3.12-2",
  metadataVersion: "0.3.12",
  requirement: name,
};
const cameraRow = ["picamera2", "python3-picamera2", "0.3.12-2", "0.3.12"] as const;
const dear: Partial<DearFacts> = { aptUse: { kind: "root" }, bindingPackages: new Map([[name, camera]]) };
const byRoot = aptStep([cameraRow], { by: "root", ask: false });

const userLine = `line 3 of ${HOME}/.config/safe-pip/config.toml`;
const policyPython = `The policy names Python 3.12 (${userLine}).`;
const python312: Pick<Situation, "policy" | "projectPython"> = {
  policy: { python: byUser("3.12") },
  projectPython: {
    kind: "other",
    interpreter: {
      path: "/usr/bin/python3.12",
      version: "3.12",
      marker: null,
      ofDistribution: false,
      isNext: true,
    },
    isShim: true,
  },
};
const otherPython = projectVenv(
  why,
  { link: APP, base: "/usr/bin/python3.12" },
  { reasons: [why, policyPython], ...isolated },
);

/** The decision with apt's step in front. */
function after(step: ReturnType<typeof aptStep>, decision: ReturnType<typeof projectVenv>) {
  return { ...decision, steps: [step, ...decision.steps] };
}

const cases: readonly RuleCase[] = [
  { name: "in a project", in: { typed: "install six", project: described() }, takes: first },
  {
    name: "in an ordinary directory",
    in: { typed: "install six", project: ordinary() },
    takes: projectVenv(ordinaryWhy, { systemPackages: "python" }),
  },
  {
    name: "in a project with an environment",
    in: { typed: "install six", ...made },
    takes: projectVenv(why, { made: true, link: APP }),
  },
  {
    name: "in an ordinary directory with an environment",
    in: { typed: "install six", ...made, project: ordinary({ slot }) },
    takes: projectVenv(ordinaryWhy, { made: true, systemPackages: "python" }),
  },
  {
    name: "a requirements file",
    in: {
      typed: "install -r r.txt",
      files: { [`${APP}/r.txt`]: "six\n" },
      invocation: cwd,
      project: described(),
    },
    takes: first,
  },
  {
    name: "an editable",
    in: { typed: "install -e .", files: { [`${APP}/setup.py`]: "" }, invocation: cwd, project: described() },
    takes: first,
  },
  {
    name: "a project that the command line names",
    in: {
      typed: `install -e ${APP}`,
      files: { [`${APP}/setup.py`]: "" },
      project: described({ byArgument: true }),
    },
    takes: first,
  },
  { name: "an application in a project", in: { typed: "install black", project: described() }, takes: first },
  {
    name: "an application in an ordinary directory with an environment",
    in: { typed: "install black", ...made, project: ordinary({ slot }) },
    takes: projectVenv(ordinaryWhy, { made: true, systemPackages: "python" }),
  },
  {
    name: "an application and a library in an ordinary directory",
    in: { typed: "install black six", project: ordinary() },
    takes: projectVenv(ordinaryWhy, { systemPackages: "python" }),
  },
  {
    name: "a library with a command in an ordinary directory",
    in: { typed: "install pytest", project: ordinary() },
    takes: projectVenv(ordinaryWhy, { systemPackages: "python" }),
  },
  { name: "an upgrade", in: { typed: "install -U six", project: described() }, takes: first },
  { name: "--dry-run", in: { typed: "install --dry-run six", project: described() }, takes: first },
  {
    name: "without a terminal",
    in: { typed: "install six", project: described(), invocation: ci },
    takes: first,
  },
  {
    name: "root without a terminal, by name",
    in: {
      typed: "install six",
      project: described(),
      invocation: { ...root, name: "safe-pip", reached: "name" },
    },
    takes: first,
  },
  {
    name: "root without a terminal, where the policy says venv",
    in: {
      typed: "install six",
      project: described(),
      invocation: root,
      policy: { withoutTerminal: byUser("venv") },
    },
    takes: first,
  },
  {
    name: "with --user, where the project has an environment",
    in: { typed: "install --user six", ...made },
    takes: projectVenv(why, { made: true, link: APP, leaveOut: [1] }, { notes: [USER_LEFT_OUT] }),
  },
  {
    name: "with --user, by the project's own requirements file",
    in: {
      typed: "install --user -r r.txt",
      files: { [`${APP}/r.txt`]: "six\n" },
      invocation: cwd,
      project: described(),
    },
    takes: projectVenv(why, { link: APP, leaveOut: [1] }, { notes: [USER_LEFT_OUT, ISOLATED] }),
  },
  {
    name: "on a Raspberry Pi",
    in: { typed: "install six", project: described(), raspberryPi: true },
    takes: projectVenv(why, { link: APP, systemPackages: "python" }),
  },
  {
    name: "with ROS",
    in: { typed: "install six", project: described(), invocation: { ros: true } },
    takes: projectVenv(why, { link: APP, systemPackages: "python" }),
  },
  {
    name: "the user's policy says system-packages",
    in: { typed: "install six", project: described(), policy: { systemPackages: byUser(true) } },
    takes: projectVenv(why, { link: APP, systemPackages: "python" }),
  },
  {
    name: "a binding among others: apt brings it, and pip does not see its name",
    in: { typed: "install six picamera2", project: described(), dear },
    takes: after(byRoot, projectVenv(why, { link: APP, systemPackages: "python", leaveOut: [2] })),
  },
  {
    name: "a binding alone: apt brings it, and pip is not run",
    in: { typed: "install picamera2", project: described(), dear },
    takes: after(
      byRoot,
      projectVenv(why, { link: APP, systemPackages: "python", leaveOut: [1], runsPip: false }),
    ),
  },
  {
    name: "a binding in a requirements file: pip counts it as installed",
    in: {
      typed: "install -r r.txt",
      files: { [`${APP}/r.txt`]: "six\npicamera2\n" },
      invocation: cwd,
      project: described(),
      dear,
    },
    takes: after(byRoot, projectVenv(why, { link: APP, systemPackages: "python-and-pip" })),
  },
  {
    name: "a binding with sudo at a terminal",
    in: {
      typed: "install picamera2",
      project: described(),
      dear: { ...dear, aptUse: { kind: "sudo-terminal" } },
    },
    takes: after(
      aptStep([cameraRow], { by: "sudo", ask: true }),
      projectVenv(why, { link: APP, systemPackages: "python", leaveOut: [1], runsPip: false }),
    ),
  },
  {
    name: "a binding with sudo, nobody to ask, and a policy that says auto",
    in: {
      typed: "install picamera2",
      project: described(),
      invocation: ci,
      policy: { aptMode: byUser("auto") },
      dear: { ...dear, aptUse: { kind: "sudo-silent" } },
    },
    takes: after(
      aptStep([cameraRow], { by: "sudo", ask: false }),
      projectVenv(why, { link: APP, systemPackages: "python", leaveOut: [1], runsPip: false }),
    ),
  },
  {
    name: "a binding for a python that is not the distribution's is pip's to find",
    in: { typed: "install picamera2", project: described(), dear, interpreter: { ofDistribution: false } },
    takes: first,
  },
  {
    name: "a binding by its URL is pip's to fetch",
    in: { typed: "install picamera2@https://example.org/p.whl", project: described(), dear },
    takes: first,
  },
  {
    name: "a binding where nobody can be asked about apt is pip's to find, and what to type is said",
    in: {
      typed: "install picamera2",
      project: described(),
      dear: { bindingPackages: dear.bindingPackages ?? new Map() },
    },
    takes: {
      ...first,
      notes: [
        "picamera2 must fit the system's own libraries. If pip can't build it, type: sudo apt-get install python3-picamera2",
        ...first.notes,
      ],
    },
  },
  {
    name: "a binding where the policy has no apt is pip's to find",
    in: { typed: "install picamera2", project: described(), dear, policy: { aptMode: byUser("never") } },
    takes: first,
  },
  {
    name: "a binding that this release does not have is pip's to find",
    in: { typed: "install picamera2", project: described(), dear: { aptUse: { kind: "root" } } },
    takes: first,
  },
  {
    name: "a binding with --dry-run: apt is not called",
    in: { typed: "install --dry-run picamera2", project: described(), dear },
    takes: projectVenv(why, { link: APP, systemPackages: "none", leaveOut: [2], runsPip: false }, isolated),
  },
  {
    name: "an ordinary directory where the policy hides the system's packages",
    in: { typed: "install six", project: ordinary(), policy: { systemPackages: byUser(false) } },
    takes: projectVenv(ordinaryWhy, { systemPackages: "none" }),
  },
  {
    name: "a Raspberry Pi where the policy hides the system's packages",
    in: {
      typed: "install six",
      project: described(),
      raspberryPi: true,
      policy: { systemPackages: byUser(false) },
    },
    takes: projectVenv(why, { link: APP }, isolated),
  },
  {
    name: "a binding where the policy hides the system's packages",
    in: {
      typed: "install picamera2",
      project: described(),
      dear,
      policy: { systemPackages: byUser(false) },
    },
    takes: explained(
      "system-packages-hidden",
      `Only the distribution has part of this, and the policy hides its packages (${userLine}).`,
      ["safe-pip policy"],
    ),
  },
  {
    name: "the policy names another Python",
    in: { typed: "install six", project: described(), ...python312 },
    takes: otherPython,
  },
  {
    name: "the policy names another Python, and pip's is not the next one",
    in: { typed: "install six", project: described(), ...python312, interpreter: { isNext: false } },
    takes: otherPython,
  },
  {
    name: "the policy names a Python that is not there, nor in apt",
    in: {
      typed: "install six",
      project: described(),
      ...python312,
      projectPython: { kind: "missing", version: "3.12" },
    },
    takes: explained("python-missing", `${policyPython} There is no python3.12 on PATH.`, [
      "uv python install 3.12",
    ]),
  },
  {
    name: "... which apt has",
    in: {
      typed: "install six",
      project: described(),
      ...python312,
      projectPython: { kind: "missing", version: "3.12" },
      dear: { pythonInApt: true },
    },
    takes: explained("python-missing", `${policyPython} There is no python3.12 on PATH.`, [
      "sudo apt install python3.12",
      "uv python install 3.12",
    ]),
  },
  {
    name: "the policy names another Python, outside a project",
    in: { typed: "install six", ...python312 },
    leavesTo: "home",
  },
  {
    name: "an application in an ordinary directory",
    in: { typed: "install black", project: ordinary() },
    leavesTo: "applications",
  },
  { name: "with --user", in: { typed: "install --user six", project: described() }, leavesTo: "home" },
  { name: "outside a project", in: { typed: "install six" }, leavesTo: "home" },
  {
    name: "root without a terminal",
    in: { typed: "install six", project: described(), invocation: root },
    leavesTo: "explain",
  },
  {
    name: "another python than the next one",
    in: { typed: "install six", project: described(), interpreter: { isNext: false } },
    leavesTo: "explain",
  },
  {
    name: "no directory for environments",
    in: { typed: "install six", project: described(), data: null, home: null },
    leavesTo: "explain",
  },
  {
    name: "what is there already",
    in: { typed: "install six", ...made, dear: { installed: [distribution("six", "1.16.0")] } },
    takenBy: "already-there",
  },
  {
    name: "a project with a .venv of the user's",
    in: { typed: "install six", project: described({ foreignVenv: `${APP}/.venv` }) },
    takenBy: "foreign-venv",
  },
  {
    name: "with --break-system-packages",
    in: { typed: "install --break-system-packages six", project: described() },
    takenBy: "consent",
  },
];

testRule("project", cases);

import { apt } from "../expected.ts";
import { byUser, described, distribution, HOME, ordinary, type Situation, tableByUser } from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const debianHas: Situation["debianHas"] = {
  six: ["python3-six", "1.16.0-4", "1.16.0"],
  requests: ["python3-requests", "2.28.1+dfsg-1", "2.28.1"],
};
const six = ["six", "python3-six", "1.16.0-4", "1.16.0"] as const;
const requests = ["requests", "python3-requests", "2.28.1+dfsg-1", "2.28.1"] as const;
const root = { aptUse: { kind: "root" } } as const;
const sudo = { aptUse: { kind: "sudo-terminal" } } as const;
const silent = { aptUse: { kind: "sudo-silent" } } as const;
const asRoot = { root: true };
const rootAlone = { root: true, terminal: false, mayAsk: false };
const ci = { terminal: false, mayAsk: false };
const why = "python3-six is six.";
const own = "six 1.16.0 is the distribution's, which may not be the newest on the index";
const newest = [`${own}; for that one: pip install -U six`];
const leaves = (name: string, typed: string, more: Partial<Situation> = {}, to = "home"): RuleCase => ({
  name,
  in: { typed, debianHas, dear: root, invocation: asRoot, ...more },
  leavesTo: to,
});

const cases: readonly RuleCase[] = [
  {
    name: "outside a project, as root",
    in: { typed: "install six", debianHas, dear: root, invocation: asRoot },
    takes: apt([why], [six], {}, newest),
  },
  {
    name: "root without a terminal",
    in: { typed: "install six", debianHas, dear: root, invocation: rootAlone },
    takes: apt([why], [six], {}, [own]),
  },
  {
    name: "root without a terminal, in a project: the consumer is the system's python",
    in: { typed: "install six", debianHas, dear: root, invocation: rootAlone, project: described() },
    takes: apt([why], [six], {}, [own]),
  },
  {
    name: "with sudo at a terminal, which is asked",
    in: { typed: "install six", debianHas, dear: sudo },
    takes: apt([why], [six], { by: "sudo", ask: true }, newest),
  },
  {
    name: "with sudo at a terminal, where the policy says auto",
    in: { typed: "install six", debianHas, dear: sudo, policy: { aptMode: byUser("auto") } },
    takes: apt([why], [six], { by: "sudo" }, newest),
  },
  {
    name: "with sudo and without a terminal, where the policy says auto",
    in: {
      typed: "install six",
      debianHas,
      dear: silent,
      invocation: ci,
      policy: { aptMode: byUser("auto") },
    },
    takes: apt([why], [six], { by: "sudo" }, newest),
  },
  {
    name: "as root at a terminal, where the policy says ask",
    in: {
      typed: "install six",
      debianHas,
      dear: root,
      invocation: asRoot,
      policy: { aptMode: byUser("ask") },
    },
    takes: apt([why], [six], { ask: true }, newest),
  },
  {
    name: "two libraries",
    in: { typed: "install requests six", debianHas, dear: root, invocation: asRoot },
    takes: apt(["python3-requests is requests.", why], [requests, six], {}, [
      "requests 2.28.1, six 1.16.0 are the distribution's, which may not be the newest on the index; for those: pip install -U requests six",
    ]),
  },
  {
    name: "a requirements file",
    in: {
      typed: "install -r r.txt",
      files: { [`${HOME}/r.txt`]: "six>=1\n" },
      debianHas,
      dear: root,
      invocation: asRoot,
    },
    takes: apt([why], [six]),
  },
  {
    name: "a package that was declined, where the policy says auto",
    in: {
      typed: "install six",
      debianHas,
      dear: { ...sudo, declined: new Set(["python3-six"]) },
      policy: { aptMode: byUser("auto") },
    },
    takes: apt([why], [six], { by: "sudo" }, newest),
  },
  leaves("in a project", "install --user six", { project: described() }),
  leaves("with --user", "install --user six"),
  leaves("--dry-run", "install --dry-run six"),
  leaves("with --require-virtualenv", "install --require-virtualenv six"),
  leaves("an upgrade", "install -U six"),
  leaves("--pre", "install --pre six"),
  leaves("an index option", "install --index-url https://example.org/simple six"),
  leaves("an index in the requirements file", "install -r r.txt", {
    files: { [`${HOME}/r.txt`]: "--extra-index-url https://example.org/simple\nsix\n" },
  }),
  leaves("a constraint", "install -c c.txt six", { files: { [`${HOME}/c.txt`]: "six==1.15\n" } }),
  leaves("a hash", "install -r r.txt", {
    files: { [`${HOME}/r.txt`]: `six==1.16.0 --hash=sha256:${"0".repeat(64)}\n` },
  }),
  leaves("a library and a URL of another", "install requests six@https://example.org/six.whl"),
  leaves("two packages of which one was declined", "install requests six", {
    dear: { ...sudo, declined: new Set(["python3-six"]) },
    invocation: {},
  }),
  leaves("a URL", "install six@https://example.org/six.whl"),
  leaves("one of two that the distribution does not have", "install six nope"),
  leaves("a python that is not the distribution's", "install six", {
    interpreter: { ofDistribution: false },
  }),
  leaves("a package that was declined", "install six", {
    dear: { ...sudo, declined: new Set(["python3-six"]) },
    invocation: {},
  }),
  leaves("no sudo", "install six", { dear: {}, invocation: {} }),
  leaves("with sudo and without a terminal", "install six", { dear: silent, invocation: ci }),
  leaves("the policy has no apt", "install six", { policy: { aptMode: byUser("never") } }),
  leaves(
    "root without a terminal, for what the distribution does not have",
    "install nope",
    { invocation: rootAlone },
    "explain",
  ),
  {
    name: "an application that the distribution has too",
    in: {
      typed: "install black",
      debianHas: { black: ["black", "23.1.0-1", "23.1.0"] },
      dear: root,
      invocation: asRoot,
    },
    takenBy: "applications",
  },
  {
    name: "what is there already",
    in: {
      typed: "install six",
      debianHas,
      dear: { ...root, installed: [distribution("six", "1.16.0")] },
      invocation: asRoot,
    },
    takenBy: "already-there",
  },
  {
    name: "in an ordinary directory, where the policy has one environment for all",
    in: {
      typed: "install six",
      debianHas,
      dear: root,
      invocation: rootAlone,
      project: ordinary(),
      policy: { withoutTerminal: byUser("explain"), routes: tableByUser({ six: "pipx" as const }) },
    },
    takenBy: "chosen",
  },
];

testRule("distro-libraries", cases);

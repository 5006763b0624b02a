import { application, pipx } from "../expected.ts";
import { described, distribution, HOME, HOME_SLOT, managedHere, ordinary, tableByUser } from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const why = "black: an application, for every directory.";
const installs = pipx(why, [application("black")]);
const root = { root: true, terminal: false, mayAsk: false };
const ci = { terminal: false, mayAsk: false };

const cases: readonly RuleCase[] = [
  { name: "outside a project", in: { typed: "install black" }, takes: installs },
  { name: "in an ordinary directory", in: { typed: "install black", project: ordinary() }, takes: installs },
  { name: "without a terminal", in: { typed: "install black", invocation: ci }, takes: installs },
  {
    name: "root without a terminal",
    in: { typed: "install black", invocation: root },
    takes: pipx(why, [application("black")], { global: true }),
  },
  {
    name: "where the home environment is here",
    in: { typed: "install black", here: managedHere("home", HOME_SLOT) },
    takes: installs,
  },
  {
    name: "with --user, in a project without an environment",
    in: { typed: "install --user black", project: described() },
    takes: installs,
  },
  { name: "with --user", in: { typed: "install --user black" }, takes: installs },
  {
    name: "two applications",
    in: { typed: "install black cowsay" },
    takes: pipx("black and cowsay: applications, for every directory.", [
      application("black"),
      application("cowsay"),
    ]),
  },
  {
    name: "an application whose commands are its dependencies'",
    in: { typed: "install ansible" },
    takes: pipx("ansible: an application, for every directory.", [
      application("ansible", { includeDependencies: true }),
    ]),
  },
  {
    name: "a version and extras",
    in: { typed: "install Black[d]==24.1.0" },
    takes: pipx("Black: an application, for every directory.", [
      application("black", { spec: "Black[d]==24.1.0" }),
    ]),
  },
  { name: "one that pipx holds", in: { typed: "install black", pipxHas: ["black"] }, takes: installs },
  {
    name: "an upgrade of one that pipx holds",
    in: { typed: "install -U black", pipxHas: ["black"] },
    takes: pipx(why, [application("black", { action: "upgrade" })]),
  },
  { name: "an upgrade of one that pipx does not hold", in: { typed: "install -U black" }, takes: installs },
  {
    name: "another version of one that pipx holds",
    in: { typed: "install black==23.1.0", pipxHas: ["black"] },
    takes: pipx(why, [application("black", { action: "reinstall", spec: "black==23.1.0" })]),
  },
  {
    name: "an index option",
    in: { typed: "install --index-url https://example.org/simple --no-input -q black" },
    takes: pipx(why, [application("black")], {
      pipArguments: ["--index-url", "https://example.org/simple"],
    }),
  },
  { name: "an application and a library", in: { typed: "install black six" }, leavesTo: "home" },
  { name: "a library with a command", in: { typed: "install pytest" }, leavesTo: "home" },
  { name: "a name that the catalogue does not know", in: { typed: "install nope" }, leavesTo: "home" },
  {
    name: "a requirements file",
    in: { typed: "install -r r.txt", files: { [`${HOME}/r.txt`]: "black\n" } },
    leavesTo: "home",
  },
  {
    name: "an application and a URL of another",
    in: { typed: "install black cowsay@https://example.org/cowsay.whl" },
    leavesTo: "home",
  },
  { name: "a URL", in: { typed: "install black@https://example.org/black.whl" }, leavesTo: "home" },
  { name: "--dry-run", in: { typed: "install --dry-run black" }, leavesTo: "home" },
  {
    name: "with --require-virtualenv",
    in: { typed: "install --require-virtualenv black" },
    leavesTo: "home",
  },
  {
    name: "in a project where no environment can be made",
    in: { typed: "install black", project: described(), invocation: root },
    leavesTo: "explain",
  },
  {
    name: "what is there already",
    in: { typed: "install black", dear: { installed: [distribution("black", "23.1.0")] } },
    takenBy: "already-there",
  },
  {
    name: "with --break-system-packages",
    in: { typed: "install --break-system-packages black" },
    takenBy: "consent",
  },
  {
    name: "the user's policy says home",
    in: { typed: "install black", policy: { routes: tableByUser({ black: "home" as const }) } },
    takenBy: "chosen",
  },
];

testRule("applications", cases);

import { nothing } from "../expected.ts";
import {
  APP,
  DIST_PACKAGES,
  described,
  distribution,
  HOME,
  managedHere,
  ordinary,
  type Situation,
  slotOf,
} from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const installed = [
  distribution("six", "1.16.0"),
  distribution("Demo_App", "1.0", [
    "six>=1.10",
    'colorama; sys_platform == "win32"',
    'fast ; extra == "fast"',
  ]),
  distribution("broken", "1.0", ["missing"]),
  distribution("legacy", "2004d", ["= not a requirement"]),
  distribution("direct", "1.0", ["six @ https://example.org/six.whl"]),
];
const dear = { installed };
const six = { requirement: "six", location: DIST_PACKAGES, version: "1.16.0", from: null };
const app = { requirement: "demo-app", location: DIST_PACKAGES, version: "1.0", from: null };
const slot = slotOf(APP, true);
const inApp = { here: managedHere("managed", slot.path), project: described({ slot }) };
const file = (text: string): Pick<Situation, "files"> => ({ files: { [`${HOME}/r.txt`]: text } });
const leaves = (name: string, typed: string, more: Partial<Situation> = {}): RuleCase => ({
  name,
  in: { typed, dear, ...more },
  leavesTo: "home",
});

const script = { root: true, terminal: false, mayAsk: false };

const cases: readonly RuleCase[] = [
  {
    name: "an empty requirements file in root's script",
    in: { typed: "install -r r.txt", dear, invocation: script, ...file("# none yet\n") },
    takes: nothing("The requirements file asks for nothing.", []),
  },
  leaves("an empty requirements file on a terminal", "install -r r.txt", file("# none yet\n")),
  {
    name: "outside a project",
    in: { typed: "install six", dear },
    takes: nothing("six: already there.", [six]),
  },
  {
    name: "a version that meets the specifier",
    in: { typed: "install six>=1.16,<2", dear },
    takes: nothing("six: already there.", [{ ...six, requirement: "six<2,>=1.16" }]),
  },
  {
    name: "with what it needs, in pip's order",
    in: { typed: "install demo-app", dear },
    takes: nothing("demo-app: already there.", [app, { ...six, requirement: "six>=1.10", from: "demo-app" }]),
  },
  {
    name: "a requirements file",
    in: { typed: "install -r r.txt", dear, ...file("six\ndemo-app\n") },
    takes: nothing("six and demo-app: already there.", [
      { ...six, from: "-r r.txt (line 1)" },
      { ...app, from: "-r r.txt (line 2)" },
    ]),
  },
  {
    name: "a requirements file, and what its lines need",
    in: { typed: "install -r r.txt", dear, ...file("# a comment\ndemo-app ; python_version > '3'\n") },
    takes: nothing("demo-app: already there.", [
      { ...app, from: "-r r.txt (line 2)" },
      { ...six, requirement: "six>=1.10", from: "demo-app->-r r.txt (line 2)" },
    ]),
  },
  {
    name: "in an ordinary directory",
    in: { typed: "install six", dear, project: ordinary() },
    takes: nothing("six: already there.", [six]),
  },
  {
    name: "in a project with an environment",
    in: { typed: "install six", dear, ...inApp },
    takes: nothing("six: already there.", [six], `${slot.path}/venv`),
  },
  {
    name: "an index, in a project whose pip would not look there",
    in: { typed: "install --index-url https://example.org/simple six", dear, ...inApp },
    takes: nothing("six: already there.", [six], `${slot.path}/venv`),
  },
  {
    name: "an extra, which that project's pip names in its own way",
    in: { typed: "install demo-app[slow]", dear, ...inApp },
    leavesTo: "project",
  },
  {
    name: "a requirement that the marker leaves out in a project, whose pip says so",
    in: { typed: "install six nope;python_version<'3'", dear, ...inApp },
    leavesTo: "project",
  },
  {
    name: "-v in a project, whose pip says more than that",
    in: { typed: "install -v six", dear, ...inApp },
    leavesTo: "project",
  },
  {
    name: "an index with a password in a project, whose pip hides it",
    in: { typed: "install --index-url https://me:secret@example.org/simple six", dear, ...inApp },
    leavesTo: "project",
  },
  {
    name: "root without a terminal",
    in: { typed: "install six", dear, invocation: { root: true, terminal: false, mayAsk: false } },
    takes: nothing("six: already there.", [six]),
  },
  {
    name: "with options that change nothing of it",
    in: { typed: "install -q --user --no-input --proxy http://proxy:1 --timeout 3 six", dear },
    takes: nothing("six: already there.", [six]),
  },
  {
    name: "a requirement that the marker leaves out",
    in: { typed: "install six nope;python_version<'3'", dear },
    takes: nothing("six: already there.", [six]),
  },
  leaves("what is not there", "install nope"),
  leaves("a version that is too old", "install six>=2"),
  leaves("one of two that is not there", "install six nope"),
  leaves("a dependency that is not there", "install broken"),
  leaves("a dependency that can't be read", "install legacy"),
  leaves("a dependency by URL", "install direct"),
  leaves("an extra whose dependency is not there", "install demo-app[fast]"),
  leaves("an upgrade", "install -U six"),
  leaves("--force-reinstall", "install --force-reinstall six"),
  leaves("--ignore-installed", "install -I six"),
  leaves("--pre", "install --pre six"),
  leaves("an index option", "install --index-url https://example.org/simple six"),
  leaves("an index by variable", "install six", { env: { PIP_INDEX_URL: "https://example.org/simple" } }),
  leaves(
    "an index in the requirements file",
    "install -r r.txt",
    file("--index-url https://example.org/simple\nsix\n"),
  ),
  leaves("a constraint", "install -c r.txt six", file("six==1.15\n")),
  leaves("a hash", "install -r r.txt", file(`six==1.16.0 --hash=sha256:${"0".repeat(64)}\n`)),
  leaves("a URL", "install six@https://example.org/six-1.16.0-py3-none-any.whl"),
  leaves("a path", "install ./lib", { files: { [`${HOME}/lib/setup.py`]: "" } }),
  leaves("an editable", "install -e ./lib", { files: { [`${HOME}/lib/setup.py`]: "" } }),
  leaves("a requirements file that is not there", "install six -r absent.txt"),
  leaves("nothing that applies", "install nope;python_version<'3'"),
  {
    name: "a project with a .venv of the user's",
    in: { typed: "install six", dear, project: ordinary({ foreignVenv: `${APP}/.venv` }) },
    takenBy: "foreign-venv",
  },
  {
    name: "with --break-system-packages",
    in: { typed: "install --break-system-packages six", dear },
    takenBy: "consent",
  },
  {
    name: "pip itself",
    in: { typed: "install pip", dear: { installed: [distribution("pip", "23.0.1")] } },
    takenBy: "pip-itself",
  },
];

testRule("already-there", cases);

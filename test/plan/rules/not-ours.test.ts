import { realPip } from "../expected.ts";
import { described } from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const information = (what: string) => realPip(`This asks pip for information (${what}).`);
const nothingConcerned = (command: string) => realPip(`\`pip ${command}\` concerns no environment.`);
const refused = (reason: string) => realPip(`pip itself refuses this line: ${reason}`);

const cases: readonly RuleCase[] = [
  ...["download six", "wheel six", "cache list", "config list", "hash f", "search six", "debug"].map(
    (typed): RuleCase => ({
      name: `pip ${typed}`,
      in: { typed },
      takes: nothingConcerned(typed.split(" ")[0] ?? ""),
    }),
  ),
  { name: "index", in: { typed: "index versions six" }, takes: nothingConcerned("index") },
  { name: "completion", in: { typed: "completion --bash" }, takes: nothingConcerned("completion") },
  { name: "--version", in: { typed: "--version" }, takes: information("version") },
  { name: "--help", in: { typed: "install --help" }, takes: information("help") },
  { name: "no argument", in: { typed: "" }, takes: information("no-command") },
  { name: "an unknown command", in: { typed: "frobnicate" }, takes: refused('unknown command "frobnicate"') },
  {
    name: "an unknown option",
    in: { typed: "install --nope six" },
    takes: refused("no such option: --nope"),
  },
  {
    name: "--user with --target",
    in: { typed: "install --user --target d six" },
    takes: refused("Can not combine '--user' and '--target'"),
  },
  {
    name: "in a project",
    in: { typed: "download six", project: described() },
    takes: nothingConcerned("download"),
  },
  { name: "an install", in: { typed: "install six" }, leavesTo: "home" },
  { name: "a reading command", in: { typed: "list" }, leavesTo: "reading" },
  { name: "an uninstall", in: { typed: "uninstall six" }, leavesTo: "uninstall" },
  { name: "SAFE_PIP=off", in: { typed: "download six", invocation: { off: true } }, takenBy: "bypass" },
];

testRule("not-ours", cases);

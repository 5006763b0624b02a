import { realPip } from "../expected.ts";
import { APP, byUser, described, managedHere, slotOf } from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const unmarked = { interpreter: { path: "/usr/local/bin/python3.12", version: "3.12", marker: null } };
const takes = realPip("/usr/local/bin/python3.12 is not externally managed, so pip may install for it.");
const published = slotOf(APP, true);

const cases: readonly RuleCase[] = [
  { name: "an install", in: { ...unmarked, typed: "install six" }, takes },
  { name: "in a project", in: { ...unmarked, typed: "install six", project: described() }, takes },
  { name: "an application", in: { ...unmarked, typed: "install black" }, takes },
  { name: "an uninstall", in: { ...unmarked, typed: "uninstall six" }, takes },
  { name: "a reading command", in: { ...unmarked, typed: "list" }, takes },
  { name: "a marked interpreter", in: { typed: "install six" }, leavesTo: "home" },
  {
    name: "the user's policy says redirect",
    in: { ...unmarked, typed: "install six", policy: { unmarked: byUser("redirect") } },
    leavesTo: "home",
  },
  {
    name: "an environment of ours is here",
    in: {
      ...unmarked,
      typed: "install six",
      here: managedHere("managed", published.path),
      project: described({ slot: published }),
    },
    leavesTo: "project",
  },
  {
    name: "a version manager's shim, whose python is not known",
    in: { typed: "install six", interpreter: null },
    takes: realPip("Nothing is known of /usr/bin/pip's python."),
  },
  {
    name: "no interpreter and no pip",
    in: { typed: "install six", interpreter: null, realPip: null },
    leavesTo: "explain",
  },
  { name: "--target", in: { ...unmarked, typed: "install -t d six" }, takenBy: "own-destination" },
  {
    name: "a command that concerns no environment",
    in: { ...unmarked, typed: "download six" },
    takenBy: "not-ours",
  },
  {
    name: "SAFE_PIP=off",
    in: { ...unmarked, typed: "install six", invocation: { off: true } },
    takenBy: "bypass",
  },
];

testRule("unmarked-interpreter", cases);

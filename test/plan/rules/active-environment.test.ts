import { pipOf } from "../expected.ts";
import { activeHere, described, HOME, HOME_SLOT, managedHere } from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const own = `${HOME}/own`;
const why = `The environment ${own} is active.`;
const itsPip = pipOf("active-environment", own, why);
const byTheReal = pipOf("active-environment", own, why, { program: ["/usr/bin/pip", "--python", own] });
const here = activeHere;

const cases: readonly RuleCase[] = [
  { name: "an install", in: { typed: "install six", here }, takes: itsPip },
  { name: "in a project", in: { typed: "install six", here, project: described() }, takes: itsPip },
  {
    name: "with --user, which it is left to refuse",
    in: { typed: "install --user six", here },
    takes: itsPip,
  },
  {
    name: "with --break-system-packages",
    in: { typed: "install --break-system-packages six", here },
    takes: itsPip,
  },
  { name: "with --target", in: { typed: "install --target d six", here }, takes: itsPip },
  { name: "a reading command", in: { typed: "freeze", here }, takes: itsPip },
  { name: "an uninstall", in: { typed: "uninstall six", here }, takes: itsPip },
  {
    name: "an environment without a pip",
    in: { typed: "install six", here: { ...here, pip: null } },
    takes: byTheReal,
  },
  { name: "nothing is active", in: { typed: "install six" }, leavesTo: "home" },
  {
    name: "a home environment is here",
    in: { typed: "install six", here: managedHere("home", HOME_SLOT) },
    leavesTo: "home",
  },
  {
    name: "a command that concerns no environment",
    in: { typed: "download six", here },
    takenBy: "not-ours",
  },
  { name: "SAFE_PIP=off", in: { typed: "install six", here, invocation: { off: true } }, takenBy: "bypass" },
];

testRule("active-environment", cases);

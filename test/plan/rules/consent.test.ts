import { explained, pipOf, realPip } from "../expected.ts";
import {
  APP,
  activeHere,
  byUser,
  described,
  HOME,
  HOME_SLOT,
  managedHere,
  slotOf,
  tableByUser,
} from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const typed = "install --break-system-packages six";
const obeyed = realPip("--break-system-packages is a consent, and is obeyed.");
const notNeeded = "An environment is here, so nothing of the system's needs to be broken.";
const slot = slotOf(APP, true);
const home = managedHere("home", HOME_SLOT);
const root = { root: true, terminal: false, mayAsk: false };

const cases: readonly RuleCase[] = [
  { name: "by option", in: { typed }, takes: obeyed },
  {
    name: "by variable",
    in: { typed: "install six", env: { PIP_BREAK_SYSTEM_PACKAGES: "1" } },
    takes: obeyed,
  },
  {
    name: "by configuration",
    in: {
      typed: "install six",
      files: { [`${HOME}/.config/pip/pip.conf`]: "[global]\nbreak-system-packages = true\n" },
    },
    takes: obeyed,
  },
  { name: "in a project", in: { typed, project: described() }, takes: obeyed },
  { name: "an application", in: { typed: "install --break-system-packages black" }, takes: obeyed },
  { name: "root without a terminal", in: { typed, invocation: root }, takes: obeyed },
  {
    name: "where a managed environment is here",
    in: { typed, here: managedHere("managed", slot.path), project: described({ slot }) },
    takes: pipOf("managed-venv", `${slot.path}/venv`, notNeeded),
  },
  {
    name: "where the home environment is here",
    in: { typed, here: home },
    takes: pipOf("home-environment", `${HOME_SLOT}/venv`, notNeeded),
  },
  {
    name: "with --user, where the home environment is here",
    in: { typed: "install --break-system-packages --user six", here: home },
    takes: pipOf("home-environment", `${HOME_SLOT}/venv`, notNeeded, { leaveOut: [2] }),
  },
  {
    name: "the user's policy denies it",
    in: { typed, policy: { consent: byUser("deny") } },
    takes: explained(
      "consent-denied",
      `--break-system-packages is not allowed here (line 3 of ${HOME}/.config/safe-pip/config.toml).`,
      ["pip install six"],
    ),
  },
  {
    name: "the user's policy redirects it",
    in: { typed, policy: { consent: byUser("redirect") } },
    leavesTo: "home",
  },
  { name: "no consent", in: { typed: "install six" }, leavesTo: "home" },
  {
    name: "a variable that says no",
    in: { typed: "install six", env: { PIP_BREAK_SYSTEM_PACKAGES: "0" } },
    leavesTo: "home",
  },
  {
    name: "a banned package",
    in: { typed, policy: { bans: tableByUser({ six: "no" }) } },
    takenBy: "forbidden",
  },
  { name: "an active environment", in: { typed, here: activeHere }, takenBy: "active-environment" },
  { name: "--target", in: { typed: `${typed} -t d` }, takenBy: "own-destination" },
];

testRule("consent", cases);

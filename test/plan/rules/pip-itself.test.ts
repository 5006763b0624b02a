import { normalizeName } from "../../../src/pip/requirement.ts";
import { nothing } from "../expected.ts";
import {
  APP,
  DIST_PACKAGES,
  described,
  HOME_SLOT,
  managedHere,
  ordinary,
  slotOf,
  tableByUser,
} from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const met = [{ requirement: "pip", location: DIST_PACKAGES, version: "23.0.1", from: null }];
const why = "pip is the distribution's here; each environment is made with its own.";
const slot = slotOf(APP, true);
const inApp = { here: managedHere("managed", slot.path), project: described({ slot }) };

const cases: readonly RuleCase[] = [
  { name: "an upgrade", in: { typed: "install --upgrade pip" }, takes: nothing(why, met) },
  { name: "an install", in: { typed: "install pip" }, takes: nothing(why, met) },
  {
    name: "in a project without an environment",
    in: { typed: "install -U pip", project: described() },
    takes: nothing(why, met),
  },
  {
    name: "in an ordinary directory",
    in: { typed: "install -U pip", project: ordinary() },
    takes: nothing(why, met),
  },
  {
    name: "where the home environment is here",
    in: { typed: "install -U pip", here: managedHere("home", HOME_SLOT) },
    takes: nothing(why, met, `${HOME_SLOT}/venv`),
  },
  {
    name: "a pip of which nothing is known",
    in: { typed: "install pip", realPip: { version: null, location: null } },
    takes: nothing(why, [{ requirement: "pip", location: "pip", version: "unknown", from: null }]),
  },
  { name: "a pinned pip", in: { typed: "install pip==25.3" }, leavesTo: "home" },
  { name: "pip with setuptools", in: { typed: "install -U pip setuptools" }, leavesTo: "home" },
  { name: "setuptools", in: { typed: "install -U setuptools" }, leavesTo: "home" },
  {
    name: "where a managed environment is here",
    in: { typed: "install -U pip", ...inApp },
    leavesTo: "project",
  },
  {
    name: "the user's policy says pipx",
    in: { typed: "install pip", policy: { routes: tableByUser({ pip: "pipx" as const }) } },
    takenBy: "chosen",
  },
  {
    name: "--into APP",
    in: { typed: "install pip", invocation: { into: normalizeName("mkdocs") } },
    takenBy: "chosen",
  },
];

testRule("pip-itself", cases);

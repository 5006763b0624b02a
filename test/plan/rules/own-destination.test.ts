import { realPip } from "../expected.ts";
import { activeHere, described, HOME } from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const named = (option: string) => realPip(`${option} names a destination of its own.`);
const pipConf = { [`${HOME}/.config/pip/pip.conf`]: "[install]\ntarget = /srv/lib\n" };

const cases: readonly RuleCase[] = [
  { name: "--target", in: { typed: "install --target d six" }, takes: named("--target") },
  { name: "-t, short", in: { typed: "install -t d six" }, takes: named("--target") },
  { name: "--prefix", in: { typed: "install --prefix /opt/x six" }, takes: named("--prefix") },
  { name: "--root", in: { typed: "install --root=/stage six" }, takes: named("--root") },
  {
    name: "--python",
    in: { typed: "--python /opt/py install six", files: { "/opt/py": "" } },
    takes: named("--python"),
  },
  { name: "PIP_TARGET", in: { typed: "install six", env: { PIP_TARGET: "/x" } }, takes: named("--target") },
  { name: "pip.conf", in: { typed: "install six", files: pipConf }, takes: named("--target") },
  {
    name: "--dry-run with --report",
    in: { typed: "install --dry-run --report r.json six" },
    takes: named("--dry-run with --report"),
  },
  { name: "in a project", in: { typed: "install -t d six", project: described() }, takes: named("--target") },
  {
    name: "a reading command for another python",
    in: { typed: "--python /opt/py list", files: { "/opt/py": "" } },
    takes: named("--python"),
  },
  { name: "--dry-run alone", in: { typed: "install --dry-run six" }, leavesTo: "home" },
  { name: "--report alone", in: { typed: "install --report r.json six" }, leavesTo: "home" },
  { name: "an empty PIP_TARGET", in: { typed: "install six", env: { PIP_TARGET: "" } }, leavesTo: "home" },
  {
    name: "an active environment",
    in: { typed: "install -t d six", here: activeHere },
    takenBy: "active-environment",
  },
  { name: "SAFE_PIP=off", in: { typed: "install -t d six", invocation: { off: true } }, takenBy: "bypass" },
];

testRule("own-destination", cases);

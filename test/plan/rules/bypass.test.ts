import { realPip } from "../expected.ts";
import { activeHere, described } from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const off = { invocation: { off: true } };
const why = "SAFE_PIP=off asks for the real pip.";

const cases: readonly RuleCase[] = [
  { name: "an install", in: { ...off, typed: "install six" }, takes: realPip(why) },
  { name: "in a project", in: { ...off, typed: "install six", project: described() }, takes: realPip(why) },
  { name: "in an active environment", in: { ...off, typed: "list", here: activeHere }, takes: realPip(why) },
  { name: "a line that pip refuses", in: { ...off, typed: "install --no-such" }, takes: realPip(why) },
  {
    name: "without any pip",
    in: { ...off, typed: "install six", realPip: null },
    takes: realPip(why, [], {
      problems: [{ code: "no-pip", message: "No pip is on PATH, and there is no python3 to run one." }],
    }),
  },
  { name: "SAFE_PIP is not off", in: { typed: "install six" }, leavesTo: "home" },
];

testRule("bypass", cases);

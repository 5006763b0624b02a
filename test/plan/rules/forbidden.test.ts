import type { PolicyProblem } from "../../../src/policy/policy.ts";
import { explained } from "../expected.ts";
import { byUser, described, HOME, tableByUser } from "../facts.ts";
import { type RuleCase, testRule } from "../testRule.ts";

const file = `${HOME}/.config/safe-pip/config.toml`;
const policy = { bans: tableByUser({ six: "use the standard library" }) };
const banned = explained("banned", `six is banned: use the standard library (line 3 of ${file}).`, []);
const problem: PolicyProblem = {
  code: "policy-syntax",
  file,
  line: 2,
  key: null,
  message: `${file}, line 2: a value is missing`,
};
const broken = { problems: [problem] };

const cases: readonly RuleCase[] = [
  { name: "a banned package", in: { typed: "install six", policy }, takes: banned },
  { name: "a banned package among others", in: { typed: "install requests six", policy }, takes: banned },
  {
    name: "in a requirements file",
    in: { typed: "install -r r.txt", files: { [`${HOME}/r.txt`]: "requests\nsix\n" }, policy },
    takes: banned,
  },
  {
    name: "another spelling",
    in: { typed: "install SIX>=1", policy },
    takes: explained("banned", `SIX is banned: use the standard library (line 3 of ${file}).`, []),
  },
  {
    name: "a policy file that is not understood",
    in: { typed: "install requests", policy: broken, project: described() },
    takes: explained("policy-syntax", problem.message, ["safe-pip policy"], {
      problems: [problem],
    }),
  },
  {
    name: "a requirements file that only pip can fetch, where something is banned",
    in: { typed: "install -r https://example.org/r.txt", policy },
    takes: explained(
      "ban-unseen",
      "https://example.org/r.txt is fetched by pip, so nobody can tell whether it asks for what the policy bans.",
      ["pip install -r FILE"],
    ),
  },
  {
    name: "a requirements file that only pip can fetch, where nothing is banned",
    in: { typed: "install -r https://example.org/r.txt" },
    leavesTo: "home",
  },
  {
    name: "constraints that only pip can fetch, which ask for nothing",
    in: { typed: "install -c https://example.org/c.txt requests", policy },
    leavesTo: "home",
  },
  { name: "another package", in: { typed: "install requests", policy }, leavesTo: "home" },
  {
    name: "a banned package that the marker leaves out",
    in: { typed: "install six;python_version<'3'", policy },
    leavesTo: "home",
  },
  { name: "--target", in: { typed: "install -t d six", policy }, takenBy: "own-destination" },
  {
    name: "SAFE_PIP=off",
    in: { typed: "install six", policy, invocation: { off: true } },
    takenBy: "bypass",
  },
  {
    name: "an unmarked interpreter",
    in: {
      typed: "install six",
      policy: { ...policy, unmarked: byUser("pip") },
      interpreter: { marker: null },
    },
    takenBy: "unmarked-interpreter",
  },
];

testRule("forbidden", cases);

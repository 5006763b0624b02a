import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { PolicyProblem } from "../../../src/policy/policy.ts";
import type { Check, Reached } from "../../../src/setup/doctor/check.ts";
import { judgeCaller, judgeHere, judgeModule, judgeSudo } from "../../../src/setup/doctor/judgeCallers.ts";
import { judgePythonState } from "../../../src/setup/doctor/judgePythonState.ts";
import { judgeSet } from "../../../src/setup/doctor/judgeSet.ts";
import type { SetFacts } from "../../../src/setup/doctor/readSet.ts";
import { judgeSettings } from "../../../src/setup/doctor/settings.ts";

const shim: Reached = { kind: "shim", path: "/d/shims/pip" };
const other: Reached = { kind: "other", path: "/usr/bin/pip" };
const alias: Reached = { kind: "covered", by: "alias" };
const nothing: Reached = { kind: "nothing" };
const debian = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const forky = "/usr/sbin:/usr/bin:/sbin:/bin";

/** A check as one line: verdict, what of it is to be told, what to type. */
type Row = readonly [
  name: string,
  check: Check,
  verdict: Check["verdict"],
  told: RegExp,
  next: RegExp | null,
];

const callers: readonly Row[] = [
  ["bash reaches both", caller("bash", shim, shim), "ok", /^bash reaches safe-pip by pip and python3$/, null],
  [
    "an alias covers pip",
    caller("bash", alias, shim),
    "problem",
    /^bash: pip is an alias there$/,
    /^unalias pip$/,
  ],
  [
    "a function covers python3",
    caller("zsh", shim, { kind: "covered", by: "function" }),
    "problem",
    /python3 is a function there/,
    /^unset -f python3$/,
  ],
  [
    "another pip is in front",
    caller("fish", other, shim),
    "problem",
    /^fish: pip is \/usr\/bin\/pip$/,
    /^safe-pip setup$/,
  ],
  ["pip is nowhere", caller("bash", nothing, shim), "problem", /pip is not found/, /^safe-pip setup$/],
  [
    "without set-up nobody is expected to reach it",
    judgeCaller({ name: "bash", pip: other, python: other }, false),
    "note",
    /pip is \/usr\/bin\/pip; python3 is/,
    /^safe-pip setup$/,
  ],
  [
    "a shell that does not answer",
    judgeCaller({ name: "zsh", silent: "it did not answer" }, true),
    "note",
    /could not be asked: it did not answer/,
    null,
  ],
  [
    "an active environment's own pip is right",
    judgeHere(
      {
        name: "here",
        pip: { kind: "other", path: "/v/bin/pip" },
        python: { kind: "other", path: "/v/bin/python3" },
      },
      "/v",
      true,
    ),
    "ok",
    /^\/v is active/,
    null,
  ],
  [
    "an active environment behind another pip",
    judgeHere({ name: "here", pip: other, python: { kind: "other", path: "/v/bin/python3" } }, "/v", true),
    "problem",
    /pip is \/usr\/bin\/pip/,
    /^exec \$SHELL -l$/,
  ],
  [
    "services are asked for apart",
    caller("services", other, other),
    "note",
    /service/,
    /^sudo safe-pip setup --system$/,
  ],
  [
    "sudo on Debian 12 and 13",
    sudo(other, debian),
    "note",
    /^sudo: pip is \/usr\/bin\/pip/,
    /^sudo safe-pip setup --system$/,
  ],
  [
    "sudo on the release after",
    sudo(other, forky),
    "note",
    /Defaults secure_path="\/usr\/local\/sbin:/,
    /^sudo visudo -f/,
  ],
  ["sudo reaches the links", sudo(shim, debian), "ok", /^sudo reaches/, null],
  [
    "python -m pip is led where python3 is",
    judgeModule({ name: "here", pip: shim, python: shim }),
    "ok",
    /sys\.executable never look/,
    null,
  ],
  [
    "python -m pip is not led",
    judgeModule({ name: "here", pip: shim, python: other }),
    "note",
    /not led here/,
    /^safe-pip install/,
  ],
];

const whole: SetFacts = {
  shims: "/d/shims",
  isThere: true,
  forAll: null,
  source: "/p",
  differing: [],
  missingNames: [],
  node: { kind: "found", path: "/usr/bin/node" },
  python: "/usr/bin/python3",
  noexec: null,
};

const sets: readonly Row[] = [
  ["all is well", set({}, "shims"), "ok", /^\/d\/shims has the shims$/, null],
  ["nothing is set up", set({ isThere: false }, "shims"), "problem", /nothing is set up/, /^safe-pip setup$/],
  [
    "set up for all users",
    set({ isThere: false, forAll: "/r/shims" }, "shims"),
    "ok",
    /^\/r\/shims has the shims, for all users$/,
    null,
  ],
  [
    "the package is newer",
    set({ differing: ["dist/safe-pip.cjs"] }, "shims"),
    "note",
    /1 files of the copy differ from the package in \/p: dist/,
    /^safe-pip setup$/,
  ],
  ["a Python has come", set({ missingNames: ["pip3.13"] }, "names"), "note", /pip3\.13/, /^safe-pip setup$/],
  ["no node", set({ node: { kind: "none" } }, "node"), "problem", /no node is found/, /nodejs/],
  [
    "a user's node as root",
    set({ node: { kind: "not-roots", path: "/n" } }, "node"),
    "problem",
    /\/n is not root's/,
    /nodejs/,
  ],
  ["no python3", set({ python: null }, "python3"), "problem", /no python3/, /python3/],
  ["noexec", set({ noexec: "/home" }, "noexec"), "problem", /\/home is mounted noexec/, /^XDG_DATA_HOME=/],
];

const sound = { deletedMarkers: [], disarming: [], lost: [], interrupted: [] };
const disarmed = (
  origin: { kind: "file"; path: string; line: number } | { kind: "environment"; name: string },
) =>
  state(
    { disarming: [{ section: "global", key: "break-system-packages", value: "true", origin }] },
    "break-system-packages",
  );

const states: readonly Row[] = [
  ["the marker is there", state({}, "marker"), "ok", /no marker/, null],
  [
    "a deleted marker",
    state({ deletedMarkers: [{ path: "/m", package: "libpython3.11-stdlib" }] }, "marker"),
    "problem",
    /^\/m was taken away/,
    /--reinstall libpython3\.11-stdlib$/,
  ],
  ["no disarming setting", state({}, "break-system-packages"), "ok", /no setting/, null],
  [
    "a variable disarms pip",
    disarmed({ kind: "environment", name: "PIP_BREAK_SYSTEM_PACKAGES" }),
    "problem",
    /^PIP_BREAK/,
    /^unset PIP_BREAK_SYSTEM_PACKAGES$/,
  ],
  [
    "the user's pip.conf does",
    disarmed({ kind: "file", path: "/home/a/pip.conf", line: 2 }),
    "problem",
    /^line 2 of \/home\/a\/pip\.conf/,
    /^pip config --user unset global\.break-system-packages$/,
  ],
  [
    "the machine's does",
    disarmed({ kind: "file", path: "/etc/pip.conf", line: 1 }),
    "problem",
    /\/etc\/pip\.conf/,
    /^sudo pip config --global unset/,
  ],
  ["every environment has its Python", state({}, "environments"), "ok", /every environment/, null],
  [
    "lost environments, the first with a requirements file",
    state({ lost: [lost("/home/a/p", true, ["six"]), lost("", false, [])] }, "environments"),
    "problem",
    /: \/home\/a\/p, home$/,
    /^cd \/home\/a\/p && pip install -r requirements\.txt$/,
  ],
  [
    "a lost home environment",
    state({ lost: [lost("", false, ["requests", "six"])] }, "environments"),
    "problem",
    /: home$/,
    /^cd ~ && pip install requests six$/,
  ],
  ["no install was cut short", state({}, "interrupted"), "ok", /^no install/, null],
  [
    "installs that were cut short",
    state(
      {
        interrupted: [
          { directory: "/home/a/p q", asked: ["six", "idna"] },
          { directory: "", asked: [] },
        ],
      },
      "interrupted",
    ),
    "problem",
    /^an install was cut short in \/home\/a\/p q, home,/,
    /^cd '\/home\/a\/p q' && pip install --force-reinstall six idna$/,
  ],
  [
    "one of which the names are not known",
    state({ interrupted: [{ directory: "", asked: [] }] }, "interrupted"),
    "problem",
    /home/,
    /^cd ~ && pip check$/,
  ],
];

const fault = {
  code: "policy-value",
  file: "/c",
  line: 1,
  key: "apt",
  message: "line 1 of /c: apt must be …",
};

const settings: readonly Row[] = [
  ["a policy that can be followed", setting("policy", undefined, []), "ok", /can be followed/, null],
  [
    "a policy that can't",
    setting("policy", undefined, [fault, fault]),
    "problem",
    /^line 1 of \/c: .*, and 1 more$/,
    /policy/,
  ],
  ["safe-pip switched off", setting("off", "off", []), "problem", /^SAFE_PIP=off is set/, /^unset SAFE_PIP$/],
];

for (const [what, rows] of Object.entries({ settings, callers, "the set": sets, "the Pythons": states })) {
  describe(`doctor judges ${what}`, () => {
    for (const [name, check, verdict, told, next] of rows) {
      test(name, () => {
        assert.equal(check.verdict, verdict);
        assert.match(check.what, told);
        if (next === null) assert.equal(check.next, null);
        else assert.match(check.next ?? "", next);
      });
    }
  });
}

test("doctor says nothing of mounts and names where there is nothing to say", () => {
  assert.deepEqual(
    judgeSet(whole).map(({ name }) => name),
    ["shims", "node", "python3"],
  );
});

function caller(name: string, pip: Reached, python: Reached): Check {
  return judgeCaller({ name, pip, python }, true);
}

function sudo(reached: Reached, path: string): Check {
  return judgeSudo({ name: "sudo", pip: reached, python: reached }, path, true);
}

function set(facts: Partial<SetFacts>, name: string): Check {
  return named(judgeSet({ ...whole, ...facts }), name);
}

function state(facts: Partial<Parameters<typeof judgePythonState>[0]>, name: string): Check {
  return named(judgePythonState({ ...sound, ...facts }), name);
}

function lost(directory: string, hasRequirements: boolean, distributions: readonly string[]) {
  return { directory, hasRequirements, distributions };
}

function setting(name: string, switched: string | undefined, problems: readonly PolicyProblem[]): Check {
  return named(judgeSettings(switched, problems), name);
}

function named(checks: readonly Check[], name: string): Check {
  const found = checks.find((check) => check.name === name);
  assert.ok(found, `there is a check ${name}`);
  return found;
}

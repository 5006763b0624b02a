import assert from "node:assert/strict";
import { test } from "node:test";
import {
  readFacts,
  readInvocation,
  readProjectOf,
  readTarget,
  type Surroundings,
} from "../../src/context/facts.ts";
import { isShim, readHanded } from "../../src/context/invocation.ts";
import type { Invocation } from "../../src/plan/facts.ts";
import { makeEnvironment } from "../environment.ts";
import { factsOf, type Situation } from "../plan/facts.ts";
import { surroundingsOf as given, handedOf } from "./handed.ts";

test("what sh hands over is read up to the first --, and values may hold = and --", () => {
  const words = [
    "name=pip3",
    "real=/a=b/pip",
    "module=yes",
    "next=",
    "terminal=yes",
    "physical=/x/--",
    "--",
    "install",
    "--",
    "a=b",
  ];
  const { handed, argv } = readHanded(words);
  assert.deepEqual(argv, ["install", "--", "a=b"]);
  assert.deepEqual(handed, {
    ...handedOf({ name: "pip3", self: "", real: "/a=b/pip", module: true, physical: "/x/--" }),
  });
});

test("a shim is known by its second line, whatever it is called", async (t) => {
  const environment = await makeEnvironment();
  t.after(() => environment.remove());
  const texts: Readonly<Record<string, readonly [string, boolean]>> = {
    ours: ["#!/bin/sh\n# safe-pip shim: a drop-in pip\n", true],
    other: ["#!/bin/sh\nexec pip\n", false],
    third: ["#!/bin/sh\n\n# safe-pip shim\n", false],
    empty: ["", false],
    binary: ["\u007fELF\u0000\u0001", false],
  };
  for (const [name, [text, expected]] of Object.entries(texts)) {
    assert.equal(isShim(await environment.write(name, text)), expected, name);
  }
  assert.deepEqual([isShim(environment.root), isShim(`${environment.root}/gone`)], [false, false]);
});

const usual: Invocation = {
  name: "pip",
  reached: "shim",
  pythonIsShim: false,
  argv: ["install"],
  cwd: "/home/alice",
  root: false,
  terminal: true,
  mayAsk: true,
  off: false,
  notebook: null,
  slip: null,
  into: null,
  ros: false,
  ci: false,
};

const invocations: readonly (readonly [name: string, given: Surroundings, differs: Partial<Invocation>])[] = [
  ["a pip at a terminal", given({}), {}],
  ["safe-pip is by name", given({ name: "safe-pip" }), { name: "safe-pip", reached: "name" }],
  ["without a terminal nobody is asked", given({ terminal: false }), { terminal: false, mayAsk: false }],
  ["CI: nobody is asked", given({}, { env: { CI: "true" } }), { mayAsk: false, ci: true }],
  ["PIP_NO_INPUT: nobody is asked", given({}, { env: { PIP_NO_INPUT: "1" } }), { mayAsk: false }],
  ["root", given({}, { uid: 0 }), { root: true }],
  ["SAFE_PIP=off", given({}, { env: { SAFE_PIP: "off" } }), { off: true }],
  ["SAFE_PIP=on is not off", given({}, { env: { SAFE_PIP: "on" } }), {}],
  ["ROS", given({}, { env: { ROS_DISTRO: "jazzy" } }), { ros: true }],
  ["an empty ROS_DISTRO is none", given({}, { env: { ROS_DISTRO: "" } }), {}],
  ["a notebook's cell", given({}, { env: { JPY_PARENT_PID: "1" } }), { notebook: { environment: null } }],
];

for (const [name, surroundings, differs] of invocations) {
  test(`invocation: ${name}`, () => {
    assert.deepEqual(readInvocation(surroundings, ["install"], null), { ...usual, ...differs });
  });
}

test("invocation: --no-input on the line, and --into, normalised", () => {
  const read = readInvocation(given({}), ["install", "--no-input"], "My_App");
  assert.deepEqual(read, { ...usual, argv: ["install", "--no-input"], mayAsk: false, into: "my-app" });
});

test("invocation: python is ours where the first absolute python3 on PATH is a shim", async (t) => {
  const environment = await makeEnvironment();
  t.after(() => environment.remove());
  await environment.write("shims/python3", "#!/bin/sh\n# safe-pip shim\n");
  await environment.write("usr/python3", "");
  const isOurs = (...names: readonly string[]) => {
    const PATH = names.map((name) => (name === "." ? name : `${environment.root}/${name}`)).join(":");
    return readInvocation(given({}, { env: { PATH } }), [], null).pythonIsShim;
  };
  assert.deepEqual(
    [isOurs("shims", "usr"), isOurs("usr", "shims"), isOurs(".", "none", "shims"), isOurs("none")],
    [true, false, true, false],
  );
});

test("target: the interpreter of the pip goes before the next python", () => {
  assert.equal(readTarget(handedOf({})), null);
  assert.equal(readTarget(handedOf({ interpreter: "/gone/python3.11", next: "/gone/python3.12" })), null);
});

test("the project of a request: the first path, else the first file's directory", async (t) => {
  const environment = await makeEnvironment();
  t.after(() => environment.remove());
  await environment.write("home/app/setup.py", "");
  await environment.write("home/other/setup.py", "");
  const cases: readonly (readonly [typed: string, directory: string | null])[] = [
    [`install -e ${environment.home}/app`, "app"],
    [`install ${environment.home}/app`, "app"],
    [`install ${environment.home}/other/x-1.0-py3-none-any.whl`, "other"],
    [`install -r ${environment.home}/app/r.txt`, "app"],
    [`install -r ${environment.home}/app/r.txt -e ${environment.home}/other`, "other"],
    ["install six", null],
  ];
  for (const [typed, directory] of cases) {
    const files = Object.fromEntries(
      ["app/setup.py", "other/setup.py", "app/r.txt", "other/x-1.0-py3-none-any.whl"].map((file) => [
        `${environment.home}/${file}`,
        "",
      ]),
    );
    const { request } = factsOf({ typed, files } satisfies Situation);
    const surroundings = given(
      { physical: environment.home },
      { home: environment.home, uid: process.getuid?.() === 0 ? 65534 : (process.getuid?.() ?? 0) },
    );
    const found = readProjectOf(surroundings, request, null);
    assert.equal(
      found.kind === "none" ? null : found.directory,
      directory && `${environment.home}/${directory}`,
      typed,
    );
  }
});

test("facts: project = home leaves no project; no data directory leaves no home", () => {
  const base = factsOf({ typed: "install six" });
  const known = { ...base, project: { kind: "none", reason: "x" } as const };
  const none = readFacts(given({}), { ...known, projectPython: { kind: "usual" } });
  assert.deepEqual(
    [none.data, none.home, none.here],
    [null, null, { kind: "none", environment: "", pip: null }],
  );
  const policy = { ...base.policy, projectIsHome: { value: true, source: { layer: "default" } as const } };
  const forAll = readFacts(given({ data: "/d" }), { ...known, policy, projectPython: { kind: "usual" } });
  assert.deepEqual(
    [forAll.project, forAll.home],
    [
      { kind: "none", reason: "the policy has one environment for all" },
      { path: "/d/home/@/3.11", published: false },
    ],
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { readRequest } from "../../src/pip/readRequest.ts";
import type {
  CommandRequest,
  OptionValue,
  Origin,
  RequestedOption,
  RequestedRequirement,
} from "../../src/pip/request.ts";
import { normalizeName } from "../../src/pip/requirement.ts";
import { type Demands, demandsOf } from "../../src/policy/demands.ts";
import { composePolicy } from "../../src/policy/layers.ts";
import { names, policyOf } from "./fixtures.ts";

const typed: Origin = { kind: "argv", index: 1 };
const configured: Origin = { kind: "file", path: "/etc/pip.conf", line: 2 };
const exported: Origin = { kind: "environment", name: "PIP_X" };

const blank: RequestedRequirement = {
  text: "",
  kind: "named",
  name: null,
  spelling: null,
  extras: [],
  specifier: "",
  marker: null,
  applies: true,
  url: null,
  path: null,
  editable: false,
  hashes: [],
  source: typed,
};

const pinned = 'index-url = "https://a.example/simple"';
const environment = { PIP_INDEX_URL: "https://a.example/simple" };
const options = ["--index-url", "https://a.example/simple"];
const wheels = { environment: { PIP_ONLY_BINARY: ":all:" }, options: ["--only-binary", ":all:"] };
const aged = { environment: { PIP_UPLOADED_PRIOR_TO: "P7D" }, options: ["--uploaded-prior-to", "P7D"] };

interface Case {
  readonly name: string;
  readonly policy: string;
  readonly options?: readonly RequestedOption[];
  /** Options on lines of requirements files. */
  readonly fileOptions?: readonly RequestedOption[];
  readonly asked?: readonly RequestedRequirement[];
  readonly pip?: string | null;
  readonly demands: Partial<Omit<Demands, "refusal" | "reasons">>;
  /** The refusal's code and message. */
  readonly refused?: readonly [code: string, message: string];
}

const otherIndex = (option: string) =>
  [
    "other-index",
    `${option} names another index than https://a.example/simple, the only one allowed (line 1 of <user>)`,
  ] as const;
const noSource = (what: string) =>
  ["source-build", `${what}, and only wheels are allowed (line 1 of <user>)`] as const;

const cases: readonly Case[] = [
  { name: "a policy that asks nothing of pip", policy: 'apt = "never"', demands: {} },
  { name: "one index", policy: pinned, demands: { environment, options } },
  {
    name: "one index, and another in pip's configuration or environment, which gives way",
    policy: pinned,
    options: [
      option("index_url", "https://b.example", configured),
      option("extra_index_urls", ["https://c.example"], exported),
    ],
    demands: { environment: { ...environment, PIP_EXTRA_INDEX_URL: "https://a.example/simple" }, options },
  },
  {
    name: "one index, and the same one typed",
    policy: pinned,
    options: [option("index_url", "https://a.example/simple/", typed)],
    demands: { environment, options },
  },
  {
    name: "one index, and another typed",
    policy: pinned,
    options: [option("index_url", "https://b.example", typed)],
    demands: { environment, options },
    refused: otherIndex("--index-url"),
  },
  {
    name: "one index, and one more typed",
    policy: pinned,
    options: [option("extra_index_urls", ["https://b.example"], typed)],
    demands: { environment: { ...environment, PIP_EXTRA_INDEX_URL: "https://a.example/simple" }, options },
    refused: otherIndex("--extra-index-url"),
  },
  {
    name: "one index, and links in pip's configuration, which no setting takes away",
    policy: pinned,
    options: [option("find_links", ["/srv"], configured)],
    demands: { environment, options },
    refused: otherIndex("--find-links"),
  },
  {
    name: "one index, and another in a requirements file",
    policy: pinned,
    fileOptions: [option("index_url", "https://b.example", configured)],
    demands: { environment, options },
    refused: otherIndex("--index-url"),
  },
  {
    name: "one index, and a URL by itself",
    policy: pinned,
    asked: [url("x @ https://b.example/x.zip")],
    demands: { environment, options },
  },
  { name: "wheels only", policy: "only-binary = true", demands: wheels },
  {
    name: "wheels only, and the URL of a wheel",
    policy: "only-binary = true",
    asked: [url("https://b.example/x-1-py3-none-any.whl#sha256=0")],
    demands: wheels,
  },
  {
    name: "wheels only, and a repository",
    policy: "only-binary = true",
    asked: [url("git+https://b.example/x")],
    demands: wheels,
    refused: noSource("git+https://b.example/x would be built from source"),
  },
  {
    name: "wheels only, and --no-binary",
    policy: "only-binary = true",
    options: [option("format_control", { no_binary: ["x"], only_binary: [] }, typed)],
    demands: wheels,
    refused: noSource("--no-binary asks for source"),
  },
  {
    name: "wheels only, and --only-binary",
    policy: "only-binary = true",
    options: [option("format_control", { no_binary: [], only_binary: ["x"] }, typed)],
    demands: wheels,
  },
  {
    name: "wheels only, and --no-binary in a requirements file",
    policy: "only-binary = true",
    fileOptions: [option("format_control", { no_binary: [":all:"], only_binary: [] }, configured)],
    demands: wheels,
    refused: noSource("--no-binary asks for source"),
  },
  { name: "an age", policy: "minimum-age = 7", demands: aged },
  { name: "an age, and the first pip that keeps it", policy: "minimum-age = 7", pip: "26.1", demands: aged },
  { name: "an age of no days", policy: "minimum-age = 0", pip: "23.0.1", demands: {} },
  {
    name: "an age, and a pip that wants a date",
    policy: "minimum-age = 7",
    pip: "26.0.1",
    demands: aged,
    refused: [
      "age-unsupported",
      "releases must be 7 days old (line 1 of <user>), which pip can keep from 26.1 on; this one is 26.0.1",
    ],
  },
  {
    name: "an age, and a pip of which nothing is known",
    policy: "minimum-age = 7",
    pip: null,
    demands: aged,
    refused: [
      "age-unsupported",
      "releases must be 7 days old (line 1 of <user>), which pip can keep from 26.1 on; this one is unknown",
    ],
  },
  {
    name: "an age, and an old pip that is to be made new",
    policy: "minimum-age = 7",
    pip: "23.0.1",
    asked: [named("pip")],
    demands: {},
  },
  {
    name: "an age, and another one typed",
    policy: "minimum-age = 7",
    options: [option("uploaded_prior_to", "P1D", typed)],
    demands: aged,
    refused: [
      "age-overridden",
      "--uploaded-prior-to names another age: releases must be 7 days old (line 1 of <user>)",
    ],
  },
];

for (const {
  name,
  policy,
  options: set = [],
  fileOptions = [],
  asked = [named("x")],
  pip = "26.2",
  demands,
  refused,
} of cases) {
  test(name, () => {
    const inForce = composePolicy({ machine: null, user: policyOf("user", policy), project: null });
    const { refusal, reasons: _, ...rest } = demandsOf(inForce, requestFor(set, fileOptions, asked), pip);
    assert.deepEqual(rest, { environment: {}, options: [], ...demands });
    assert.deepEqual(
      refusal && [refusal.code, refusal.message.replace(names.user, "<user>")],
      refused ?? null,
    );
  });
}

test("what is asked of pip cites the lines that ask it", () => {
  const text = `${pinned}\nonly-binary = true\nminimum-age = 7`;
  const inForce = composePolicy({ machine: null, user: policyOf("user", text), project: null });
  assert.deepEqual(demandsOf(inForce, requestFor([], [], [named("x")]), "26.2").reasons, [
    `Packages come from https://a.example/simple alone (line 1 of ${names.user}).`,
    `Nothing is built here: wheels alone (line 2 of ${names.user}).`,
    `Releases are 7 days old or older (line 3 of ${names.user}).`,
  ]);
});

test("the refusal of an old pip names the command that makes it new", () => {
  const inForce = composePolicy({ machine: null, user: policyOf("user", "minimum-age = 7"), project: null });
  assert.equal(
    demandsOf(inForce, requestFor([], [], [named("x")]), "25.0").refusal?.next,
    "pip install 'pip>=26.1'",
  );
});

/** Command lines whose refusal hangs on pip's own names for its options. */
const lines: readonly (readonly [argv: string, code: string | null])[] = [
  ["install x", null],
  ["install --index-url https://a.example/simple x", null],
  ["install -i https://b.example x", "other-index"],
  ["install --extra-index-url https://b.example x", "other-index"],
  ["install -f /srv x", "other-index"],
  ["install --no-binary x x", "source-build"],
  ["install --only-binary x x", null],
  ["install git+https://b.example/x", "source-build"],
  ["install --uploaded-prior-to P1D x", "age-overridden"],
];

for (const [line, code] of lines) {
  test(`as pip reads it: pip ${line}`, () => {
    const request = readRequest({
      argv: line.split(" "),
      env: {},
      cwd: "/",
      home: "/nonexistent",
      pipVersion: "26.2",
      prefix: null,
      platform: "linux",
      files: { read: () => ({ kind: "absent" }), kind: () => "absent" },
      markerEnvironment: () => null,
    });
    assert.equal(request.kind, "command");
    if (request.kind !== "command") return;
    const policy = policyOf("user", `${pinned}\nonly-binary = true\nminimum-age = 7`);
    const { refusal } = demandsOf(
      composePolicy({ machine: null, user: policy, project: null }),
      request,
      "26.2",
    );
    assert.equal(refusal?.code ?? null, code);
  });
}

function requestFor(
  set: readonly RequestedOption[],
  fileOptions: readonly RequestedOption[],
  requirements: readonly RequestedRequirement[],
): CommandRequest {
  return {
    kind: "command",
    command: "install",
    commandIndex: 0,
    options: new Map(set.map((one) => [one.dest, one])),
    positionals: [1],
    requirements,
    constraints: [],
    fileOptions,
    files: [],
    problems: [],
    certain: true,
  };
}

function option(dest: string, value: OptionValue, origin: Origin): RequestedOption {
  return { dest, value, origins: [origin] };
}

function named(name: string): RequestedRequirement {
  return { ...blank, text: name, kind: "named", name: normalizeName(name), spelling: name };
}

function url(text: string): RequestedRequirement {
  return { ...blank, text, kind: "url", url: text.replace(/^.* @ /, "") };
}

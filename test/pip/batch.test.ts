import assert from "node:assert/strict";
import { test } from "node:test";
import { answerCase, type BatchDefaults } from "../../src/pip/batch.ts";
import { inputOf } from "./language/world.ts";

const { argv: _argv, ...defaults }: BatchDefaults & { argv: readonly string[] } = inputOf(
  {
    argv: [],
    env: { PIP_PRE: "1" },
    files: { "work/r.txt": "six==1\n", "other/r.txt": "-i https://e/s\nflask\n" },
  },
  "/world",
  "25.1.1",
  null,
);

const plain = { marker: null, applies: true, url: null, path: null, editable: false, hashes: [], extras: [] };

const rows: readonly (readonly [name: string, line: string, answer: unknown])[] = [
  [
    "a list of words is asked in the invocation's own world",
    '["install", "-r", "r.txt", "a[x]"]',
    {
      kind: "command",
      command: "install",
      options: { pre: true, requirements: ["r.txt"] },
      arguments: ["a[x]"],
      requirements: [
        {
          ...plain,
          text: "a[x]",
          kind: "named",
          name: "a",
          spelling: "a",
          extras: ["x"],
          specifier: "",
          source: { argument: 3 },
        },
        {
          ...plain,
          text: "six==1",
          kind: "named",
          name: "six",
          spelling: "six",
          specifier: "==1",
          source: { file: "/world/work/r.txt", line: 1 },
        },
      ],
      constraints: [],
      fileOptions: [],
      files: ["/world/work/r.txt"],
      certain: true,
      problems: [],
    },
  ],
  [
    "an object names another environment, directory, home and pip",
    '{"argv": ["install", "-r", "r.txt"], "env": {"PIP_LOG": "~/l"}, "cwd": "/world/other", "home": "/h", "pip": "23.0.1"}',
    {
      kind: "command",
      command: "install",
      options: { log: "/h/l", requirements: ["r.txt"] },
      arguments: [],
      requirements: [
        {
          ...plain,
          text: "flask",
          kind: "named",
          name: "flask",
          spelling: "flask",
          specifier: "",
          source: { file: "/world/other/r.txt", line: 2 },
        },
      ],
      constraints: [],
      fileOptions: [
        { dest: "index_url", value: "https://e/s", source: { file: "/world/other/r.txt", line: 1 } },
      ],
      files: ["/world/other/r.txt"],
      certain: true,
      problems: [],
    },
  ],
  [
    "pip's own pairs and numbers",
    '{"argv": ["download", "--python-version", "3.8", "--group", "dev", "--no-deps", "x"], "env": {}, "pip": "25.1.1"}',
    {
      kind: "command",
      command: "download",
      options: {
        dependency_groups: [["pyproject.toml", "dev"]],
        ignore_dependencies: true,
        python_version: [3, 8],
      },
      arguments: ["x"],
      requirements: [
        {
          ...plain,
          text: "x",
          kind: "named",
          name: "x",
          spelling: "x",
          specifier: "",
          source: { argument: 6 },
        },
      ],
      constraints: [],
      fileOptions: [],
      files: [],
      certain: false,
      problems: [
        {
          code: "missing-file",
          message: "pyproject.toml not found. Cannot resolve '--group' option.",
          exitCode: 1,
          source: { argument: 3 },
        },
      ],
    },
  ],
  [
    "what pip refuses",
    '["install", "--nothing"]',
    { kind: "refused", exitCode: 2, reason: "no such option: --nothing" },
  ],
  ["what is no command", '["-V"]', { kind: "information", information: "version" }],
  [
    "an option of a newer pip than any known is no package, nor is the word behind it",
    '{"argv": ["install", "--new", "y", "x"], "env": {}, "pip": "99.0"}',
    {
      kind: "command",
      command: "install",
      options: {},
      arguments: ["x"],
      requirements: [
        {
          ...plain,
          text: "x",
          kind: "named",
          name: "x",
          spelling: "x",
          specifier: "",
          source: { argument: 3 },
        },
      ],
      constraints: [],
      fileOptions: [],
      files: [],
      certain: false,
      problems: [
        {
          code: "unknown-option",
          message: "--new is no option of the pips that are known here",
          exitCode: null,
          source: { argument: 1 },
        },
      ],
    },
  ],
  [
    "a field that no case has",
    '{"argv": [], "stdin": ""}',
    {
      error: {
        code: "invalid-case",
        message: "`stdin` is no field of a case; they are argv, env, cwd, home and pip",
      },
    },
  ],
  [
    "words that are no texts",
    '{"argv": [1]}',
    { error: { code: "invalid-case", message: "`argv` must be a list of words" } },
  ],
  [
    "a text",
    '"x"',
    { error: { code: "invalid-case", message: "A case is a list of words, or an object with `argv`" } },
  ],
];

for (const [name, line, expected] of rows) {
  test(name, () => assert.deepEqual(JSON.parse(JSON.stringify(answerCase(line, defaults))), expected));
}

test("a line that is no JSON is answered, and no answer is longer than a line", () => {
  const answer = JSON.stringify(answerCase("{", defaults));
  assert.match(answer, /^\{"error":\{"code":"invalid-case","message":"The line is no JSON: /);
});

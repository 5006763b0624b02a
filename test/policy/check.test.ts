import assert from "node:assert/strict";
import { test } from "node:test";
import type { Layer } from "../../src/policy/policy.ts";
import { check, names } from "./fixtures.ts";

interface Case {
  readonly name: string;
  readonly layer?: Layer;
  readonly text: string;
  /** The problems' codes and messages, without the file's name in front. */
  readonly problems: readonly (readonly [code: string, message: string])[];
}

const faults: readonly Case[] = [
  {
    name: "a word that is none of the key's",
    text: 'apt = "sometimes"',
    problems: [["policy-value", 'line 1: apt must be one of "auto", "ask", "never"; it is "sometimes"']],
  },
  {
    name: "a truth value where a word belongs",
    text: "# ours\n\napt = true",
    problems: [["policy-value", 'line 3: apt must be one of "auto", "ask", "never"; it is true']],
  },
  {
    name: "a word where a truth value belongs",
    text: 'only-binary = "yes"',
    problems: [["policy-value", 'line 1: only-binary must be true or false; it is "yes"']],
  },
  {
    name: "a key with two letters changed",
    text: "system-pakcages = true",
    problems: [
      ["policy-unknown-key", 'line 1: there is no key "system-pakcages": did you mean system-packages?'],
    ],
  },
  {
    name: "a key with underscores",
    text: "without_terminal = 1",
    layer: "user",
    problems: [
      ["policy-unknown-key", 'line 1: there is no key "without_terminal": did you mean without-terminal?'],
    ],
  },
  {
    name: "a table with a typo: a ban must not be lost",
    text: '[bann]\nrequest = "typo"',
    problems: [["policy-unknown-key", 'line 1: there is no key "bann": did you mean ban?']],
  },
  {
    name: "a key that is like none",
    text: "trusted = true",
    problems: [["policy-unknown-key", 'line 1: there is no key "trusted": `safe-pip policy` lists the keys']],
  },
  {
    name: "a key of the user's in a project",
    text: 'unmarked = "redirect"',
    problems: [
      [
        "policy-layer",
        "line 1: unmarked must stand in the user's config.toml or the machine's policy.toml, not here",
      ],
    ],
  },
  {
    name: "a lock in the user's file",
    layer: "user",
    text: 'lock = ["apt"]',
    problems: [["policy-layer", "line 1: lock must stand in the machine's policy.toml, not here"]],
  },
  {
    name: "a lock of a ban, which needs none",
    layer: "machine",
    text: 'lock = ["ban"]',
    problems: [
      [
        "policy-value",
        'line 1: lock must be a list of this file\'s keys; bans need no lock, since they add up; it is ["ban"]',
      ],
    ],
  },
  {
    name: "a route that there is not",
    text: '[route]\nblack = "pipx"\nruff = "uvx"',
    problems: [
      ["policy-value", 'line 3: route.ruff must be one of "venv", "home", "pipx", "apt"; it is "uvx"'],
    ],
  },
  {
    name: "the same package twice, spelled differently",
    text: '[ban]\n"Foo.Bar" = "x"\nfoo_bar = "y"',
    problems: [["policy-value", "line 3: ban.foo_bar must be named once; line 2 names the same package"]],
  },
  {
    name: "a table where a value belongs",
    text: "[apt]\nx = 1",
    problems: [["policy-value", 'line 1: apt must be one of "auto", "ask", "never"; it is a table']],
  },
  {
    name: "a value where a table belongs",
    text: 'ban = ["request"]',
    problems: [
      ["policy-value", 'line 1: ban must be a table: [ban], then one package a line; it is ["request"]'],
    ],
  },
  {
    name: "an age that is no whole number of days",
    text: 'minimum-age = "7 days"',
    problems: [
      ["policy-value", 'line 1: minimum-age must be a whole number of days from 0 to 365; it is "7 days"'],
    ],
  },
  {
    name: "an age of a thousand years",
    text: "minimum-age = 365000",
    problems: [
      ["policy-value", "line 1: minimum-age must be a whole number of days from 0 to 365; it is 365000"],
    ],
  },
  {
    name: "a Python by its path",
    text: 'python = "../../python"',
    problems: [
      ["policy-value", 'line 1: python must be a minor version such as "3.12"; it is "../../python"'],
    ],
  },
  {
    name: "a Python as a number, which would lose a zero",
    text: "python = 3.10",
    problems: [["policy-value", 'line 1: python must be a minor version such as "3.12"; it is 3.1']],
  },
  {
    name: "an apt name that apt reads as a removal",
    text: '[apt-name]\nyaml = "python3-yaml-"',
    problems: [
      [
        "policy-value",
        'line 2: apt-name.yaml must be a Debian package\'s name, such as python3-requests; it is "python3-yaml-"',
      ],
    ],
  },
  {
    name: "every fault at once, in the order of the file",
    text: "apt = 1\nbogus-key = 2\n[ban]\nx = 3",
    problems: [
      ["policy-value", 'line 1: apt must be one of "auto", "ask", "never"; it is 1'],
      ["policy-unknown-key", 'line 2: there is no key "bogus-key": `safe-pip policy` lists the keys'],
      [
        "policy-value",
        'line 4: ban.x must be the reason as one line of at most 200 characters, such as "use httpx"; it is 3',
      ],
    ],
  },
  {
    name: "a fault in an inline table, at the line of the table",
    text: '\nroute = { black = "pipx", ruff = "no" }',
    problems: [
      ["policy-value", 'line 2: route.ruff must be one of "venv", "home", "pipx", "apt"; it is "no"'],
    ],
  },
  {
    name: "a name of the object's prototype as a key",
    text: 'constructor = 1\ntoString = 2\n[__proto__]\napt = "auto"',
    problems: [
      ["policy-unknown-key", 'line 1: there is no key "constructor": `safe-pip policy` lists the keys'],
      ["policy-unknown-key", 'line 2: there is no key "toString": `safe-pip policy` lists the keys'],
      ["policy-unknown-key", 'line 3: there is no key "__proto__": `safe-pip policy` lists the keys'],
    ],
  },
  {
    name: "a package named as the object's prototype",
    text: '[ban]\n__proto__ = "x"',
    problems: [["policy-value", 'line 2: "__proto__" must be a package\'s name, such as requests']],
  },
  {
    name: "letters that move the cursor, in a key and in a value",
    text: 'apt = "\\u001b[2Jsafe-pip: allowed"\n"a\\u202eb" = 1',
    problems: [
      [
        "policy-value",
        'line 1: apt must be one of "auto", "ask", "never"; it is "\\u{1b}[2Jsafe-pip: allowed"',
      ],
      ["policy-unknown-key", 'line 2: there is no key "a\\u{202e}b": `safe-pip policy` lists the keys'],
    ],
  },
  {
    name: "text that is no TOML, without a word of it",
    text: "root:x:0:0:root:/root:/bin/sh",
    problems: [["policy-syntax", "line 1: this is not TOML: illegal character in key"]],
  },
  {
    name: "a key twice",
    text: 'apt = "never"\napt = "auto"',
    problems: [
      ["policy-syntax", "line 2: this is not TOML: trying to redefine an already defined table or value"],
    ],
  },
  {
    name: "arrays within arrays, a hundred thousand deep",
    text: `apt = ${"[".repeat(30_000)}${"]".repeat(30_000)}`,
    problems: [
      [
        "policy-syntax",
        "line 1: this is not TOML: document contains excessively nested structures. aborting.",
      ],
    ],
  },
  {
    name: "keys within keys, thirty thousand deep",
    text: `${Array.from({ length: 30_000 }, () => "a").join(".")} = 1`,
    problems: [["policy-unknown-key", 'line 1: there is no key "a": `safe-pip policy` lists the keys']],
  },
];

for (const { name, layer = "project", text, problems } of faults) {
  test(`fault: ${name}`, () => {
    const found = check(layer, text).problems;
    assert.deepEqual(
      found.map(({ code, message }) => [code, message]),
      problems.map(([code, message]) => [code, `${names[layer]}, ${message}`]),
    );
    for (const { file, line, message } of found) {
      assert.deepEqual([file, message.includes(`line ${line}:`)], [names[layer], true]);
    }
  });
}

/** Threat T19: nothing is put in for a variable, a home directory, a path; what would need it is refused. */
const neverExpanded: readonly (readonly [key: string, value: string])[] = [
  ["index-url", `https://${"$"}{TOKEN}.example`],
  ["index-url", "https://example/$HOME"],
  ["index-url", "https://user:secret@example/simple"],
  ["index-url", "http://example/simple"],
  ["index-url", "file:///home/ann/index"],
  ["index-url", "https://example/\n--extra-index-url=https://evil"],
  ["index-url", "https://example/ --pre"],
  ["python", "$(id)"],
  ["python", "3.11/../../bin/python"],
  ["python", "3.11\n"],
  ["record", "../requirements.txt"],
  ["record", "~/requirements.txt"],
];

for (const [key, value] of neverExpanded) {
  test(`refused as it is: ${key} = ${JSON.stringify(value)}`, () => {
    const { problems } = check("project", `${key} = ${JSON.stringify(value)}`);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["policy-value"],
    );
  });
}

test("a password in a URL is not shown", () => {
  const [problem] = check("project", 'index-url = "https://ann:s3cret@example/simple"').problems;
  assert.match(problem?.message ?? "", /it is "https:\/\/\*{4}@example\/simple"$/);
});

/** Threats T20 and T21: apt's argument language. */
const hostileNames = [
  "-oDPkg::Pre-Invoke::=id",
  "python3-yaml-",
  "python3-yaml+",
  "python3-y*",
  "pyth.n3-yaml$",
  "?name(python3-yaml)",
  "~npython3-yaml",
  "./python3-x/evil.deb",
  "/tmp/evil.deb",
  "python3-yaml/sid",
  "python3-yaml=1",
  "python3-yaml^",
  "python3-yaml:arm64",
  "Python3-Yaml",
  "python3-yaml\n",
  "python3 yaml",
  "",
];

for (const value of hostileNames) {
  test(`no apt name: ${JSON.stringify(value)}`, () => {
    const { problems } = check("machine", `[apt-name]\nyaml = ${JSON.stringify(value)}`);
    assert.deepEqual(
      problems.map(({ code, key, line }) => [code, key, line]),
      [["policy-value", "apt-name.yaml", 2]],
    );
  });
}

test("a file of each key is understood, names normalised, every value with its line", () => {
  const policy = check(
    "project",
    'apt = "ask"\n\n[ban]\n"Foo.Bar" = "old"\n[plugin]\nMKDocs_Material = "MkDocs"',
  ).policy;
  assert.deepEqual(policy?.keys, { apt: { value: "ask", line: 1 } });
  assert.deepEqual([...(policy?.tables.ban ?? [])], [["foo-bar", { value: "old", line: 4 }]]);
  assert.deepEqual([...(policy?.tables.plugin ?? [])], [["mkdocs-material", { value: "mkdocs", line: 6 }]]);
});

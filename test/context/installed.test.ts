import assert from "node:assert/strict";
import { test } from "node:test";
import { readInstalled } from "../../src/context/installed.ts";
import { makeEnvironment } from "../environment.ts";

/* What a directory of sys.path holds, by the names of the metadata; needs are read from the files. */

interface Case {
  readonly name: string;
  /** Texts by path below the root; `one` and `two` are the directories, in this order. */
  readonly files: Readonly<Record<string, string>>;
  /** `spelling version directory: needs`. */
  readonly finds: readonly string[];
}

const METADATA = `Metadata-Version: 2.1
Name: Demo-App
Version: 1.0
Requires-Dist: six (>=1.10)
Requires-Dist:colorama ; sys_platform == "win32"
Requires-Dist: fast; extra == 'fast'

Requires-Dist: not-a-header
`;

const REQUIRES_TXT = `six>=1.10
idna

[:python_version < "3"]
futures

[socks]
PySocks>=1.5.6

[socks:sys_platform == "win32"]
win_inet
`;

const cases: readonly Case[] = [
  {
    name: "a wheel's metadata",
    files: { "one/six-1.16.0.dist-info/METADATA": "" },
    finds: ["six 1.16.0 one:"],
  },
  {
    name: "needs are the headers alone",
    files: { "one/Demo_App-1.0.dist-info/METADATA": METADATA },
    finds: ["Demo_App 1.0 one: six (>=1.10) | colorama ; sys_platform == \"win32\" | fast; extra == 'fast'"],
  },
  {
    name: "headers with DOS line ends",
    files: { "one/a-1.dist-info/METADATA": METADATA.replaceAll("\n", "\r\n") },
    finds: ["a 1 one: six (>=1.10) | colorama ; sys_platform == \"win32\" | fast; extra == 'fast'"],
  },
  {
    name: "metadata without a file needs nothing",
    files: { "one/a-1.dist-info/RECORD": "" },
    finds: ["a 1 one:"],
  },
  {
    name: "Debian's egg-info directory, with its sections",
    files: { "one/requests-2.28.1.egg-info/requires.txt": REQUIRES_TXT },
    finds: [
      'requests 2.28.1 one: six>=1.10 | idna | futures; (python_version < "3") | PySocks>=1.5.6; extra == "socks" | win_inet; extra == "socks" and (sys_platform == "win32")',
    ],
  },
  {
    name: "an egg-info directory without requires.txt",
    files: { "one/a-1.egg-info/PKG-INFO": METADATA },
    finds: ["a 1 one: six (>=1.10) | colorama ; sys_platform == \"win32\" | fast; extra == 'fast'"],
  },
  {
    name: "a version of Python behind the version",
    files: { "one/a-1.0-py3.11.egg-info/PKG-INFO": "" },
    finds: ["a 1.0 one:"],
  },
  {
    name: "an egg-info that is a file",
    files: { "one/python_apt-2.6.0.egg-info": METADATA },
    finds: [
      "python_apt 2.6.0 one: six (>=1.10) | colorama ; sys_platform == \"win32\" | fast; extra == 'fast'",
    ],
  },
  {
    name: "an egg-info without a version is not judged",
    files: { "one/cryptography.egg-info": "" },
    finds: [],
  },
  {
    name: "what a broken uninstall left is not there",
    files: { "one/~ix-1.16.0.dist-info/METADATA": "" },
    finds: [],
  },
  { name: "modules are no distributions", files: { "one/six.py": "", "one/a-1.pth": "" }, finds: [] },
  {
    name: "of two with one name the first on the path wins",
    files: { "one/six-1.17.0.dist-info/METADATA": "", "two/Six-1.16.0.egg-info/PKG-INFO": "" },
    finds: ["six 1.17.0 one:"],
  },
  {
    name: "both directories count",
    files: { "two/a-1.dist-info/METADATA": "", "one/b-2.dist-info/METADATA": "" },
    finds: ["b 2 one:", "a 1 two:"],
  },
];

for (const each of cases) {
  test(`installed: ${each.name}`, async (t) => {
    const environment = await makeEnvironment();
    t.after(() => environment.remove());
    for (const [file, text] of Object.entries(each.files)) await environment.write(file, text);
    const directories = ["one", "missing", "two"].map((name) => `${environment.root}/${name}`);
    const found = readInstalled(directories).map(({ spelling, version, location, requires }) => {
      const place = location.slice(environment.root.length + 1);
      return `${spelling} ${version} ${place}: ${requires().join(" | ")}`.trimEnd();
    });
    assert.deepEqual(found, each.finds);
  });
}

test("installed: names are compared as PEP 503 has them", async (t) => {
  const environment = await makeEnvironment();
  t.after(() => environment.remove());
  await environment.write("one/Demo.Under_Score-1.0.dist-info/METADATA", "");
  assert.deepEqual(
    readInstalled([`${environment.root}/one`]).map(({ name }) => name),
    ["demo-under-score"],
  );
});

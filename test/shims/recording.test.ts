import assert from "node:assert/strict";
import { lstat, readFile, symlink } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { hasProgram, makeEnvironment } from "../environment.ts";

const skip = hasProgram("python3") ? false : "this machine has no python3";
const shims = fileURLToPath(new URL("../../shims", import.meta.url));
const program = `
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, ${JSON.stringify(shims)})
from safe_pip_runner.recording import record
record({"record": sys.argv[1], "requirements": "\\x1f".join(sys.argv[2:])})
`;

/** A file before and after; null: there is none. The third is what is asked for, split at blanks. */
type Case = readonly [name: string, before: string | null, asked: string, after: string | null];

const requirements: readonly Case[] = [
  ["no file", null, "six requests>=2", "six\nrequests>=2\n"],
  ["an empty file", "", "six", "six\n"],
  ["a line more", "requests==2.0\n", "six", "requests==2.0\nsix\n"],
  ["a last line that is not ended", "requests", "six", "requests\nsix\n"],
  ["Windows' line ends", "requests\r\n", "six", "requests\r\nsix\r\n"],
  ["named already", "six\n", "six", "six\n"],
  [
    "named already, in another spelling",
    "Zope_Interface==5  # pinned\n",
    "zope.interface",
    "Zope_Interface==5  # pinned\n",
  ],
  ["named already at another version: the author's line stays", "six==1.15\n", "six>=1.16", "six==1.15\n"],
  ["named already, not ended", "six", "six", "six"],
  ["asked for twice", null, "six six>=1", "six\n"],
  [
    "an extra and a marker",
    null,
    'requests[socks]>=2;python_version>"3"',
    'requests[socks]>=2;python_version>"3"\n',
  ],
  ["a name that begins like another", "six-extra\n", "six", "six-extra\nsix\n"],
  [
    "options and comments are no names",
    "-r six\n# six\n--index-url https://six\n",
    "six",
    "-r six\n# six\n--index-url https://six\nsix\n",
  ],
  ["a last line that goes on", "requests \\", "six", "requests \\"],
];

const pyproject: readonly Case[] = [
  [
    "an array in one line",
    '[project]\ndependencies = ["a"]\n',
    "six",
    '[project]\ndependencies = ["a", "six"]\n',
  ],
  [
    "an empty array",
    "[project]\ndependencies = []\n",
    "six requests>=2",
    '[project]\ndependencies = ["six", "requests>=2"]\n',
  ],
  [
    "a comma at the end",
    '[project]\ndependencies = ["a",]\n',
    "six",
    '[project]\ndependencies = ["a", "six"]\n',
  ],
  [
    "an array in lines",
    '[project]\ndependencies = [\n  "a",\n  "b"\n]\n',
    "six requests",
    '[project]\ndependencies = [\n  "a",\n  "b",\n  "six",\n  "requests",\n]\n',
  ],
  [
    "comments stay where they are",
    '[project]\ndependencies = [\n    "a",  # why, "really"\n    # the end ]\n]\n',
    "six",
    '[project]\ndependencies = [\n    "a",  # why, "really"\n    "six",\n    # the end ]\n]\n',
  ],
  [
    "brackets in strings",
    "[project]\ndependencies = [\"a[b]\", 'c']\n",
    "six",
    '[project]\ndependencies = ["a[b]", \'c\', "six"]\n',
  ],
  [
    "no array yet",
    '[build-system]\nrequires = []\n\n[project]\nname = "x"\n',
    "six",
    '[build-system]\nrequires = []\n\n[project]\ndependencies = [\n    "six",\n]\nname = "x"\n',
  ],
  [
    "a marker with quotes",
    "[project]\ndependencies = []\n",
    'six;python_version>"3"',
    '[project]\ndependencies = ["six;python_version>\\"3\\""]\n',
  ],
  [
    "named already",
    '[project]\ndependencies = ["Six>=1"]\n',
    "six",
    '[project]\ndependencies = ["Six>=1"]\n',
  ],
  [
    "an array of another table is not touched",
    '[tool.x]\ndependencies = []\n\n[project]\nname = "x"\ndependencies = [] # here\n',
    "six",
    '[tool.x]\ndependencies = []\n\n[project]\nname = "x"\ndependencies = ["six"] # here\n',
  ],
  [
    "a text that only looks like it is not touched",
    "[project]\ndescription = '''\n[project]\ndependencies = []\n'''\ndependencies = [\"a\"]\n",
    "six",
    "[project]\ndescription = '''\n[project]\ndependencies = []\n'''\ndependencies = [\"a\", \"six\"]\n",
  ],
  [
    "Windows' line ends",
    '[project]\r\ndependencies = [\r\n  "a",\r\n]\r\n',
    "six",
    '[project]\r\ndependencies = [\r\n  "a",\r\n  "six",\r\n]\r\n',
  ],
  [
    "dynamic dependencies",
    '[project]\ndynamic = ["dependencies"]\n',
    "six",
    '[project]\ndynamic = ["dependencies"]\n',
  ],
  ["no [project]", "[tool.x]\n", "six", "[tool.x]\n"],
  [
    "a dotted key, which is not understood",
    'project.dependencies = ["a"]\n',
    "six",
    'project.dependencies = ["a"]\n',
  ],
  ["no TOML", "[project\n", "six", "[project\n"],
  ["no file", null, "six", null],
];

for (const [file, cases] of [
  ["requirements.txt", requirements],
  ["pyproject.toml", pyproject],
] as const) {
  for (const [name, before, asked, after] of cases) {
    test(`record in ${file}: ${name}`, { skip }, async (t) => {
      const made = await makeEnvironment(["python3"]);
      t.after(() => made.remove());
      const place = path.join(made.home, file);
      if (before !== null) await made.write(`home/${file}`, before);
      const { exitCode, stdout, stderr } = await made.run([
        "/usr/bin/env",
        "python3",
        "-c",
        program,
        place,
        ...asked.split(" "),
      ]);
      assert.deepEqual([exitCode, stdout], [0, ""]);
      assert.equal(await readFile(place, "utf8").catch(() => null), after);
      // Where nothing could be written, the line is said.
      const present =
        after !== null && asked.split(" ").every((each) => after.toLowerCase().includes(each.slice(0, 3)));
      if (after === before && !present) assert.match(stderr, /is left as it is: .* To write there: six/);
    });
  }
}

test("record: a link is not followed, and its target stays (T11)", { skip }, async (t) => {
  const made = await makeEnvironment(["python3"]);
  t.after(() => made.remove());
  const target = await made.write("home/.bashrc", "# mine\n");
  const place = path.join(made.home, "requirements.txt");
  await symlink(target, place);
  const { stderr } = await made.run(["/usr/bin/env", "python3", "-c", program, place, "six"]);
  assert.match(stderr, /is left as it is: /);
  assert.equal(await readFile(target, "utf8"), "# mine\n");
  assert.ok((await lstat(place)).isSymbolicLink());
});

test("record: the file keeps its mode", { skip }, async (t) => {
  const made = await makeEnvironment(["python3"]);
  t.after(() => made.remove());
  const place = await made.write("home/requirements.txt", "six\n", 0o640);
  await made.run(["/usr/bin/env", "python3", "-c", program, place, "requests"]);
  assert.equal((await lstat(place)).mode & 0o777, 0o640);
});

/** What pip 26.3 does: it warns of a module that is first imported after an install. */
const afterPip = `
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, ${JSON.stringify(shims)})
from safe_pip_runner import publishing, running
settings = {"rebuild": "1", "record": sys.argv[1], "requirements": "six", "slot": sys.argv[1], "data": sys.argv[1]}
running.call_pip = lambda *_: sys.addaudithook(noticed) or 0
running.take_lock = running.open_entry = running.close_cut_short = publishing.close_entry = lambda *_: 0
publishing.mark = publishing.keep_commands = lambda *_: None

def noticed(event, arguments):
    if event == "import" and arguments[0].startswith("safe_pip_runner"):
        print(arguments[0])

running.run_pip(settings, ["install", "six"])
publishing.settle_repair(settings)
`;

test("record: nothing of the runner is first imported after pip", { skip }, async (t) => {
  const made = await makeEnvironment(["python3"]);
  t.after(() => made.remove());
  const place = await made.write("home/pyproject.toml", '[project]\nname = "a"\nversion = "1"\n');
  const { exitCode, stdout } = await made.run(["/usr/bin/env", "python3", "-c", afterPip, place]);
  assert.deepEqual([exitCode, stdout], [0, ""]);
  assert.match(await readFile(place, "utf8"), /six/);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { hasProgram, makeEnvironment, type TestEnvironment } from "../environment.ts";

/* Which pip is taken for all environments of a Python: none that this Python can't run. */

const skip = hasProgram("python3") ? false : "this machine has no python3";
const shims = fileURLToPath(new URL("../../shims", import.meta.url));

const start = `
import sys, zipfile
sys.dont_write_bytecode = True
sys.path.insert(0, ${JSON.stringify(shims)})
from safe_pip_runner import shared_pip
`;

async function python(made: TestEnvironment, program: string, ...words: readonly string[]) {
  const ran = await made.run(["/usr/bin/python3", "-c", `${start}${program}`, ...words]);
  assert.equal(ran.exitCode, 0, ran.stderr);
  return ran.stdout.trim();
}

const versions: readonly (readonly [
  name: string,
  pip: string,
  metadata: string,
  python: string,
  runs: boolean,
])[] = [
  ["Debian 12's pip under Debian 12's Python", "23.0.1", "Requires-Python: >=3.7", "(3, 11)", true],
  ["Debian 12's pip under 3.12", "23.0.1", "Requires-Python: >=3.7", "(3, 12)", false],
  ["... and under what comes after", "22.3.1", "", "(3, 14)", false],
  ["the first that runs on 3.12", "23.1", "Requires-Python: >=3.7", "(3, 12)", true],
  ["a distribution's mark in the version", "23.1+dfsg", "", "(3, 12)", true],
  ["one that is too new for the Python", "26.1", "Requires-Python: >=3.10", "(3, 9)", false],
  ["one that is not", "26.1", "Requires-Python: >=3.10", "(3, 10)", true],
  ["more than one bound", "26.1", "Requires-Python: >=3.10, !=3.11.0", "(3, 11)", true],
  ["no word about it", "26.1", "Name: pip", "(3, 9)", true],
];

for (const [name, pip, metadata, version, runs] of versions) {
  test(`the shared pip: ${name}`, { skip }, async (t) => {
    const made = await makeEnvironment();
    t.after(() => made.remove());
    const program = `print(shared_pip.runs_here(sys.argv[1], sys.argv[2], ${version}))`;
    assert.equal(await python(made, program, pip, metadata), runs ? "True" : "False");
  });
}

test("the shared pip: each place passes over what does not run here, and takes the next", {
  skip,
}, async (t) => {
  const made = await makeEnvironment();
  t.after(() => made.remove());
  // 99.0 wants a Python that there is not yet.
  for (const [version, needs] of [
    ["23.2", ">=3.7"],
    ["99.0", ">=4.99"],
  ] as const) {
    const metadata = `Name: pip\nRequires-Python: ${needs}\n`;
    await made.write(`shared/${version}/pip/__pip-runner__.py`, "");
    await made.write(`shared/${version}/pip-${version}.dist-info/METADATA`, metadata);
    await made.directory("wheels");
    const make = "z = zipfile.ZipFile(sys.argv[1], 'w'); z.writestr(sys.argv[2], sys.argv[3]); z.close()";
    const wheel = `${made.root}/wheels/pip-${version}-py3-none-any.whl`;
    await python(made, make, wheel, `pip-${version}.dist-info/METADATA`, metadata);
    await made.write("base/lib/python3/dist-packages/pip/__pip-runner__.py", "");
    await made.write(`base/lib/python3/dist-packages/pip-${version}.dist-info/METADATA`, metadata);
  }
  const program = `
sys.base_prefix = sys.argv[1] + "/base"
print(shared_pip.of_the_machine(), shared_pip.of_the_distribution(sys.argv[1] + "/wheels"))
print(shared_pip.newest_of([sys.argv[1] + "/shared"]))
shared_pip.runs_here = lambda *_: False
print(shared_pip.of_the_machine(), shared_pip.of_the_distribution(sys.argv[1] + "/wheels"))
print(shared_pip.newest_of([sys.argv[1] + "/shared"]))`;
  assert.equal(
    made.normalise(await python(made, program, made.root)),
    `('23.2', '<root>/base/lib/python3/dist-packages') <root>/wheels/pip-23.2-py3-none-any.whl
<root>/shared/23.2
None None
None`,
  );
});

import { after, before, describe } from "node:test";
import { type Case, testCase } from "./case.ts";
import { noMachine } from "./machine.ts";
import { type OfflineMachine, serveIndex, startOffline } from "./offline.ts";

// Nothing that `python` here could find, and no directory that was made for it.
const nothing = "find ~/.local/share/safe-pip/dirs$(pwd -P) 2> /dev/null";
const nothingAtAll =
  "find ~/.local/share/safe-pip/dirs ~/.local/share/safe-pip/venvs -mindepth 1 2> /dev/null";
const noModule = (name: string): [string, string] => [
  `python -c 'import ${name}' 2>&1 | tail -n 1`,
  `ModuleNotFoundError: No module named '${name}'\n`,
];

/** What the machine is like, by the directory each case types in; `slow` is an index that takes its time. */
const cases: readonly Case[] = [
  {
    name: "an unreachable index: one clear line, nothing made",
    given: "mkdir unreachable",
    in: "unreachable",
    type: "PIP_INDEX_URL=http://127.0.0.1:9/simple/ pip install demo-lib",
    exitCode: 1,
    stdout: "",
    stderr: /127\.0\.0\.1|No matching distribution found for demo-lib/,
    afterwards: [
      [nothingAtAll, ""],
      ["ls -A", ""],
    ],
  },
  {
    name: "an unknown package: pip's own words, nothing made",
    given: "mkdir unknown",
    in: "unknown",
    type: "pip install demo-does-not-exist",
    exitCode: 1,
    stdout: "",
    stderr:
      /ERROR: Could not find a version that satisfies the requirement demo-does-not-exist \(from versions: none\)\nERROR: No matching distribution found for demo-does-not-exist/,
    afterwards: [
      [nothing, ""],
      ["ls -A", ""],
    ],
  },
  {
    name: "a dependency that is nowhere: nothing made",
    given: "mkdir incomplete",
    in: "incomplete",
    type: "pip install demo-missing-dep > /dev/null",
    exitCode: 1,
    stdout: "",
    stderr: /ERROR: No matching distribution found for demo-does-not-exist/,
    afterwards: [[nothing, ""], noModule("demo_missing_dep")],
  },
  {
    name: "a broken requirements file: pip's own words, no environment and no link",
    given: "mkdir broken && echo 'demo lib' > broken/requirements.txt",
    in: "broken",
    type: "pip install -r requirements.txt",
    exitCode: 1,
    stdout: "",
    stderr: /ERROR: Invalid requirement: .*demo lib/,
    afterwards: [
      [nothing, ""],
      ["ls -A", "requirements.txt\n"],
    ],
  },
  {
    name: "a requirements file that is not there: pip's own words",
    given: "mkdir absent",
    in: "absent",
    type: "pip install -r nowhere.txt",
    exitCode: 1,
    stdout: "",
    stderr: /ERROR: Could not open requirements file: \[Errno 2\] No such file or directory: 'nowhere.txt'/,
    afterwards: [[nothing, ""]],
  },
  {
    name: "an option that pip does not know: usage, exit code 2",
    in: "absent",
    type: "pip install --frobnicate demo-lib",
    exitCode: 2,
    stdout: "",
    stderr: /no such option: --frobnicate/,
    afterwards: [[nothing, ""]],
  },
  {
    name: "a build that fails: nothing made",
    in: "absent",
    type: "pip install demo-broken-build > /dev/null",
    exitCode: 1,
    stdout: "",
    stderr: /gcc/,
    afterwards: [[nothing, ""]],
  },
  {
    name: "a file that is not what the index says: nothing made",
    in: "absent",
    type: "pip install demo-badhash",
    exitCode: 1,
    stdout: "Collecting demo-badhash\n",
    stderr: /THESE PACKAGES DO NOT MATCH THE HASHES/,
    afterwards: [[nothing, ""]],
  },
  {
    name: "requirements that exclude each other: nothing made",
    in: "absent",
    type: "pip install demo-pin-old demo-pin-new > /dev/null",
    exitCode: 1,
    stdout: "",
    stderr: /ERROR: ResolutionImpossible/,
    afterwards: [[nothing, ""]],
  },
  {
    name: "a first install that is killed leaves nothing that is used, and the next one works",
    given: "mkdir killed",
    in: "killed",
    type: `PIP_INDEX_URL=$SLOW pip install demo-leaf > /dev/null 2>&1 &
      until grep -q demo-leaf /tmp/slow.log; do sleep 0.02; done; kill -9 $!; wait $! 2> /dev/null
      python -c 'import demo_leaf' 2>&1 | tail -n 1; pip install demo-lib | tail -n 1`,
    stdout: "ModuleNotFoundError: No module named 'demo_leaf'\nSuccessfully installed demo-lib-1.2\n",
    afterwards: [
      ["python -c 'import demo_lib; print(demo_lib.VERSION)'", "1.2\n"],
      ["pip freeze", "demo-lib==1.2\n"],
    ],
  },
  {
    name: "two first installs at once end in one environment that holds both",
    given: "mkdir both",
    in: "both",
    type: "pip install demo-lib > /dev/null & pip install demo-leaf > /dev/null; first=$?; wait $! && echo $first",
    stdout: "0\n",
    afterwards: [
      ["python -c 'import demo_lib, demo_leaf; print(demo_lib.VERSION, demo_leaf.VERSION)'", "1.2 1.1\n"],
      ["ls ~/.local/share/safe-pip/dirs/home/bob/both/@", "3.X\n"],
    ],
  },
  {
    name: "in the end every environment is one that a directory names",
    in: ".local/share/safe-pip",
    type: "find dirs home -name venv -exec readlink {} + 2> /dev/null | sort > /tmp/named; ls -d $PWD/venvs/* | sort | diff /tmp/named -",
    stdout: "",
    afterwards: [],
  },
];

for (const packages of [[], ["python3-pip"]]) {
  describe(`bad input with ${packages[0] ?? "python3 only"}`, { skip: noMachine() }, () => {
    let offline: OfflineMachine;
    let slow: string;
    before(async () => {
      const users = [{ name: "bob", sudo: "no" as const }];
      offline = await startOffline({
        release: "bookworm",
        packages: ["nodejs", "python3", "sudo", ...packages],
        users,
      });
      slow = await serveIndex(offline.machine, "--delay 1 --log /tmp/slow.log");
    });
    after(() => offline.machine.stop());
    const typist = () => {
      const bob = offline.typist("bob");
      const normalise = (text: string) => bob.normalise(text).replaceAll(/^3\.\d+$/gm, "3.X");
      return { ...bob, normalise, env: { ...bob.env, SLOW: slow } };
    };
    for (const each of cases) testCase(each, typist);
  });
}

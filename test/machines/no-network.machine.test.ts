import { after, before, describe } from "node:test";
import { type Case, testCase } from "./case.ts";
import { noMachine, type Release } from "./machine.ts";
import { type OfflineMachine, startOffline } from "./offline.ts";

const slot = (place: string) => `<data>/${place}/@/3.X/venv`;
const sixOf = { bookworm: "1.16.0", trixie: "1.17.0" } as const;

/** The main job without any network: the same steps, with versions that are known. */
function casesOf(release: keyof typeof sixOf): readonly (readonly [who: "root" | "bob", each: Case])[] {
  return [
    [
      "bob",
      {
        name: "a library in an ordinary directory",
        given: "mkdir library",
        in: "library",
        type: "pip install 'demo-lib<1.2' demo-leaf",
        stdout:
          "Collecting demo-leaf\nInstalling collected packages: demo-leaf, demo-lib\nSuccessfully installed demo-leaf-1.1 demo-lib-1.1\n",
        afterwards: [
          [
            "python -c 'import demo_lib, sys; print(demo_lib.VERSION, sys.prefix)'",
            `1.1 ${slot("dirs~/library")}\n`,
          ],
          ["pip freeze", "demo-leaf==1.1\ndemo-lib==1.1\n"],
          ["pip list --format=freeze | grep -v '^pip='", "demo-leaf==1.1\ndemo-lib==1.1\n"],
          ["pip show demo-lib | head -n 2", "Name: demo-lib\nVersion: 1.1\n"],
          ["pip check", "No broken requirements found.\n"],
        ],
      },
    ],
    [
      "bob",
      {
        name: "an upgrade, in pip's words",
        in: "library",
        type: "pip install -U 'demo-lib<2'",
        stdout: [
          `Requirement already satisfied: demo-lib<2 in ${slot("dirs~/library")}/lib/python3.X/site-packages (1.1)`,
          "Installing collected packages: demo-lib",
          "  Attempting uninstall: demo-lib",
          "    Found existing installation: demo-lib 1.1",
          "    Uninstalling demo-lib-1.1:",
          "      Successfully uninstalled demo-lib-1.1",
          "Successfully installed demo-lib-1.2",
          "",
        ].join("\n"),
        afterwards: [["python -c 'import demo_lib; print(demo_lib.VERSION)'", "1.2\n"]],
      },
    ],
    [
      "bob",
      {
        name: "the whole line is met: pip's words, and no pip",
        in: "library",
        type: "pip install demo-lib demo-leaf",
        stdout: ["demo-lib", "demo-leaf"]
          .map((name, index) => {
            const version = ["1.2", "1.1"][index];
            return `Requirement already satisfied: ${name} in ${slot("dirs~/library")}/lib/python3.X/site-packages (${version})\n`;
          })
          .join(""),
        afterwards: [],
      },
    ],
    [
      "bob",
      {
        name: "uninstall of what is not there: a warning, and 0",
        in: "library",
        type: "pip uninstall -y demo-tool",
        stdout: "",
        stderr: /WARNING: Skipping demo-tool as it is not installed\./,
        afterwards: [],
      },
    ],
    [
      "bob",
      {
        name: "safe-pip by name does the same and says how to run what it installed",
        given: "mkdir named",
        in: "named",
        type: "safe-pip install demo-app",
        stdout:
          "Collecting demo-app\nInstalling collected packages: demo-app, demo-lib\nSuccessfully installed demo-app-1.1 demo-lib-1.2\n",
        stderr: /safe-pip run/,
        afterwards: [["safe-pip run demo-app hello", "demo-app 1.1 hello\n"]],
      },
    ],
    [
      "root",
      {
        name: "root without a terminal: what Debian has comes by apt, since /usr/bin/python3 imports it",
        in: ".",
        type: "env -u PIP_INDEX_URL pip install six",
        stdout: `Successfully installed six-${sixOf[release]}\n`,
        afterwards: [
          [
            "/usr/bin/python3 -c 'import six; print(six.__file__)'",
            "/usr/lib/python3/dist-packages/six/__init__.py\n",
          ],
          [
            "env -u PIP_INDEX_URL pip install six",
            `Requirement already satisfied: six in /usr/lib/python3/dist-packages (${sixOf[release]})\n`,
          ],
        ],
      },
    ],
    [
      "root",
      {
        name: "root without a terminal: anything else is explained, and nothing is changed",
        in: ".",
        type: "pip install demo-lib",
        exitCode: 1,
        stdout: "",
        stderr: /safe-pip: .*setup --ci/s,
        afterwards: [["ls -A /var/lib/safe-pip/venvs /var/lib/safe-pip/home 2> /dev/null", ""]],
      },
    ],
    [
      "root",
      {
        name: "uninstall takes away by apt what safe-pip brought by apt",
        in: ".",
        type: "pip uninstall -y six",
        stdout: `Found existing installation: six ${sixOf[release]}\nUninstalling six-${sixOf[release]}:\n  Successfully uninstalled six-${sixOf[release]}\n`,
        afterwards: [["dpkg -s python3-six 2>&1 | grep -c 'ok installed'", "0\n"]],
      },
    ],
  ];
}

const machines: readonly (readonly [keyof typeof sixOf & Release, readonly string[]])[] = [
  ["bookworm", []],
  ["trixie", []],
  ["bookworm", ["python3-pip"]],
  ["trixie", ["python3-venv", "pipx"]],
];

for (const [release, packages] of machines) {
  describe(`no network: ${release} with ${packages.join(" and ") || "python3 only"}`, {
    skip: noMachine(),
  }, () => {
    let offline: OfflineMachine;
    before(async () => {
      const users = [{ name: "bob", sudo: "no" as const }];
      offline = await startOffline({ release, packages: ["nodejs", "python3", "sudo", ...packages], users });
    });
    after(() => offline.machine.stop());
    for (const [who, each] of casesOf(release)) testCase(each, () => offline.typist(who));
  });
}

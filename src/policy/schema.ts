import * as v from "valibot";
import type { Layer } from "./policy.ts";
import { age, aptName, index, oneOf, packageName, python, reason, route, routes, truth } from "./values.ts";

/** The files that may hold a key: any, all but a project's, or the machine's alone. */
export type Holder = "any" | "not-project" | "machine";

/** A key of a policy file: who may write it, what it is for, and what its value must be. */
export interface Key {
  readonly holder: Holder;
  /** For the JSON Schema, and so for editors. */
  readonly about: string;
  /** A value as TOML writes it, with a package's name in a table: for the first file that `policy init` writes. */
  readonly example: string;
  /** Every message of it says what would be right, to be read after `must be`. */
  readonly value: v.GenericSchema<unknown>;
}

/** The keys that hold one value. */
export const keys = {
  allow: {
    holder: "any",
    about: "The routes that may be used. What would need another one goes home, or is refused.",
    example: '["venv", "home", "pipx"]',
    value: routes,
  },
  prefer: {
    holder: "any",
    about: "Outside a project, of the routes that could serve, these come first, in this order.",
    example: '["home"]',
    value: routes,
  },
  apt: {
    holder: "any",
    about: "Whether apt installs at once, asks first on a terminal, or is never used.",
    example: '"never"',
    value: oneOf(["auto", "ask", "never"]),
  },
  python: {
    holder: "any",
    about: "The minor version of the Python that the project's environment is made from.",
    example: '"3.11"',
    value: python,
  },
  "system-packages": {
    holder: "any",
    about: "Whether the project's environment sees the distribution's Python packages.",
    example: "false",
    value: truth,
  },
  "index-url": {
    holder: "any",
    about: "The only package index. Other ones, from options or pip's configuration, are refused.",
    example: '"https://pypi.org/simple"',
    value: index,
  },
  "only-binary": {
    holder: "any",
    about: "Install wheels only, so that no package's build runs code.",
    example: "true",
    value: truth,
  },
  "minimum-age": {
    holder: "any",
    about: "How many days a release must have been out before it is installed.",
    example: "7",
    value: age,
  },
  record: {
    holder: "any",
    about: "The project's file into which what was asked for is written.",
    example: '"requirements.txt"',
    value: oneOf(["nothing", "requirements.txt", "pyproject.toml"]),
  },
  "break-system-packages": {
    holder: "not-project",
    about: "What an explicit --break-system-packages gets: its way, safe-pip's way, or a refusal.",
    example: '"redirect"',
    value: oneOf(["allow", "redirect", "deny"]),
  },
  unmarked: {
    holder: "not-project",
    about: "A Python without the marker of PEP 668 is left to pip, or treated as if it had one.",
    example: '"redirect"',
    value: oneOf(["pip", "redirect"]),
  },
  "without-terminal": {
    holder: "not-project",
    about:
      "What root's pip does in scripts, where nobody sees which python will import: explain, or use a venv.",
    example: '"venv"',
    value: oneOf(["explain", "venv"]),
  },
  project: {
    holder: "not-project",
    about: "An environment for each project's directory, or the home environment for all (containers).",
    example: '"home"',
    value: oneOf(["directory", "home"]),
  },
  lock: {
    holder: "machine",
    about: "Keys that the user's and the project's files can make stricter only.",
    example: '["apt", "index-url"]',
    value: v.array(
      v.picklist(
        [
          "allow",
          "prefer",
          "apt",
          "python",
          "system-packages",
          "index-url",
          "only-binary",
          "minimum-age",
          "record",
          "break-system-packages",
          "unmarked",
          "without-terminal",
          "project",
          "route",
          "apt-name",
          "plugin",
        ],
        "a list of this file's keys; bans need no lock, since they add up",
      ),
      "a list of this file's keys",
    ),
  },
} as const satisfies Record<string, Key>;

/** The tables, whose keys are packages' names. */
export const tables = {
  route: {
    holder: "any",
    about: "By package: the route it always takes.",
    example: 'black = "pipx"',
    value: route,
  },
  "apt-name": {
    holder: "any",
    about: "By package: the Debian package that serves it. You vouch for their being the same project.",
    example: 'pyserial = "python3-serial"',
    value: aptName,
  },
  ban: {
    holder: "any",
    about: "By package: why it is refused. The bans of all files add up.",
    example: 'request = "a misspelling of requests"',
    value: reason,
  },
  plugin: {
    holder: "any",
    about: "By package: the application that it extends, into whose environment it goes.",
    example: 'mkdocs-material = "mkdocs"',
    value: packageName,
  },
} as const satisfies Record<string, Key>;

/** What a file says, by key. */
export type KeyValues = { readonly [K in keyof typeof keys]: v.InferOutput<(typeof keys)[K]["value"]> };

/** What a file's tables say of one package, by table. */
export type TableValues = { readonly [K in keyof typeof tables]: v.InferOutput<(typeof tables)[K]["value"]> };

/** Whether a file of this layer may hold the key. */
export function mayHold(key: Key, layer: Layer): boolean {
  return key.holder === "any" || layer === "machine" || (key.holder === "not-project" && layer === "user");
}

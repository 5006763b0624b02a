import * as v from "valibot";

/** The files that may hold a key: any, all but a project's, or the machine's alone. */
export type Holder = "any" | "not-project" | "machine";

/** A key of a policy file: who may write it, what it is for, and what its value must be. */
export interface Key {
  readonly holder: Holder;
  /** For the JSON Schema, and so for editors. */
  readonly about: string;
  /** Every message of it says what would be right, to be read after `must be`. */
  readonly value: v.GenericSchema<unknown>;
}

const oneOf = <const T extends readonly string[]>(values: T) =>
  v.picklist(
    values,
    `${values.length === 2 ? "" : "one of "}${values.map((value) => `"${value}"`).join(values.length === 2 ? " or " : ", ")}`,
  );

const truth = v.boolean("true or false");
const route = oneOf(["venv", "home", "pipx", "apt"]);
const routes = v.pipe(
  v.array(route, 'a list of "venv", "home", "pipx", "apt"'),
  v.maxLength(4, "a list of at most 4 routes"),
);

const nameRight = "a package's name, such as requests";

/** A project's name by PEP 508; the length is ours. No flags: `iu` would let letters through that only look alike. */
export const packageName = v.pipe(
  v.string(nameRight),
  v.maxLength(128, nameRight),
  v.regex(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/, nameRight),
);

const aptNameRight = "a Debian package's name, such as python3-requests";

/** Debian policy 5.6.1, less what apt's command line reads as its own language (a `-` or `+` at the end). */
const aptName = v.pipe(
  v.string(aptNameRight),
  v.maxLength(128, aptNameRight),
  v.regex(/^[a-z0-9][a-z0-9.+-]*[a-z0-9]$/, aptNameRight),
);

const reasonRight = 'the reason as one line of at most 200 characters, such as "use httpx"';
const reason = v.pipe(
  v.string(reasonRight),
  v.minLength(1, reasonRight),
  v.maxLength(200, reasonRight),
  v.regex(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]+$/, reasonRight),
);

const pythonRight = 'a minor version such as "3.12"';
const python = v.pipe(v.string(pythonRight), v.regex(/^3\.(0|[1-9][0-9]?)$/, pythonRight));

const indexRight =
  'a URL with "https://" (or "http://localhost"), without a user name, a password, "$" and blanks';
const index = v.pipe(
  v.string(indexRight),
  v.maxLength(500, indexRight),
  v.regex(
    /^(https:\/\/[A-Za-z0-9.-]+|http:\/\/(localhost|127\.0\.0\.1))(:[0-9]{1,5})?(\/[A-Za-z0-9._~+%/-]*)?$/,
    indexRight,
  ),
);

const ageRight = "a whole number of days from 0 to 365";
const age = v.pipe(
  v.number(ageRight),
  v.integer(ageRight),
  v.minValue(0, ageRight),
  v.maxValue(365, ageRight),
);

/** The keys that hold one value. */
export const keys = {
  allow: {
    holder: "any",
    about: "The routes that may be used. What would need another one goes home, or is refused.",
    value: routes,
  },
  prefer: {
    holder: "any",
    about: "Outside a project, of the routes that could serve, these come first, in this order.",
    value: routes,
  },
  apt: {
    holder: "any",
    about: "Whether apt installs at once, asks first on a terminal, or is never used.",
    value: oneOf(["auto", "ask", "never"]),
  },
  python: {
    holder: "any",
    about: "The minor version of the Python that the project's environment is made from.",
    value: python,
  },
  "system-packages": {
    holder: "any",
    about: "Whether the project's environment sees the distribution's Python packages.",
    value: truth,
  },
  "index-url": {
    holder: "any",
    about: "The only package index. Other ones, from options or pip's configuration, are refused.",
    value: index,
  },
  "only-binary": {
    holder: "any",
    about: "Install wheels only, so that no package's build runs code.",
    value: truth,
  },
  "minimum-age": {
    holder: "any",
    about: "How many days a release must have been out before it is installed.",
    value: age,
  },
  record: {
    holder: "any",
    about: "The project's file into which what was asked for is written.",
    value: oneOf(["nothing", "requirements.txt", "pyproject.toml"]),
  },
  "break-system-packages": {
    holder: "not-project",
    about: "What an explicit --break-system-packages gets: its way, safe-pip's way, or a refusal.",
    value: oneOf(["allow", "redirect", "deny"]),
  },
  unmarked: {
    holder: "not-project",
    about: "A Python without the marker of PEP 668 is left to pip, or treated as if it had one.",
    value: oneOf(["pip", "redirect"]),
  },
  "without-terminal": {
    holder: "not-project",
    about:
      "What root's pip does in scripts, where nobody sees which python will import: explain, or use a venv.",
    value: oneOf(["explain", "venv"]),
  },
  project: {
    holder: "not-project",
    about: "An environment for each project's directory, or the home environment for all (containers).",
    value: oneOf(["directory", "home"]),
  },
  lock: {
    holder: "machine",
    about: "Keys that the user's and the project's files can make stricter only.",
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
  route: { holder: "any", about: "By package: the route it always takes.", value: route },
  "apt-name": {
    holder: "any",
    about: "By package: the Debian package that serves it. You vouch for their being the same project.",
    value: aptName,
  },
  ban: {
    holder: "any",
    about: "By package: why it is refused. The bans of all files add up.",
    value: reason,
  },
  plugin: {
    holder: "any",
    about: "By package: the application that it extends, into whose environment it goes.",
    value: packageName,
  },
} as const satisfies Record<string, Key>;

/** What a file says, by key. */
export type KeyValues = { readonly [K in keyof typeof keys]: v.InferOutput<(typeof keys)[K]["value"]> };

/** What a file's tables say of one package, by table. */
export type TableValues = { readonly [K in keyof typeof tables]: v.InferOutput<(typeof tables)[K]["value"]> };

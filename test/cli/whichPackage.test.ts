import assert from "node:assert/strict";
import { after, test } from "node:test";
import { makeProduct, noProduct } from "../product.ts";

/* `safe-pip which-package` as it is typed, on any machine: with --release the shipped data alone answers. */

const skip = noProduct();
const product = skip ? null : await makeProduct();
after(() => product?.remove());

interface Case {
  readonly name: string;
  /** Behind `which-package`. */
  readonly words: readonly string[];
  readonly stdin?: string;
  readonly exitCode?: number;
  readonly stdout?: readonly string[];
  readonly stderr?: readonly string[];
}

const NEXT = "safe-pip: type: safe-pip which-package --release trixie requests";
const RELEASES = "bullseye, bookworm, trixie, sid";
const proved = (release: string) => `because ${release}'s package bears the name in its metadata.`;

const cases: readonly Case[] = [
  {
    name: "a name with a package",
    words: ["--release", "bookworm", "pyOpenSSL"],
    stdout: [`pyOpenSSL: python3-openssl 23.0.0, ${proved("bookworm")}`],
  },
  {
    name: "a name with none",
    words: ["--release", "bookworm", "jwt"],
    stdout: [
      "jwt: there is none, because no package of bookworm bears this name; its python3-jwt is the project pyjwt.",
    ],
  },
  {
    name: "every release that there is data for",
    words: ["--release=bullseye", "six"],
    stdout: [`six: python3-six 1.16.0, ${proved("bullseye")}`],
  },
  {
    name: "trixie",
    words: ["--release=trixie", "six"],
    stdout: [`six: python3-six 1.17.0, ${proved("trixie")}`],
  },
  { name: "sid", words: ["six", "--release", "sid"], stdout: [`six: python3-six 1.17.0, ${proved("sid")}`] },
  {
    name: "several names, in their order",
    words: ["--release", "trixie", "PyYAML", "polars"],
    stdout: [
      `PyYAML: python3-yaml 6.0.2, ${proved("trixie")}`,
      "polars: there is none, because no package of trixie bears this name.",
    ],
  },
  {
    name: "names on stdin, between blanks and line ends",
    words: ["--release", "trixie"],
    stdin: "PyYAML  six\n\npolars\n",
    stdout: [
      `PyYAML: python3-yaml 6.0.2, ${proved("trixie")}`,
      `six: python3-six 1.17.0, ${proved("trixie")}`,
      "polars: there is none, because no package of trixie bears this name.",
    ],
  },
  {
    name: "names that no index has, and what is meant",
    words: ["--release", "bookworm", "tkinter", "cv2", "yaml"],
    stdout: [
      "tkinter: there is none, because tkinter is a part of Python that Debian ships on its own: `apt install python3-tk`.",
      "cv2: there is none, because cv2 is the module of the project opencv-python: `pip install opencv-python` or `apt install python3-opencv`.",
      "yaml: there is none, because yaml is the module of the project PyYAML: `pip install PyYAML` or `apt install python3-yaml`.",
    ],
  },
  {
    name: "a release that there is no data for",
    words: ["--release", "noble", "six"],
    exitCode: 2,
    stderr: [`safe-pip: there is no data for the release noble; there is some for ${RELEASES}`, NEXT],
  },
  {
    name: "no release",
    words: ["six", "--release"],
    exitCode: 2,
    stderr: [`safe-pip: --release needs a name; there is some for ${RELEASES}`, NEXT],
  },
  {
    name: "no name",
    words: ["--release", "trixie"],
    stdin: " \n",
    exitCode: 2,
    stderr: ["safe-pip: which-package needs a name, as a word or on stdin", NEXT],
  },
  {
    name: "an unknown option",
    words: ["--releases", "trixie", "six"],
    exitCode: 2,
    stderr: ["safe-pip: which-package has no option --releases", NEXT],
  },
  {
    name: "a bad name among good ones: the others are answered",
    words: ["--release", "trixie", "six", "requests[socks]>=2"],
    exitCode: 1,
    stdout: [
      `six: python3-six 1.17.0, ${proved("trixie")}`,
      "requests[socks]>=2: there is none, because it is not a project's name.",
    ],
    stderr: [
      "safe-pip: requests[socks]>=2 is not a project's name: letters, digits, and . _ - between them; no extras, no version",
    ],
  },
  {
    name: "a bad name that looks like an option, behind --",
    words: ["--release", "trixie", "--", "-oDPkg::Pre-Invoke::=id"],
    exitCode: 1,
    stdout: ["-oDPkg::Pre-Invoke::=id: there is none, because it is not a project's name."],
    stderr: [
      "safe-pip: -oDPkg::Pre-Invoke::=id is not a project's name: letters, digits, and . _ - between them; no extras, no version",
    ],
  },
];

for (const { name, words, stdin, exitCode = 0, stdout = [], stderr = [] } of cases) {
  test(`which-package: ${name}`, { skip }, async () => {
    const ended = await product?.type(
      ["safe-pip", "which-package", ...words],
      stdin === undefined ? {} : { stdin },
    );
    const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");
    assert.deepEqual(ended, { exitCode, stdout: text(stdout), stderr: text(stderr) });
  });
}

const KEYS = "name release kind commands binding hint package known version aptVersion basis reason".split(
  " ",
);

/** What a program gets of a name on bookworm: package, both versions, kind, binding, and why. */
const answers: readonly (readonly [name: string, ...answer: unknown[]])[] = [
  ["protobuf", "python3-protobuf", "4.21.12", "3.21.12-3+deb12u1", "unknown", false, "proved"],
  ["psycopg2-binary", "python3-psycopg2", "2.9.5", "2.9.5-1", "library", false, "alias"],
  ["black", "black", "23.1.0", "23.1.0-1", "application", false, "proved"],
  ["pytest", "python3-pytest", "7.2.1", "7.2.1-2", "both", false, "proved"],
  ["PyGObject", "python3-gi", "3.42.2", "3.42.2-3", "unknown", true, "proved"],
  ["python-uno", "python3-uno", null, null, "unknown", true, "binding"],
  ["libcamera", null, null, null, "unknown", true, null],
  ["jwt", null, null, null, "unknown", false, null],
  ["tkinter", null, null, null, "unknown", false, null],
];

test("which-package --json: every name has every key, in its order", { skip }, async () => {
  const words = answers.map(([name]) => name);
  const ended = await product?.type([
    "safe-pip",
    "which-package",
    "--json",
    "--release",
    "bookworm",
    ...words,
  ]);
  assert.deepEqual([ended?.exitCode, ended?.stderr], [0, ""]);
  const { command, status, data, errors } = JSON.parse(ended?.stdout ?? "");
  assert.deepEqual([command, status, errors], ["which-package", "ok", []]);
  for (const each of data.packages) {
    assert.deepEqual(Object.keys(each).sort(), [...KEYS].sort());
    assert.equal(each.release, "bookworm");
    assert.ok(each.reason.length > 10);
  }
  assert.deepEqual(
    data.packages.map((each: Record<string, unknown>) => [
      each.name,
      each.package,
      each.version,
      each.aptVersion,
      each.kind,
      each.binding,
      each.basis,
    ]),
    answers,
  );
});

test("which-package --json: bad input is a failure as data", { skip }, async () => {
  const type = async (...words: string[]) => {
    const ended = await product?.type(["safe-pip", "which-package", "--json", ...words]);
    assert.equal(ended?.stderr, "");
    const { exitCode, status, errors, data } = JSON.parse(ended?.stdout ?? "");
    assert.equal(ended?.exitCode, exitCode);
    return [exitCode, status, errors.map(({ code }: { code: string }) => code), data?.packages.length ?? 0];
  };
  assert.deepEqual(await type("--release", "noble", "six"), [2, "error", ["usage"], 0]);
  assert.deepEqual(await type("--release", "sid"), [2, "error", ["usage"], 0]);
  assert.deepEqual(await type("--release", "sid", "six", "foo[bar]"), [1, "error", ["bad-name"], 2]);
});

test("which-package without a name, on a terminal, does not wait for one", { skip }, async () => {
  const ended = await product?.typeOnTerminal("safe-pip which-package --release trixie");
  assert.deepEqual(
    [ended?.exitCode, ended?.stdout.replaceAll("\r", "")],
    [2, `safe-pip: which-package needs a name, as a word or on stdin\n${NEXT}\n`],
  );
});

import assert from "node:assert/strict";
import { type Ground, type GroundCase, makeDirectory, must, typeSilently } from "./ground.ts";

/** What may stand in the place of a project's policy file. */
interface Shape {
  readonly name: string;
  readonly marks: string;
  /** Makes it: sh, in the project's directory. */
  readonly make: string;
  /** What is said of it. Its content never is. */
  readonly says: RegExp;
  /** root reads it all the same. */
  readonly notForRoot?: true;
}

const FILE = ".safe-pip.toml";

function text(name: string, marks: string, content: string, says: RegExp): Shape {
  return { name, marks, make: `cat > ${FILE} <<'END'\n${content}\nEND`, says };
}

const shapes: readonly Shape[] = [
  {
    name: "a pipe",
    marks: "T17",
    make: `mkfifo ${FILE}`,
    says: /can't be read: it is no regular file/,
  },
  {
    name: "a directory",
    marks: "T17",
    make: `mkdir ${FILE}`,
    says: /can't be read: it is no regular file/,
  },
  {
    name: "a link to an endless device",
    marks: "T17",
    make: `ln -s /dev/zero ${FILE}`,
    says: /can't be read: it is a symbolic link/,
  },
  {
    name: "a link to a secret",
    marks: "T17",
    make: `ln -s /etc/passwd ${FILE}`,
    says: /can't be read: it is a symbolic link/,
  },
  {
    name: "a link to itself",
    marks: "T17",
    make: `ln -s ${FILE} ${FILE}`,
    says: /can't be read: it is a symbolic link/,
  },
  {
    name: "8 GiB of nothing",
    marks: "T17",
    make: `truncate -s 8G ${FILE}`,
    says: /can't be read: it is larger than 64 KiB/,
  },
  {
    name: "a mode that nobody can read",
    marks: "T17",
    make: `echo 'apt = "auto"' > ${FILE}; chmod 0 ${FILE}`,
    says: /can't be read: it can't be opened \(EACCES\)/,
    notForRoot: true,
  },
  {
    name: "NUL bytes",
    marks: "T17",
    make: `printf 'apt = "never"\\0' > ${FILE}`,
    says: /\.safe-pip\.toml, line 1: /,
  },
  {
    name: "UTF-16",
    marks: "T17",
    make: `printf '\\377\\376a\\0p\\0t\\0' > ${FILE}`,
    says: /\.safe-pip\.toml/,
  },
  {
    name: "ten thousand brackets",
    marks: "T18",
    make: `{ printf 'a = '; head -c 10000 /dev/zero | tr '\\0' '['; } > ${FILE}`,
    says: /\.safe-pip\.toml, line 1: /,
  },
  {
    name: "thousands of keys",
    marks: "T18",
    make: `seq -f 'k%.0f = 1' 5000 > ${FILE}`,
    says: /there is no key "k1"/,
  },
  {
    name: "more keys than a file may have",
    marks: "T18",
    make: `seq -f 'k%.0f = 1' 100000 > ${FILE}`,
    says: /can't be read: it is larger than 64 KiB/,
  },
  text("a key called __proto__", "T18", '[__proto__]\napt = "auto"', /there is no key "__proto__"/),
  text("a key of a prototype's", "T18", "constructor = 1", /there is no key "constructor"/),
  text("the same key twice", "T18", 'apt = "never"\napt = "auto"', /\.safe-pip\.toml, line 2: /),
  text("its own trust", "T16", "trusted = true", /there is no key "trusted"/),
  text(
    "a variable in a value",
    "T19",
    `index-url = "https://$${"{HOME}"}.example/simple"`,
    /line 1: index-url must be/,
  ),
  text("a command in a value", "T19", 'python = "$(id)"', /line 1: python must be/),
  text("a path in a value", "T19", 'python = "../../evil/python3"', /line 1: python must be/),
  text("a file as an index", "T19", 'index-url = "file:///evil"', /line 1: index-url must be/),
  text(
    "an option as an apt name",
    "T20",
    '[apt-name]\nsix = "-oDPkg::Pre-Invoke::=id"',
    /line 2: apt-name\.six must be/,
  ),
  text(
    "a removal as an apt name",
    "T21",
    '[apt-name]\nsix = "python3-pip-"',
    /line 2: apt-name\.six must be/,
  ),
];

/** A policy file that can't be understood: an install stops, everything else runs, at once. For every ground. */
export const dotfileCases: readonly GroundCase[] = shapes.map((shape, index) => [
  `a policy file that is ${shape.name}: an install stops, all else runs (${shape.marks})`,
  (ground) => check(ground, shape, `policy${index}`),
]);

async function check(ground: Ground, shape: Shape, name: string): Promise<void> {
  if (shape.notForRoot && ground.isRoot) return;
  const cwd = await makeDirectory(ground, name);
  await must(ground, shape.make, cwd);
  const began = Date.now();
  const stopped = await typeSilently(ground, `${ground.pip} install demo-leaf`, cwd);
  assert.ok(Date.now() - began < 5000, "it took longer than any plan may");
  assert.deepEqual([stopped.exitCode, stopped.stdout], [1, ""]);
  assert.match(stopped.stderr, shape.says);
  assert.doesNotMatch(stopped.stderr, /root:x:|auto"\n|[\0\u001b]/);
  for (const line of ["pip list", "pip install --help"]) {
    const ran = await typeSilently(ground, line, cwd);
    assert.deepEqual([ran.exitCode, ran.stderr], [0, ""], line);
  }
}

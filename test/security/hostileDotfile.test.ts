import assert from "node:assert/strict";
import { chmod, symlink, truncate } from "node:fs/promises";
import path from "node:path";
import { type Hostile, hostileTests } from "./hostile.ts";

/** What may stand in the place of a project's policy file, and what is said of it. Its content never is. */
const shapes: readonly (readonly [
  name: string,
  make: (hostile: Hostile, file: string) => Promise<unknown>,
  says: RegExp,
])[] = [
  [
    "a pipe",
    (hostile, file) => hostile.run(["/usr/bin/mkfifo", file]),
    /can't be read: it is no regular file/,
  ],
  [
    "a directory",
    (hostile, file) => hostile.run(["/bin/mkdir", file]),
    /can't be read: it is no regular file/,
  ],
  [
    "a link to an endless device",
    (_, file) => symlink("/dev/zero", file),
    /can't be read: it is a symbolic link/,
  ],
  ["a link to a secret", (_, file) => symlink("/etc/passwd", file), /can't be read: it is a symbolic link/],
  [
    "a link to itself",
    (_, file) => symlink(path.basename(file), file),
    /can't be read: it is a symbolic link/,
  ],
  [
    "8 GiB of nothing",
    async (hostile, file) => truncate(await write(hostile, file, ""), 8 * 1024 ** 3),
    /can't be read: it is larger than 64 KiB/,
  ],
  [
    "a mode that nobody can read",
    async (hostile, file) => chmod(await write(hostile, file, 'apt = "auto"'), 0),
    /can't be read: it can't be opened \(EACCES\)/,
  ],
  ["NUL bytes", (hostile, file) => write(hostile, file, 'apt = "never"\0'), /\.safe-pip\.toml, line 1: /],
  [
    "UTF-16",
    (hostile, file) => write(hostile, file, Buffer.from('\ufeffapt = "never"', "utf16le").toString("latin1")),
    /\.safe-pip\.toml/,
  ],
  [
    "ten thousand brackets",
    (hostile, file) => write(hostile, file, `a = ${"[".repeat(10_000)}`),
    /\.safe-pip\.toml, line 1: /,
  ],
  [
    "a key called __proto__",
    (hostile, file) => write(hostile, file, '[__proto__]\napt = "auto"\n'),
    /there is no key "__proto__"/,
  ],
  [
    "a key of a prototype's",
    (hostile, file) => write(hostile, file, "constructor = 1\n"),
    /there is no key "constructor"/,
  ],
  ["its own trust", (hostile, file) => write(hostile, file, "trusted = true\n"), /there is no key "trusted"/],
  [
    "the same key twice",
    (hostile, file) => write(hostile, file, 'apt = "never"\napt = "auto"\n'),
    /\.safe-pip\.toml, line 2: /,
  ],
  [
    "a variable in a value (T19)",
    (hostile, file) => write(hostile, file, 'index-url = "https://$' + '{HOME}.example/simple"\n'),
    /line 1: index-url must be/,
  ],
  [
    "a command in a value (T19)",
    (hostile, file) => write(hostile, file, 'python = "$(id)"\n'),
    /line 1: python must be/,
  ],
  [
    "a path in a value (T19)",
    (hostile, file) => write(hostile, file, 'python = "../../evil/python3"\n'),
    /line 1: python must be/,
  ],
  [
    "a file as an index (T19)",
    (hostile, file) => write(hostile, file, 'index-url = "file:///evil"\n'),
    /line 1: index-url must be/,
  ],
  [
    "an option as an apt name (T20)",
    (hostile, file) => write(hostile, file, '[apt-name]\nsix = "-oDPkg::Pre-Invoke::=id"\n'),
    /line 2: apt-name\.six must be/,
  ],
  [
    "a removal as an apt name (T21)",
    (hostile, file) => write(hostile, file, '[apt-name]\nsix = "python3-pip-"\n'),
    /line 2: apt-name\.six must be/,
  ],
];

hostileTests(
  async () => {},
  shapes.map(([name, make, says], index) => [
    `a policy file that is ${name}: an install stops, everything else runs, at once (T17, T18)`,
    async (hostile) => {
      const cwd = await hostile.directory(`home/project${index}`);
      await make(hostile, path.join(cwd, ".safe-pip.toml"));
      const began = Date.now();
      const stopped = await hostile.line("pip install demo-leaf", { cwd });
      assert.ok(Date.now() - began < 5000, "it took longer than any plan may");
      assert.deepEqual([stopped.exitCode, stopped.stdout], [1, ""]);
      assert.match(stopped.stderr, says);
      assert.doesNotMatch(stopped.stderr, /root:x:|auto"\n|[\0\u001b]/);
      const listed = await hostile.line("pip list", { cwd });
      assert.deepEqual([listed.exitCode, listed.stderr], [0, ""]);
      const help = await hostile.line("pip install --help", { cwd });
      assert.deepEqual([help.exitCode, help.stderr], [0, ""]);
    },
  ]),
);

function write(hostile: Hostile, file: string, text: string): Promise<string> {
  return hostile.write(path.relative(hostile.root, file), text);
}

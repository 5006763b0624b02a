import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { SERVICE_PATH } from "../../../src/setup/doctor/examine.ts";
import { mountOptions } from "../../../src/setup/doctor/mountOptions.ts";
import { parseListing, parseSudoers } from "../../../src/setup/doctor/securePath.ts";
import { parseSpoken } from "../../../src/setup/doctor/shellProbes.ts";
import { findProgram, hasProgram } from "../../environment.ts";
import { runProcess } from "../../process.ts";

describe("what a shell said of pip and python3", () => {
  const rows: readonly [name: string, output: string, spoken: readonly [string, string, string][]][] = [
    [
      "two files",
      "@pip file /d/pip\n@python3 command /d/python3\n",
      [
        ["pip", "file", "/d/pip"],
        ["python3", "command", "/d/python3"],
      ],
    ],
    ["an alias before a file", "@pip alias /usr/bin/pip\n", [["pip", "alias", "/usr/bin/pip"]]],
    ["a function and no file", "@pip function\n", [["pip", "function", ""]]],
    [
      "nothing of that name",
      "@pip  \n@python3 none \n",
      [
        ["pip", "", ""],
        ["python3", "none", ""],
      ],
    ],
    ["a path with a space", "@pip file /a b/pip\n", [["pip", "file", "/a b/pip"]]],
    [
      "a greeting of the start-up files'",
      "Welcome @pip x\n\u001b[1m\n@pip file /d/pip\n",
      [["pip", "file", "/d/pip"]],
    ],
  ];
  for (const [name, output, spoken] of rows) {
    test(name, () => {
      const found = parseSpoken(output).map(({ name: word, type, path }) => [word, type, path]);
      assert.deepEqual(found, spoken);
    });
  }
});

describe("sudo's secure_path", () => {
  const rows: readonly [name: string, found: string | null, expected: string | null][] = [
    [
      "of Debian's sudoers",
      parseSudoers(['Defaults\tenv_reset\nDefaults\tsecure_path="/usr/local/bin:/bin"\n']),
      "/usr/local/bin:/bin",
    ],
    ["without quotes", parseSudoers(["Defaults secure_path = /a:/b # why\n"]), "/a:/b"],
    [
      "the last one counts",
      parseSudoers(['Defaults secure_path="/a"\n', 'Defaults secure_path="/b"\n']),
      "/b",
    ],
    ["a comment is none", parseSudoers(['#Defaults secure_path="/a"\n']), null],
    [
      "of sudo -l",
      parseListing("    env_reset, secure_path=/usr/local/bin\\:/bin, use_pty\n"),
      "/usr/local/bin:/bin",
    ],
    ["sudo -l lists none", parseListing("    env_reset, use_pty\n"), null],
  ];
  for (const [name, found, expected] of rows) test(name, () => assert.equal(found, expected));
});

describe("the mount that a directory lies on", () => {
  const table = [
    "/dev/a / ext4 rw,relatime 0 0",
    "/dev/b /home ext4 rw,noexec 0 0",
    "/dev/c /home/a\\040b ext4 rw 0 0",
    "/dev/d /home ext4 rw,nosuid 0 0",
    "",
  ].join("\n");
  const rows: readonly [path: string, point: string, options: string][] = [
    ["/var/lib", "/", "rw,relatime"],
    ["/homes", "/", "rw,relatime"],
    ["/home/a", "/home", "rw,nosuid"],
    ["/home/a b/c", "/home/a b", "rw"],
  ];
  for (const [path, point, options] of rows) {
    test(path, () => assert.deepEqual(mountOptions(table, path), { point, options: options.split(",") }));
  }
});

test("a service's PATH is the one that this machine's systemd was built with", {
  skip: hasProgram("systemd-path") ? false : "this machine has no systemd",
}, async () => {
  const { stdout } = await runProcess([findProgram("systemd-path"), "search-binaries-default"], { env: {} });
  // Where /bin is a link to /usr/bin, a build may leave it out.
  const all = (path: string) => path.split(":").filter((entry) => !["/sbin", "/bin"].includes(entry));
  assert.deepEqual(all(SERVICE_PATH), all(stdout.trim()));
});

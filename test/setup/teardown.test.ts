import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inHome, skeleton } from "./home.ts";
import { snapshot, strictSnapshot } from "./snapshot.ts";

describe("teardown", () => {
  const homes: readonly [name: string, files: Readonly<Record<string, string>>][] = [
    ["an empty home", {}],
    ["Debian's start-up files", skeleton],
    ["files without a final newline", { ".bashrc": "a=1", ".bash_profile": "b=2", ".zshrc": "c=3" }],
    [
      "a home in which zsh and fish are at home",
      { ".zshenv": "", ".config/fish/conf.d/mine.fish": "set a 1\n" },
    ],
  ];
  for (const [name, files] of homes) {
    test(`restores ${name}, every byte, mode and directory`, async () => {
      await inHome(files, async ({ home, safePip, fresh }) => {
        const before = snapshot(home);
        await safePip(["setup"]);
        assert.notDeepEqual(snapshot(home), before);
        const ended = await fresh(["dash", "-c", '"$HOME/.local/share/safe-pip/shims/safe-pip" teardown']);
        assert.equal(ended.exitCode, 0, ended.stderr);
        assert.deepEqual(snapshot(home), before);
      });
    });
  }

  test("keeps environments and what is not safe-pip's", async () => {
    await inHome(skeleton, async ({ data, environment, safePip }) => {
      await safePip(["setup"]);
      await environment.write("home/.local/share/safe-pip/venvs/0123/pyvenv.cfg", "");
      const mine = await environment.write("home/.local/share/safe-pip/shims/mine", "#!/bin/sh\n", 0o755);
      const ended = await safePip(["teardown"]);
      assert.equal(ended.exitCode, 0);
      assert.match(ended.stderr, new RegExp(`safe-pip: ${mine} is not safe-pip's and stays\n`));
      assert.deepEqual(
        snapshot(data).map((line) => line.split(" ")[0]),
        ["shims", "shims/mine", "venvs", "venvs/0123", "venvs/0123/pyvenv.cfg"],
      );
    });
  });

  test("where nothing is set up, changes nothing", async () => {
    await inHome(skeleton, async ({ home, safePip }) => {
      const before = strictSnapshot(home);
      assert.deepEqual(await safePip(["teardown"]), {
        exitCode: 0,
        stdout: "nothing is set up here\n",
        stderr: "",
      });
      assert.deepEqual(strictSnapshot(home), before);
    });
  });
});

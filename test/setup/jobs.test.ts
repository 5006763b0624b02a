import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { inHome, skeleton } from "./home.ts";
import { snapshot } from "./snapshot.ts";

describe("`safe-pip setup --ci`", () => {
  test("on GitHub adds a line to $GITHUB_PATH, once, and no start-up file is changed", async () => {
    await inHome(skeleton, async ({ home, data, environment, safePip }) => {
      const file = await environment.write("github/path", "/opt/first\n");
      const files = snapshot(home).filter((line) => /^\.(?:bashrc|profile) /.test(line));
      for (let time = 1; time <= 2; time++) {
        const { exitCode, stderr } = await safePip(["setup", "--ci"], { env: { GITHUB_PATH: file } });
        assert.equal(exitCode, 0, stderr);
      }
      assert.equal(readFileSync(file, "utf8"), `/opt/first\n${data}/shims\n`);
      assert.deepEqual(
        snapshot(home).filter((line) => /^\.(?:bashrc|profile) /.test(line)),
        files,
      );
    });
  });

  test("on GitLab prints one line and nothing else on stdout, which the job's shell runs", async () => {
    await inHome({}, async ({ data, package: copy, environment, fresh }) => {
      const script = `PATH=${environment.bin}:$PATH; eval "$(sh ${copy}/shims/safe-pip setup --ci 2> "$HOME/said")" && command -v pip && command -v python3`;
      const ended = await fresh(["dash", "-c", script], { env: { CI: "true", GITLAB_CI: "true" } });
      assert.deepEqual(ended, {
        exitCode: 0,
        stdout: `${data}/shims/pip\n${data}/shims/python3\n`,
        stderr: "",
      });
    });
  });

  test("says in the user's policy that scripts may use an environment, above what stands there", async () => {
    const policy = '[ban]\nrequest = "a misspelling of requests"\n';
    await inHome({ ".config/safe-pip/config.toml": policy }, async ({ home, safePip }) => {
      await safePip(["setup", "--ci"]);
      const text = readFileSync(`${home}/.config/safe-pip/config.toml`, "utf8");
      assert.match(text, /^# >>> safe-pip[^\n]*\nwithout-terminal = "venv"\n# <<<[^\n]*\n\[ban\]\n/);
    });
  });

  test("is undone by teardown, byte for byte", async () => {
    const files = { ...skeleton, ".config/safe-pip/config.toml": 'apt = "never"' };
    await inHome(files, async ({ home, environment, safePip }) => {
      const file = await environment.write("home/path", "/opt/first");
      const before = snapshot(home);
      await safePip(["setup", "--ci"], { env: { GITHUB_PATH: file } });
      assert.notDeepEqual(snapshot(home), before);
      const { exitCode, stderr } = await safePip(["teardown"]);
      assert.equal(exitCode, 0, stderr);
      assert.deepEqual(snapshot(home), before);
    });
  });
});

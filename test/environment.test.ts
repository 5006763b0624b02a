import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { makeEnvironment, type TestEnvironment } from "./environment.ts";

let environment: TestEnvironment;
before(async () => {
  environment = await makeEnvironment(["sh", "env", "id"]);
});
after(() => environment.remove());

test("a program gets the environment that was built and nothing of the suite's", async () => {
  const { exitCode, stdout, stderr } = await environment.run(["/usr/bin/env"], { env: { EXTRA: "1" } });
  assert.deepEqual(
    { exitCode, stderr, lines: environment.normalise(stdout).trim().split("\n").sort() },
    {
      exitCode: 0,
      stderr: "",
      lines: [
        "EXTRA=1",
        "HOME=<root>/home",
        "LC_ALL=C.UTF-8",
        "PATH=<root>/bin",
        "PIP_DISABLE_PIP_VERSION_CHECK=1",
        "PIP_RETRIES=0",
        "TERM=dumb",
        "TMPDIR=<root>/tmp",
        "XDG_CACHE_HOME=<root>/home/.cache",
        "XDG_CONFIG_HOME=<root>/home/.config",
        "XDG_DATA_HOME=<root>/home/.local/share",
        "XDG_STATE_HOME=<root>/home/.local/state",
      ],
    },
  );
});

test("programs do not run as root, and may write below their home", async () => {
  const { stdout } = await environment.run(["sh", "-c", "test $(id -u) != 0 && : > written && echo *"]);
  assert.equal(stdout, "written\n");
});

test("exit code, stdout and stderr are kept apart, and stdin is what was given", async () => {
  const ended = await environment.run(["sh", "-c", "read line; echo $line; echo bad >&2; exit 3"], {
    stdin: "a b\n",
  });
  assert.deepEqual(ended, { exitCode: 3, stdout: "a b\n", stderr: "bad\n" });
});

test("a written file has its mode, and its directories are made", async () => {
  const file = await environment.write("project/bin/hello", "#!/bin/sh\necho hello\n", 0o755);
  assert.deepEqual(await environment.run([file]), { exitCode: 0, stdout: "hello\n", stderr: "" });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { noMachine, type Release } from "../machines/machine.ts";
import { type OfflineMachine, startOffline } from "../machines/offline.ts";

/** The line itself, out of the page that shows it. */
const page = readFileSync(new URL("../../docs/docker.md", import.meta.url), "utf8");
const setUp = /^RUN npm install -g safe-pip\nRUN (.*)$/m.exec(page)?.[1] ?? "";

for (const release of ["bookworm", "trixie"] as const) {
  describe(`the image of docs/docker.md on Debian ${release}`, { skip: noMachine() }, () =>
    testImage(release),
  );
}

/** Each `RUN` is root's, without a terminal, in the WORKDIR that stands above it; `USER` comes last. */
function testImage(release: Release): void {
  let offline: OfflineMachine;
  const run = (command: string, cwd: string, as = "root") =>
    offline.machine.run(command, {
      as,
      cwd,
      env: { PIP_INDEX_URL: offline.index, PIP_ROOT_USER_ACTION: "ignore" },
    });
  before(async () => {
    offline = await startOffline({
      setUp: false,
      release,
      packages: ["nodejs", "python3"],
      users: [{ name: "app", sudo: "no" }],
    });
    await run(
      "mkdir /app /elsewhere && chmod 755 /app /elsewhere && printf 'demo-leaf\\n' > /app/requirements.txt",
      "/",
    );
    const { exitCode, stderr } = await run(setUp, "/");
    assert.equal(setUp, "safe-pip setup --system --container");
    assert.equal(exitCode, 0, stderr);
  });
  after(() => offline.machine.stop());

  test("its policy says one environment for the image, and an environment for scripts", async () => {
    const { stdout } = await run(
      "grep -v '^#' /etc/safe-pip/policy.toml; stat -c '%a %U' /etc/safe-pip/policy.toml",
      "/",
    );
    assert.equal(stdout, 'project = "home"\nwithout-terminal = "venv"\n644 root\n');
  });

  test("RUN pip install in one directory is there in every other, and for USER", async () => {
    const { exitCode, stderr } = await run("pip install -q demo-lib demo-tool", "/app");
    assert.equal(exitCode, 0, stderr);
    const where = "python3 -c 'import demo_lib; print(demo_lib.VERSION)'; python -c 'import demo_lib'";
    for (const [cwd, user] of [
      ["/app", "root"],
      ["/elsewhere", "root"],
      ["/", "root"],
      ["/elsewhere", "app"],
    ] as const) {
      assert.deepEqual(
        await run(where, cwd, user),
        { exitCode: 0, stdout: "1.2\n", stderr: "" },
        `${user} in ${cwd}`,
      );
    }
  });

  test("and for a USER without a name or a home", async () => {
    const nobody = "env -u HOME setpriv --reuid=1234 --regid=1234 --clear-groups";
    const ended = await run(`${nobody} python -c 'import demo_lib; print(demo_lib.VERSION)'`, "/app");
    assert.deepEqual(ended, { exitCode: 0, stdout: "1.2\n", stderr: "" });
  });

  test("the commands of what was installed are on everybody's PATH", async () => {
    const { stdout, stderr } = await run("command -v demo-tool && demo-tool", "/elsewhere", "app");
    assert.match(stdout, /^\/usr\/local\/bin\/demo-tool\n/, stderr);
  });

  test("... and go with it", async () => {
    const { exitCode, stderr } = await run("pip uninstall -q -y demo-tool", "/app");
    assert.equal(exitCode, 0, stderr);
    assert.equal((await run("ls /usr/local/bin | grep demo-", "/")).stdout, "");
  });

  test("RUN pip install -r requirements.txt goes the same way", async () => {
    const { exitCode, stderr } = await run(
      "pip install -q -r requirements.txt && cd / && python3 -c 'import demo_leaf'",
      "/app",
    );
    assert.equal(exitCode, 0, stderr);
  });

  test("USER may install for himself, on top of the image's", async () => {
    const { exitCode, stdout, stderr } = await run(
      "pip install -q demo-deps && python3 -c 'import demo_deps, demo_lib, sys; print(sys.prefix)'",
      "/elsewhere",
      "app",
    );
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /^\/home\/app\/\.local\/share\/safe-pip\/home\/@\/3\.\d+\/venv\n$/);
  });
}

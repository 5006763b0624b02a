import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { SERVICE_PATH } from "../../src/setup/doctor/examine.ts";
import { noMachine, type Release } from "../machines/machine.ts";
import { type OfflineMachine, startOffline } from "../machines/offline.ts";

/** Who calls, and the pip and the python3 that he gets by name. */
const callers: readonly [name: string, as: string, command: string, directory: string][] = [
  ["a user's login", "alice", "sh -lc 'command -v pip; command -v python3'", "/usr/local/bin"],
  ["a user's script", "bob", "command -v pip; command -v python3", "/usr/local/bin"],
  ["root", "root", "command -v pip; command -v python3", "/usr/local/bin"],
  ["sudo", "alice", "sudo sh -c 'command -v pip; command -v python3'", "/usr/local/bin"],
  ["an empty environment", "bob", "env -i sh -c 'command -v pip; command -v python3'", "/usr/local/bin"],
  [
    "a service of systemd's",
    "root",
    `env -i PATH=${SERVICE_PATH} sh -c 'command -v pip; command -v python3'`,
    "/usr/local/bin",
  ],
  // A crontab's own PATH: doctor says the line that mends it.
  [
    "a crontab's job",
    "bob",
    "env -i PATH=/usr/bin:/bin sh -c 'command -v pip; command -v python3'",
    "/usr/bin",
  ],
];

/** Everything that set-up for all users could change: kind, mode, owner, where a link leads, bytes. */
const STATE = `find /usr/local/bin /usr/local/sbin /etc /root /var/lib/safe-pip -xdev ! -path '/etc/mtab' ! -path '/var/lib/safe-pip/cache*' \\
  -printf '%p %y %m %u %l ' \\( -type f -exec md5sum {} \\; -o -printf '\\n' \\) 2> /dev/null | sort`;

for (const release of ["bookworm", "trixie"] as const) {
  describe(`set-up for all users of Debian ${release}`, { skip: noMachine() }, () => testSystem(release));
}

function testSystem(release: Release): void {
  let offline: OfflineMachine;
  const as = (name: string, command: string) => offline.machine.run(command, { as: name });
  before(async () => {
    offline = await startOffline({
      setUp: false,
      release,
      packages: ["nodejs", "python3", "python3-pip", "sudo"],
      users: [
        { name: "alice", sudo: "without-password" },
        { name: "bob", sudo: "no" },
      ],
    });
  });
  after(() => offline.machine.stop());

  test("needs root, and says how to get it", async () => {
    const { exitCode, stdout, stderr } = await as("bob", "safe-pip setup --system");
    assert.deepEqual({ exitCode, stdout }, { exitCode: 1, stdout: "" });
    assert.equal(
      stderr,
      "safe-pip: --system is for all users, so it needs root\nsafe-pip: type: sudo safe-pip setup --system\n",
    );
  });

  test("leaves a foreign pip where it is, and says so", async () => {
    await as(
      "root",
      "printf '#!/bin/sh\\necho mine\\n' > /usr/local/bin/pip3 && chmod +x /usr/local/bin/pip3",
    );
    const { exitCode, stderr } = await as("alice", "sudo safe-pip setup --system");
    assert.equal(exitCode, 1);
    assert.match(stderr, /safe-pip: \/usr\/local\/bin\/pip3 is not safe-pip's and stays/);
    assert.equal((await as("bob", "pip3")).stdout, "mine\n");
    const gone = await as("root", "safe-pip teardown && rm /usr/local/bin/pip3 && ls /usr/local/bin");
    assert.doesNotMatch(gone.stdout.split("\n").slice(1).join("\n"), /pip3|python/);
  });

  test("and its teardown change nothing that stays", async () => {
    const before = await as("root", STATE);
    const { exitCode, stdout } = await as("alice", "sudo safe-pip setup --system");
    assert.deepEqual([exitCode, stdout], [0, "safe-pip is set up. Undo it with: sudo safe-pip teardown\n"]);
    const between = await as("root", STATE);
    assert.notEqual(between.stdout, before.stdout);
    assert.equal((await as("root", "safe-pip setup --system")).stdout, "everything is set up already\n");
    assert.equal((await as("root", STATE)).stdout, between.stdout);
    assert.equal((await as("root", "safe-pip teardown")).exitCode, 0);
    assert.equal((await as("root", STATE)).stdout, before.stdout);
  });

  describe("once it is there", () => {
    before(async () => {
      const { exitCode, stderr } = await as("alice", "sudo safe-pip setup --system");
      assert.equal(exitCode, 0, stderr);
    });

    for (const [name, who, command, directory] of callers) {
      test(`${name} finds pip and python3 in ${directory}`, async () => {
        const { stdout } = await as(who, command);
        assert.equal(stdout, `${directory}/pip\n${directory}/python3\n`);
      });
    }

    test("a user's pip leads to his own environment, and his python finds it", async () => {
      const install =
        "mkdir app && cd app && pip install -q demo-lib && python3 -c 'import demo_lib, sys; print(sys.prefix)'";
      const { stdout, stderr } = await offline.machine.run(install, {
        as: "bob",
        env: { PIP_INDEX_URL: offline.index },
      });
      assert.match(
        stdout,
        /^\/home\/bob\/\.local\/share\/safe-pip\/dirs\/home\/bob\/app\/@\/3\.\d+\/venv\n$/,
        stderr,
      );
    });

    test("the runner is compiled for all, and its cache is root's", async () => {
      const runner = "/var/lib/safe-pip/shims/safe_pip_runner";
      const load = `import sys; sys.path.insert(0, "/var/lib/safe-pip/shims"); import safe_pip_runner.start`;
      const { stdout } = await as(
        "bob",
        `/usr/bin/python3 -I -S -v -c '${load}' 2>&1 | grep -c 'pyc matches ${runner}/start.py'`,
      );
      assert.equal(stdout, "1\n");
      const { stdout: states } = await as(
        "root",
        `stat -c '%U %a' ${runner}/__pycache__ ${runner}/__pycache__/start.*.pyc`,
      );
      assert.equal(states, "root 755\nroot 644\n");
    });

    test("doctor says that users are served, and what is theirs to do in a crontab", async () => {
      const { stdout } = await as("bob", "safe-pip doctor");
      assert.match(stdout, /^ok {7}shims +\/var\/lib\/safe-pip\/shims has the shims, for all users$/m);
      assert.match(
        stdout,
        /^note {5}cron .* Its first line can be: PATH=\/usr\/local\/bin:\/usr\/bin:\/bin$/m,
      );
    });

    test("a user's own set-up beside it is found first, and does the same", async () => {
      const { exitCode, stderr } = await as("bob", "safe-pip setup");
      assert.equal(exitCode, 0, stderr);
      const { stdout } = await as(
        "bob",
        "bash -lc 'command -v pip; cd app; python3 -c \"import demo_lib, sys; print(sys.prefix)\"'",
      );
      assert.match(
        stdout,
        /^\/home\/bob\/\.local\/share\/safe-pip\/shims\/pip\n\/home\/bob\/\.local\/share\/safe-pip\/dirs\//,
      );
    });

    test("doctor says that sudo and services are reached, and crontabs are not", async () => {
      const { stdout } = await as("alice", "safe-pip doctor --json");
      const { checks } = JSON.parse(stdout).data;
      const verdicts = Object.fromEntries(
        checks.map(({ name, verdict }: { name: string; verdict: string }) => [name, verdict]),
      );
      const { sudo, services, cron, bash } = verdicts;
      assert.deepEqual(
        { sudo, services, cron, bash },
        { sudo: "ok", services: "ok", cron: "note", bash: "ok" },
      );
    });

    test("doctor sees a marker that was taken away, and what brings it back", async () => {
      const seen = "safe-pip doctor --json";
      await as("root", "mv /usr/lib/python3.*/EXTERNALLY-MANAGED /root");
      const { checks } = JSON.parse((await as("alice", seen)).stdout).data;
      const marker = checks.find(({ name }: { name: string }) => name === "marker");
      assert.equal(marker.verdict, "problem");
      assert.match(marker.next, /^sudo apt-get install --reinstall libpython3\.\d+-stdlib$/);
    });
  });
}

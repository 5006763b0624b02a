import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { noMachine, type Release } from "../machines/machine.ts";
import { type OfflineMachine, startOffline } from "../machines/offline.ts";

/** Whose job it is, and the policy that it may write. */
const people = [
  ["root", "/etc/safe-pip/policy.toml"],
  ["runner", "/home/runner/.config/safe-pip/config.toml"],
] as const;

for (const release of ["bookworm", "trixie"] as const) {
  describe(`a CI job on Debian ${release}`, { skip: noMachine() }, () => testJob(release));
}

function testJob(release: Release): void {
  let offline: OfflineMachine;
  before(async () => {
    offline = await startOffline({
      setUp: false,
      release,
      packages: ["nodejs", "python3", "python3-pip"],
      users: [{ name: "runner", sudo: "no" }],
    });
  });
  after(() => offline.machine.stop());

  for (const [name, policy] of people) {
    test(`of ${name}'s, on GitLab: its own shell has pip, which installs without a terminal`, async () => {
      const env = {
        CI: "true",
        GITLAB_CI: "true",
        PIP_INDEX_URL: offline.index,
        PIP_ROOT_USER_ACTION: "ignore",
      };
      const job = `set -e; mkdir build; cd build; eval "$(safe-pip setup --ci)"
pip install -q demo-lib; python3 -c 'import demo_lib; print(demo_lib.VERSION)'; grep -h without-terminal ${policy}`;
      const { exitCode, stdout, stderr } = await offline.machine.run(job, { as: name, env });
      assert.deepEqual(
        { exitCode, stdout },
        { exitCode: 0, stdout: '1.2\nwithout-terminal = "venv"\n' },
        stderr,
      );
    });
  }

  test("on GitHub: each step has pip by the file of the runner's", async () => {
    const steps = `set -e; mkdir work; cd work; GITHUB_PATH=$HOME/path safe-pip setup --ci
PATH=$(cat ~/path):$PATH sh -c 'pip install -q demo-leaf && python3 -c "import demo_leaf" && command -v pip'`;
    const env = { CI: "true", PIP_INDEX_URL: offline.index };
    const { exitCode, stdout, stderr } = await offline.machine.run(steps, { as: "runner", env });
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /\/home\/runner\/\.local\/share\/safe-pip\/shims\/pip\n$/);
  });
}

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import type { Machine } from "../machines/machine.ts";
import { noMachine } from "../machines/machine.ts";
import { startOffline } from "../machines/offline.ts";
import type { Finished } from "../process.ts";
import { directoryCases } from "./directoryCases.ts";
import { dotfileCases } from "./dotfileCases.ts";
import type { Ground } from "./ground.ts";
import { surroundingsCases } from "./surroundingsCases.ts";
import { canary, type UserName, userCases } from "./userCases.ts";

const packages = ["nodejs", "python3", "sudo", "python3-pip"];
const users = [
  { name: "alice", sudo: "no" as const },
  { name: "bob", sudo: "no" as const },
  { name: "carol", sudo: "password" as const },
];

/** What a file is like may depend on who reads it; what stands in it does not. */
const shapesOfFiles = dotfileCases.filter(([name]) => /\((T17|T18)\)$/.test(name));

describe("two users and root on one machine", { skip: noMachine() }, () => {
  let machine: Machine;
  // Of this machine, so that no process is needed to look into it.
  let cage = "";
  const envs = new Map<UserName, Readonly<Record<string, string>>>();
  before(async () => {
    cage = await mkdtemp(path.join(tmpdir(), "safe-pip-canary."));
    await chmod(cage, 0o777);
    const binds = [{ from: cage, to: path.dirname(canary), writable: true }];
    const offline = await startOffline({ release: "bookworm", packages, users, binds, timeLimit: 1800 });
    machine = offline.machine;
    for (const name of ["alice", "bob", "carol", "root"] as const) {
      const set = await machine.run("safe-pip setup", { as: name });
      assert.equal(set.exitCode, 0, set.stderr);
      const PATH = `${dataOf(name)}/shims:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;
      envs.set(name, { PATH, PIP_INDEX_URL: offline.index, PIP_DISABLE_PIP_VERSION_CHECK: "1" });
    }
  });
  after(async () => {
    await machine?.stop();
    if (cage !== "") await rm(cage, { recursive: true });
  });

  for (const name of ["alice", "bob", "root"] as const) {
    describe(`what a directory brings, as ${name}`, () => {
      for (const [title, run] of [...directoryCases, ...surroundingsCases, ...shapesOfFiles])
        test(title, () => run(groundOf(name)));
    });
  }

  for (const each of userCases) {
    test(each.name, async () => {
      await must(each.given);
      let last: Finished | null = null;
      for (const line of each.lines) {
        last = await machine.run(line, { as: each.as, cwd: each.cwd, env: envs.get(each.as) ?? {} });
        const sang = await groundOf(each.as).hasSung();
        assert.equal(sang, false, `something hostile was run by ${each.as}'s: ${line}`);
      }
      const text = `${last?.stdout}${last?.stderr}`;
      assert.equal(last?.exitCode, each.exitCode, text);
      if (each.says) assert.match(text, each.says);
      if (each.saysNot) assert.doesNotMatch(text, each.saysNot);
      if (each.afterwards) await must(each.afterwards);
    });
  }

  function groundOf(name: UserName): Ground {
    const home = `${name === "root" ? "" : "/home"}/${name}/ground`;
    return {
      home,
      data: dataOf(name),
      sing: `touch ${canary}`,
      singInPython: `open("${canary}", "w").close()`,
      path: envs.get(name)?.PATH ?? "",
      pip: name === "root" ? "safe-pip" : "pip",
      isRoot: name === "root",
      sh: (script, cwd) =>
        machine.run(script, { as: name, ...(cwd ? { cwd } : {}), env: { PATH: "/usr/bin:/bin" } }),
      type: (line, cwd) => machine.run(line, { as: name, cwd, env: envs.get(name) ?? {} }),
      async hasSung() {
        const sings = path.join(cage, path.basename(canary));
        const sang = existsSync(sings);
        if (sang) await rm(sings);
        return sang;
      },
    };
  }

  /** As root. */
  async function must(script: string, why = script): Promise<void> {
    const ran = await machine.run(script, { as: "root" });
    assert.equal(ran.exitCode, 0, `${why}\n${ran.stdout}${ran.stderr}`);
  }
});

function dataOf(name: UserName): string {
  return name === "root" ? "/var/lib/safe-pip" : `/home/${name}/.local/share/safe-pip`;
}

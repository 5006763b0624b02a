import type { AptUse } from "../plan/facts.ts";
import type { Ended, World } from "../world.ts";

const SUDO = "/usr/bin/sudo";

/**
 * Whether this user could have apt install something. sudo is only asked what it would allow (`-n -v`), never
 * for a password; its refusals are told apart by their words, since its exit code is 1 for all of them.
 */
export async function readAptUse(world: World, hasApt: boolean): Promise<AptUse> {
  if (!hasApt) return { kind: "none", reason: "this machine has no apt" };
  if (world.uid === 0) return { kind: "root" };
  const env = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C", LANGUAGE: "C" };
  const asked = await world.run({ argv: [SUDO, "-n", "-v"], env, cwd: "/", output: "capture" });
  return fromSudo(asked, world.mayAsk);
}

/** What `sudo -n -v` has said, in the C locale. */
export function fromSudo(asked: Ended, mayAsk: boolean): AptUse {
  if (asked.failed !== null) return { kind: "none", reason: "there is no sudo" };
  if (asked.exitCode === 0) return { kind: mayAsk ? "sudo-terminal" : "sudo-silent" };
  if (/may not run sudo|not in the sudoers/.test(asked.stderr))
    return { kind: "none", reason: "you may not use sudo" };
  if (!mayAsk) return { kind: "none", reason: "sudo would ask for a password, and there is no terminal" };
  return { kind: "sudo-terminal" };
}

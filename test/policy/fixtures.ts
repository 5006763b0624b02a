import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { checkPolicy, type PolicyFile } from "../../src/policy/check.ts";
import { parsePolicy } from "../../src/policy/parse.ts";
import type { Layer, PolicyProblem } from "../../src/policy/policy.ts";
import type { PolicyPlaces } from "../../src/policy/readPolicy.ts";
import type { Identity } from "../../src/policy/safeRead.ts";
import { runDirectory } from "../run-directory.ts";

/** The user that runs the tests. */
export const me: Identity = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

/** Where the files of the layers stand in tests that read none. */
export const names: Readonly<Record<Layer, string>> = {
  machine: "/etc/safe-pip/policy.toml",
  user: "/home/ann/.config/safe-pip/config.toml",
  project: "/home/ann/work/.safe-pip.toml",
};

/** A text as a file of a layer: what it says, and every problem's message. */
export function check(
  layer: Layer,
  text: string,
): { policy: PolicyFile | null; problems: readonly PolicyProblem[] } {
  const parsed = parsePolicy(Buffer.from(text), layer, names[layer], []);
  if (parsed.kind === "absent") return { policy: null, problems: [] };
  return parsed.kind === "problem" ? { policy: null, problems: [parsed.problem] } : checkPolicy(parsed.table);
}

/** A text that must be without a fault. */
export function policyOf(layer: Layer, text: string): PolicyFile {
  const { policy, problems } = check(layer, text);
  const [problem] = problems;
  if (policy === null || problem !== undefined) throw new Error(problem?.message ?? "no policy");
  return policy;
}

/** An empty directory of the user's, taken away when the test ends. */
export function directory(t: TestContext): string {
  const made = realpathSync(mkdtempSync(join(runDirectory(), "policy.")));
  chmodSync(made, 0o700);
  t.after(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Writes a file that counts: of the user's, and nobody else may write it, whatever the umask. */
export function write(file: string, text: string | Buffer, mode = 0o644): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

/** The places of the layers below a directory; nothing is there yet but the project's directory. */
export function placesIn(
  root: string,
): PolicyPlaces & { readonly user: string; readonly project: string; readonly data: string } {
  const project = join(root, "project");
  mkdirSync(project, { mode: 0o700 });
  return {
    machine: join(root, "etc/policy.toml"),
    user: join(root, "config/config.toml"),
    project,
    data: join(root, "data"),
    who: me,
  };
}

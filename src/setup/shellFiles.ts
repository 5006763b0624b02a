import { join } from "node:path";
import type { FileEdit } from "./fileEdit.ts";
import { fishLines, lineForOther, shLines } from "./shellLines.ts";

/** What is known of a user's shells. */
export interface HomeFacts {
  readonly home: string;
  /** `$XDG_CONFIG_HOME`, else `~/.config`. */
  readonly config: string;
  /** zsh's `$ZDOTDIR`; null where it is not set. */
  readonly zdotdir: string | null;
  /** The name of the login shell; empty where unknown. */
  readonly loginShell: string;
  /** The shells that this machine has, of those that set-up knows. */
  readonly shells: ReadonlySet<string>;
  /** The start-up files that are there. */
  readonly existing: ReadonlySet<string>;
  /** `~/.bashrc` ends early in a shell that nobody types in (Debian's does), so its end is not read over ssh. */
  readonly returnsEarly: boolean;
}

/** The changes that put the shims first on PATH in every shell of this user, and the lines for shells beyond. */
export function shellEdits(facts: HomeFacts, shims: string): { edits: FileEdit[]; others: string[] } {
  const edits = [...bashEdits(facts, shims), ...zshEdits(facts, shims), ...fishEdits(facts, shims)];
  return { edits, others: otherShells(facts, shims) };
}

/** bash reads ~/.bashrc where somebody types and over ssh; a login shell the first of three, sh only ~/.profile. */
function bashEdits({ home, shells, existing, returnsEarly }: HomeFacts, shims: string): FileEdit[] {
  const lines = shLines(shims, home);
  const login = [".bash_profile", ".bash_login", ".profile"].map((name) => join(home, name));
  const profile = join(home, ".profile");
  const first = login.find((path) => existing.has(path)) ?? profile;
  const files = first !== profile && existing.has(profile) ? [first, profile] : [first];
  const logins = files.map((path) => edit(path, { top: null, end: lines }));
  if (!shells.has("bash")) return logins;
  return [edit(join(home, ".bashrc"), { top: returnsEarly ? lines : null, end: lines }), ...logins];
}

/** zsh reads .zshenv for scripts too; .zshrc comes after what /etc/zprofile does to PATH (macOS). */
function zshEdits({ home, zdotdir, shells, existing }: HomeFacts, shims: string): FileEdit[] {
  if (!shells.has("zsh")) return [];
  const lines = shLines(shims, home);
  const own = join(home, ".zshenv");
  // Where ~/.zshenv is what sets ZDOTDIR, a fresh zsh begins there; else it is set from outside.
  const environment = zdotdir === null || existing.has(own) ? own : join(zdotdir, ".zshenv");
  return [environment, join(zdotdir ?? home, ".zshrc")].map((path) => edit(path, { top: null, end: lines }));
}

function fishEdits({ home, config, shells }: HomeFacts, shims: string): FileEdit[] {
  if (!shells.has("fish")) return [];
  return [edit(join(config, "fish/conf.d/safe-pip.fish"), { top: null, end: fishLines(shims, home) })];
}

function otherShells({ loginShell }: HomeFacts, shims: string): string[] {
  if (["", "sh", "dash", "bash", "zsh", "fish", "nologin", "false"].includes(loginShell)) return [];
  const { file, line } = lineForOther(loginShell, shims);
  return [`for ${loginShell}, add this line to ${file}: ${line}`];
}

function edit(path: string, blocks: { top: string | null; end: string | null }): FileEdit {
  return { path, content: { kind: "blocks", ...blocks }, mode: 0o644, directoryMode: 0o755 };
}

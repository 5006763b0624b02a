import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import type { FileEdit } from "./fileEdit.ts";
import { withoutBlocks } from "./markedBlock.ts";

/** What a policy file is to say: keys of docs/policy.md with texts as values. */
export type PolicyKeys = Readonly<Record<string, string>>;

/** The change of a policy file, or why its own words stay. */
export type PolicyEdit =
  | { readonly kind: "edit"; readonly edit: FileEdit | null; readonly problems: readonly string[] }
  | { readonly kind: "impossible"; readonly why: string };

/**
 * The change that adds keys to a policy file, above its tables. A key that its author has set stays his: where
 * it says something else, that is a problem to tell.
 *
 * @param text of the file; null where there is none
 */
export function policyEdit(
  path: string,
  text: string | null,
  keys: PolicyKeys,
  directoryMode: number,
): PolicyEdit {
  let table: Record<string, unknown>;
  try {
    table = parse(withoutBlocks(text ?? "", false));
  } catch (error) {
    return { kind: "impossible", why: `it is no TOML: ${(error as Error).message.split("\n")[0]}` };
  }
  const problems: string[] = [];
  const lines: string[] = [];
  for (const [key, value] of Object.entries(keys)) {
    const said = table[key];
    if (said === undefined) lines.push(`${key} = "${value}"\n`);
    else if (said !== value)
      problems.push(
        `${path} says ${key} = ${JSON.stringify(said)}, and that stays; "${value}" was asked for`,
      );
  }
  const content = { kind: "blocks", top: lines.join(""), end: null } as const;
  return {
    kind: "edit",
    edit: lines.length > 0 ? { path, content, mode: 0o644, directoryMode } : null,
    problems,
  };
}

/** The text of a policy file; null where there is none. */
export function readPolicyText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

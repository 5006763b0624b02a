import { realpathSync } from "node:fs";
import { type FileEdit, prepareEdit } from "./fileEdit.ts";
import type { Steps } from "./step.ts";

/** The steps for several files of the user's or the machine's; of two names that lead to one file the first counts. */
export function editSteps(edits: readonly FileEdit[], records: string, uid: number, says: string): Steps {
  const seen = new Set<string>();
  const steps: Steps["steps"][number][] = [];
  const problems: string[] = [];
  for (const edit of edits) {
    const target = behind(edit.path);
    if (seen.has(target)) continue;
    seen.add(target);
    const prepared = prepareEdit(edit, records, uid);
    if (prepared.kind === "impossible") problems.push(`${edit.path} stays as it is, since ${prepared.why}`);
    if (prepared.kind !== "change") continue;
    steps.push({ what: prepared.made ? "make" : "change", path: edit.path, says, act: prepared.act });
  }
  return { steps, notes: [], problems };
}

function behind(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

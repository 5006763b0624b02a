import type { FileEdit } from "./fileEdit.ts";
import { exportLine } from "./shellLines.ts";

/** How the steps of a job that come later get the shims on their PATH. */
export type CiPath =
  | { readonly kind: "file"; readonly edit: FileEdit }
  /** Printed on stdout, for the job's own shell or its runner to follow. */
  | { readonly kind: "line"; readonly line: string; readonly note: string };

/** By the variables that CI systems set. GitLab has no file for it: its job runs the line itself. */
export function ciPath(env: Readonly<Record<string, string | undefined>>, shims: string): CiPath {
  if (env.GITHUB_PATH) return { kind: "file", edit: bareLine(env.GITHUB_PATH, shims) };
  if (env.CIRCLECI && env.BASH_ENV) return { kind: "file", edit: bareLine(env.BASH_ENV, exportLine(shims)) };
  if (env.TF_BUILD) {
    return {
      kind: "line",
      line: `##vso[task.prependpath]${shims}`,
      note: "the next steps of this job have it",
    };
  }
  return {
    kind: "line",
    line: exportLine(shims),
    note: 'the job has to run this line: eval "$(safe-pip setup --ci)"',
  };
}

function bareLine(path: string, line: string): FileEdit {
  return { path, content: { kind: "line", line }, mode: 0o644, directoryMode: 0o755 };
}

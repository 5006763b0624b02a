import type { PipxApplication } from "../../plan/plan.ts";

/** What the words depend on besides the application. */
export interface WordsContext {
  readonly pipArguments: readonly string[];
  readonly interpreter: string;
  /** pipx has it already: newer versions then change nothing unless forced. */
  readonly isThere: boolean;
}

/** pipx's words for one application; every version from 1.1 on (Debian 12's) understands them. */
export function wordsFor(application: PipxApplication, context: WordsContext): readonly string[] {
  const { action, name, spec, into, includeDependencies } = application;
  const { pipArguments, interpreter, isThere } = context;
  const pip = pipArguments.length > 0 ? [`--pip-args=${pipArguments.map(quoted).join(" ")}`] : [];
  const dependencies = includeDependencies ? ["--include-deps"] : [];
  switch (action) {
    case "install":
      return ["install", "--python", interpreter, ...dependencies, ...pip, spec];
    case "reinstall": // Under --force pipx keeps the python that the application has.
      return ["install", "--force", ...dependencies, ...pip, spec];
    case "upgrade":
      return ["upgrade", ...pip, name];
    case "inject":
      return ["inject", ...(isThere ? ["--force"] : []), ...dependencies, ...pip, into ?? "", spec];
    case "uninstall":
      return ["uninstall", name];
  }
}

/** pipx splits the text again as a POSIX shell would. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`;
}

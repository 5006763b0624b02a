import type { PipxApplication } from "../../plan/plan.ts";

/** pipx's words for one application; every version from 1.1 on (Debian 12's) understands them. */
export function wordsFor(
  { action, name, spec, into, includeDependencies }: PipxApplication,
  pipArguments: readonly string[],
  interpreter: string,
): readonly string[] {
  const pip = pipArguments.length > 0 ? [`--pip-args=${pipArguments.map(quoted).join(" ")}`] : [];
  const dependencies = includeDependencies ? ["--include-deps"] : [];
  switch (action) {
    case "install":
      return ["install", "--python", interpreter, ...dependencies, ...pip, spec];
    case "reinstall":
      return ["install", "--force", "--python", interpreter, ...dependencies, ...pip, spec];
    case "upgrade":
      return ["upgrade", ...pip, name];
    case "inject":
      return ["inject", ...dependencies, ...pip, into ?? "", spec];
    case "uninstall":
      return ["uninstall", name];
  }
}

/** pipx splits the text again as a POSIX shell would. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`;
}

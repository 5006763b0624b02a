import type { OwnCommand } from "./command.ts";

/** What `safe-pip --help` prints. */
export function helpText(commands: readonly OwnCommand[]): string {
  const rows = commands.map(({ usage, summary }) => ({ usage, summary }));
  rows.push({ usage: "run COMMAND…", summary: "run a command with what is installed for this directory" });
  rows.push({ usage: "shell", summary: "a shell with what is installed for this directory" });
  const width = Math.max(...rows.map(({ usage }) => usage.length));
  const lines = rows.map(({ usage, summary }) => `  safe-pip ${usage.padEnd(width)}  ${summary}`);
  return `safe-pip: pip, where pip refuses. What you type as pip's goes to the right place.

  safe-pip install requests     any command line of pip's
${lines.join("\n")}

  SAFE_PIP=off pip …            the real pip, once
`;
}

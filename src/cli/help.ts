import type { OwnCommand } from "./command.ts";

/** What help tells of a command. */
export type Helped = Pick<OwnCommand, "name" | "summary" | "usage" | "examples">;

/** Commands that the sh entry carries out without the planner. */
export const shellCommands: readonly Helped[] = [
  {
    name: "run",
    summary: "run a command with what is installed for this directory",
    usage: "run COMMAND…",
    examples: ["safe-pip run python app.py", "safe-pip run pytest -q"],
  },
  {
    name: "shell",
    summary: "a shell with what is installed for this directory",
    usage: "shell",
    examples: ["safe-pip shell"],
  },
];

/** What `safe-pip --help` prints. */
export function helpText(commands: readonly Helped[]): string {
  const rows = [...commands, ...shellCommands];
  const width = Math.max(...rows.map(({ usage }) => usage.length));
  const lines = rows.map(({ usage, summary }) => `  safe-pip ${usage.padEnd(width)}  ${summary}`);
  return `safe-pip: pip, where pip refuses. What you type as pip's goes to the right place.

  safe-pip install requests     any command line of pip's
${lines.join("\n")}

  SAFE_PIP=off pip …            the real pip, once
`;
}

/** What `safe-pip COMMAND --help` prints. */
export function commandHelp({ name, summary, usage, examples }: Helped): string {
  return `safe-pip ${name}: ${summary}

usage: safe-pip ${usage}

examples:
${examples.map((line) => `  ${line}\n`).join("")}`;
}

/** Whether a command line asks for the help of the command. What `explain` is given from `install` on is pip's. */
export function asksForHelp(name: string, argv: readonly string[]): boolean {
  const own = name === "explain" ? argv.slice(0, 1) : argv;
  return own.includes("--help") || own.includes("-h");
}

import { join } from "node:path";
import { envelope } from "../report/json.ts";
import type { CommandInput, CommandResult, OwnCommand } from "./command.ts";
import { unknownWords } from "./unknownWords.ts";

/** For `eval "$(safe-pip env)"` in a script that has no shims: what activating this directory's environment sets. */
export const env: OwnCommand = {
  name: "env",
  summary: "print the settings that put this directory's environment first, for eval",
  usage: "env",
  examples: ['eval "$(safe-pip env)"'],
  async run({ argv, way }: CommandInput): Promise<CommandResult> {
    if (argv.length > 0) return unknownWords("env", argv, "safe-pip env");
    const { here, env: environment } = way.given.handed;
    if (here === "") {
      const note = "nothing is installed for this directory, so there is nothing to set";
      return { exitCode: 0, text: "", notes: [note], envelope: envelope("env", { environment: null }) };
    }
    const text = `export VIRTUAL_ENV=${quoted(environment)}\nexport PATH=${quoted(join(environment, "bin"))}:"$PATH"\n`;
    return { exitCode: 0, text, notes: [], envelope: envelope("env", { environment }) };
  },
};

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { slotOf } from "../context/mirror.ts";
import { envelope, failure } from "../report/json.ts";
import { quoted } from "../report/people.ts";
import { adoptEnvironment } from "../routes/adopting.ts";
import type { CommandInput, CommandResult, OwnCommand } from "./command.ts";
import { unknownWords } from "./unknownWords.ts";

/** The user's word that a directory's own environment may be used: what lies in it will be run from now on. */
export const adopt: OwnCommand = {
  name: "adopt",
  summary: "use a project's own .venv from now on (its code will be run)",
  usage: "adopt [DIRECTORY/.venv]",
  examples: ["safe-pip adopt .venv"],
  async run({ argv, way }: CommandInput): Promise<CommandResult> {
    if (argv.length > 1 || argv[0]?.startsWith("-"))
      return unknownWords("adopt", argv, "safe-pip adopt .venv");
    const environment = resolve(way.given.handed.physical, argv[0] ?? ".venv");
    const version = versionOf(environment);
    if (!version) return refused(`${environment} is no virtual environment`, "python3 -m venv .venv");
    const project = realpathSync(dirname(environment));
    const { data } = way.given.handed;
    if (data === "") return refused("there is no data directory of your own to note it in", null);
    // The link for editors: its slot would lead to itself.
    if (isBelow(environment, data))
      return refused(`${environment} is safe-pip's own, and in use already`, null);
    const slot = slotOf(data, project, version);
    const replaced = slot.published && !existsSync(join(slot.path, "adopted"));
    const notes = replaced ? [replacedNote(realpathSync(join(slot.path, "venv")))] : [];
    adoptEnvironment(slot.path, environment);
    const text = `${environment} is used for ${project} from now on; what is in it will be run.\n`;
    return {
      exitCode: 0,
      text,
      notes,
      envelope: envelope("adopt", { environment, project, python: version }),
    };
  },
};

function isBelow(path: string, data: string): boolean {
  return existsSync(data) && realpathSync(path).startsWith(`${realpathSync(data)}/`);
}

function replacedNote(environment: string): string {
  return `what was installed here until now is no longer used; to have its place: rm -r ${quoted([environment])}`;
}

/** Its Python's version by its own `pyvenv.cfg`, which names the slot and decides nothing else. */
function versionOf(environment: string): string | null {
  try {
    const text = readFileSync(join(environment, "pyvenv.cfg"), "utf8").slice(0, 1 << 16);
    return /^version(?:_info)?\s*=\s*(\d+\.\d+)/m.exec(text)?.[1] ?? null;
  } catch {
    return null;
  }
}

function refused(message: string, next: string | null): CommandResult {
  const notes = next ? [message, `type: ${next}`] : [message];
  return {
    exitCode: 1,
    text: "",
    notes,
    envelope: failure("adopt", 1, [{ code: "not-adopted", message, next }]),
  };
}

import { resolve } from "node:path";
import { revokeTrust } from "../policy/consent.ts";
import { envelope, failure } from "../report/json.ts";
import type { CommandInput, CommandResult, OwnCommand } from "./command.ts";

/** Takes a consent back; the file, and its directory, need not be there any more. */
export const untrust: OwnCommand = {
  name: "untrust",
  summary: "take back the trust in a project's policy file",
  usage: "untrust [DIRECTORY]",
  examples: ["safe-pip untrust", "safe-pip untrust ~/gone"],
  async run({ argv, way }: CommandInput): Promise<CommandResult> {
    const [named, ...rest] = argv;
    if (rest.length > 0 || named?.startsWith("-")) {
      return refused("usage", `untrust does not know: ${argv.join(" ")}`, "safe-pip untrust", 2);
    }
    const { data, who, project } = way.policyPlaces();
    if (data === null) return refused("no-data-directory", "there is no data directory of your own", null);
    const { physical } = way.given.handed;
    const directory = named === undefined ? (project ?? physical) : resolve(physical, named);
    const { revoked, message } = revokeTrust({ data, who }, directory);
    const answer = envelope("untrust", { directory, revoked });
    return { exitCode: 0, text: `${message}\n`, notes: [], envelope: answer };
  },
};

function refused(code: string, message: string, next: string | null, exitCode = 1): CommandResult {
  const notes = next === null ? [message] : [message, `type: ${next}`];
  return { exitCode, text: "", notes, envelope: failure("untrust", exitCode, [{ code, message, next }]) };
}

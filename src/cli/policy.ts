import { join } from "node:path";
import { inspectTrust } from "../policy/consent.ts";
import { describePolicy } from "../policy/describe.ts";
import { type InitResult, initPolicy } from "../policy/init.ts";
import type { Layer } from "../policy/policy.ts";
import { machinePolicy, type PolicyPlaces, readPolicy } from "../policy/readPolicy.ts";
import { envelope, failure } from "../report/json.ts";
import type { CommandInput, CommandResult, OwnCommand } from "./command.ts";
import { readOptions } from "./readOptions.ts";

/** Shows what is in force, each value with the line that decided it; `init` writes a first file. */
export const policy: OwnCommand = {
  name: "policy",
  summary: "show the policy in force here, each value with its source; init writes a first file",
  usage: "policy [--json | init [--user|--machine]]",
  examples: [
    "safe-pip policy",
    "safe-pip policy --json",
    "safe-pip policy init",
    "safe-pip policy init --user",
  ],
  async run({ argv, way }: CommandInput): Promise<CommandResult> {
    const places = way.policyPlaces();
    if (argv.length === 0) return show(places);
    const options = argv[0] === "init" ? readOptions(argv.slice(1), ["user", "machine"]) : null;
    if (options === null || options.size > 1) {
      return refused("usage", `policy does not know: ${argv.join(" ")}`, "safe-pip policy init", 2);
    }
    return init(options.has("machine") ? "machine" : options.has("user") ? "user" : "project", places);
  },
};

async function show(places: PolicyPlaces): Promise<CommandResult> {
  const { rows, notes, problems, lines } = describePolicy(await readPolicy(places));
  const exitCode = problems.length > 0 ? 1 : 0;
  return {
    exitCode,
    text: `${lines.join("\n")}\n`,
    notes: [...notes, ...problems.map(({ message }) => message)],
    envelope: envelope("policy", { rows, notes, problems }, exitCode),
  };
}

async function init(layer: Layer, places: PolicyPlaces): Promise<CommandResult> {
  const file = fileOf(layer, places);
  if (file === null) {
    const [message, next] =
      layer === "user"
        ? ["there is no place of your own for it (HOME and XDG_CONFIG_HOME)", null]
        : ["this directory is no project", "safe-pip policy init --user"];
    return refused("not-written", message, next);
  }
  const elsewhere = layer === "project" ? await inPyproject(places) : null;
  if (elsewhere !== null)
    return refused("not-written", `${elsewhere} holds this project's policy already`, null);
  const store = places.data === null ? null : { data: places.data, who: places.who };
  return told(initPolicy(layer, file, store), layer);
}

function fileOf(layer: Layer, places: PolicyPlaces): string | null {
  if (layer === "machine") return machinePolicy;
  if (layer === "user") return places.user;
  return places.project === null ? null : join(places.project, ".safe-pip.toml");
}

/** Both places at once would be an error of our own making. */
async function inPyproject(places: PolicyPlaces): Promise<string | null> {
  const found = await inspectTrust(places);
  return found.kind === "file" && found.file.endsWith("/pyproject.toml") ? found.file : null;
}

function told(result: InitResult, layer: Layer): CommandResult {
  const { kind, file, message } = result;
  if (kind !== "written") {
    const next = layer === "machine" && kind === "failed" ? "sudo safe-pip policy init --machine" : null;
    return refused(kind === "exists" ? "exists" : "not-written", message, next);
  }
  const data = { file, trusted: result.trusted };
  return { exitCode: 0, text: `${message}\n`, notes: [], envelope: envelope("policy", data) };
}

function refused(code: string, message: string, next: string | null, exitCode = 1): CommandResult {
  const notes = next === null ? [message] : [message, `type: ${next}`];
  return { exitCode, text: "", notes, envelope: failure("policy", exitCode, [{ code, message, next }]) };
}

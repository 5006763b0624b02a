import {
  grantTrust,
  type Inspection,
  inspectTrust,
  type ListedTrust,
  listConsents,
} from "../policy/consent.ts";
import { escapeText } from "../policy/display.ts";
import type { TrustStore } from "../policy/trust.ts";
import { envelope, failure, type JsonError } from "../report/json.ts";
import type { CommandInput, CommandResult, OwnCommand } from "./command.ts";
import { readOptions } from "./readOptions.ts";

/** The user's consent to what this project's policy file asks for, shown before it is asked. */
export const trust: OwnCommand = {
  name: "trust",
  summary: "show what this project's policy file asks for, and let it count in full",
  usage: "trust [--list]",
  examples: ["safe-pip trust", "safe-pip trust --list"],
  async run({ argv, way }: CommandInput): Promise<CommandResult> {
    const options = readOptions(argv, ["list"]);
    if (options === null)
      return refused([error("usage", `trust does not know: ${argv.join(" ")}`, "safe-pip trust")], 2);
    const places = way.policyPlaces();
    if (places.data === null) {
      return refused([
        error("no-data-directory", "there is no data directory of your own to note it in", null),
      ]);
    }
    const store = { data: places.data, who: places.who };
    if (options.has("list")) return listed(listConsents(store, places.who));
    const found = await inspectTrust(places);
    switch (found.kind) {
      case "none":
        return refused([error("no-policy", found.message, "safe-pip policy init")]);
      case "problems":
        return refused(found.problems.map(({ code, message }) => error(code, message, null)));
      case "file":
        return consent(found, store, way.world);
    }
  },
};

type FileInspection = Inspection & { readonly kind: "file" };

/** Shows first, whatever comes of it; where nobody can answer, nothing is granted. */
async function consent(
  found: FileInspection,
  store: TrustStore,
  world: CommandInput["way"]["world"],
): Promise<CommandResult> {
  const file = escapeText(found.file);
  if (found.trusted) return done(found, true, `${file} is trusted already, until it changes`);
  if (!found.needsTrust)
    return done(found, false, `${file} asks for nothing that needs trust: all of it counts`);
  world.say(`${file} asks for:`);
  for (const line of found.lines) world.say(`  ${line}`);
  if (!world.mayAsk) {
    return refused([
      error("not-asked", `${file} is not trusted: nobody can be asked without a terminal`, "safe-pip trust"),
    ]);
  }
  if (!(await world.ask("Shall all of it count in this project, until the file changes?", false))) {
    return refused([error("declined", `${file} stays untrusted`, null)]);
  }
  return done(found, true, grantTrust(store, found));
}

function done(found: FileInspection, trusted: boolean, message: string): CommandResult {
  const data = { file: found.file, trusted, asked: found.asked };
  return { exitCode: 0, text: `${message}\n`, notes: [], envelope: envelope("trust", data) };
}

const STATES: Record<ListedTrust["state"], string> = {
  "in-force": "trusted",
  changed: "changed since, so no longer trusted",
  gone: "no longer there",
};

function listed(consents: readonly ListedTrust[]): CommandResult {
  const text = consents.map(({ file, state }) => `${escapeText(file)}  ${STATES[state]}\n`).join("");
  const notes = consents.length === 0 ? ["no project's policy file is trusted"] : [];
  return { exitCode: 0, text, notes, envelope: envelope("trust", { consents }) };
}

function error(code: string, message: string, next: string | null): JsonError {
  return { code, message, next };
}

function refused(errors: readonly JsonError[], exitCode = 1): CommandResult {
  const notes = errors.flatMap(({ message, next }) =>
    next === null ? [message] : [message, `type: ${next}`],
  );
  return { exitCode, text: "", notes, envelope: failure("trust", exitCode, errors) };
}

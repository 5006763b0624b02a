import { requestToJson } from "../pip/requestToJson.ts";
import { envelope, planToJson } from "../report/json.ts";
import { explainPlan } from "../report/people.ts";
import type { CommandInput, CommandResult, OwnCommand } from "./command.ts";

/** The same way as a real command line, stopped before anything is carried out. */
export const explain: OwnCommand = {
  name: "explain",
  summary: "say where a pip command line would lead, and why; nothing is changed",
  usage: "explain [--json] install …",
  examples: ["safe-pip explain install requests", "safe-pip explain --json install -r requirements.txt"],
  async run({ argv, json, way, stdin }: CommandInput): Promise<CommandResult> {
    if (argv[0] === "--batch") return batch(await stdin(), way);
    const { plan, facts } = await way.plan(argv[0] === "pip" ? argv.slice(1) : argv);
    const data = planToJson(plan, requestToJson(facts.request));
    if (json) return { exitCode: 0, text: "", notes: [], envelope: envelope("explain", data) };
    const { createColors } = (await import("picocolors")).default;
    const coloured = way.given.env.NO_COLOR === undefined && process.stdout.isTTY === true;
    return { exitCode: 0, text: explainPlan(plan, createColors(coloured)), notes: [], envelope: null };
  },
};

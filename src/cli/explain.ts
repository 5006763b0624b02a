import { answerCase } from "../pip/batch.ts";
import { requestToJson } from "../pip/requestToJson.ts";
import type { Facts } from "../plan/facts.ts";
import { commandOf, isOn } from "../plan/request.ts";
import type { Typed } from "../report/commands.ts";
import { envelope, formatEnvelope, planToJson } from "../report/json.ts";
import { explainPlan } from "../report/people.ts";
import type { Way } from "../way.ts";
import type { CommandInput, CommandResult, OwnCommand } from "./command.ts";

/** The same way as a real command line, stopped before anything is carried out. */
export const explain: OwnCommand = {
  name: "explain",
  summary: "say where a pip command line would lead, and why; nothing is changed",
  usage: "explain [--json] install …",
  examples: ["safe-pip explain install requests", "safe-pip explain --json install -r requirements.txt"],
  async run({ argv, json, way, stdin }: CommandInput): Promise<CommandResult> {
    if (argv[0] === "--batch") return explainBatch(await stdin(), way);
    const line = argv[0] === "pip" ? argv.slice(1) : argv;
    const { plan, facts } = await way.plan(line);
    const typed = typedOf(facts, way);
    const data = planToJson(plan, requestToJson(facts.request, facts.invocation.argv), typed);
    if (json) return { exitCode: 0, text: "", notes: [], envelope: envelope("explain", data) };
    const { createColors } = (await import("picocolors")).default;
    const coloured = way.given.env.NO_COLOR === undefined && process.stdout.isTTY === true;
    return { exitCode: 0, text: explainPlan(plan, createColors(coloured), typed), notes: [], envelope: null };
  },
};

function typedOf(facts: Facts, way: Way): Typed {
  const origins = commandOf(facts)?.options.get("use_user_site")?.origins ?? [];
  const { env } = way.given;
  const configured = isOn(facts, "use_user_site") && origins.some(({ kind }) => kind !== "argv");
  return { argv: facts.invocation.argv, env, userByDefault: configured || env.PIP_USER !== undefined };
}

/** One case a line, one envelope a line, from one process: so that whole corpora can be held against pip. */
function explainBatch(text: string, way: Way): CommandResult {
  const input = way.requestInput();
  const lines = text.split("\n").filter((line) => line !== "");
  const answers = lines.map((line) =>
    formatEnvelope(envelope("explain", { request: answerCase(line, input) })),
  );
  return { exitCode: 0, text: answers.join(""), notes: [], envelope: null };
}

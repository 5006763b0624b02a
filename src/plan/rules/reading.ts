import { pipOfHere, realPip } from "../outcomes.ts";
import { commandOf } from "../request.ts";
import type { Rule } from "../rule.ts";

const READING = ["list", "freeze", "show", "check", "inspect"];

/** What `python` here would import is what `pip list` here must show. */
export const reading: Rule = {
  name: "reading",
  when: "`list`, `freeze`, `show`, `check`, `inspect`",
  leads: "the pip of what `python` runs here",
  decide(facts) {
    const command = commandOf(facts)?.command ?? "";
    if (!READING.includes(command)) return null;
    if (facts.here.kind === "none") return realPip(facts, "No environment of safe-pip's is here.");
    return pipOfHere(facts, `\`pip ${command}\` shows what \`python\` here imports.`);
  },
};

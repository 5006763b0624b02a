import { explain, pipOfHere } from "../outcomes.ts";
import { isInstall } from "../request.ts";
import type { Rule } from "../rule.ts";
import { typedWords } from "../typed.ts";

/** `!pip` in a notebook is the shell's pip, not the kernel's: installed is then not importable. */
export const notebook: Rule = {
  name: "notebook",
  when: "a notebook's cell (`JPY_PARENT_PID`)",
  leads: "the kernel's environment where it is managed; else nothing is changed: `%pip` is the kernel's",
  decide(facts) {
    const kernel = facts.invocation.notebook;
    if (!isInstall(facts) || !kernel) return null;
    if (kernel.environment) return pipOfHere(facts, "The notebook's kernel runs in it.", kernel.environment);
    const line = `%pip ${typedWords(facts)}`;
    return explain("A notebook's `!pip` would not install where its kernel imports.", [line], "notebook");
  },
};

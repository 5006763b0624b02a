import type { Facts } from "../facts.ts";
import { pipOfHere, realPip } from "../outcomes.ts";
import { commandOf, has, isOn } from "../request.ts";
import type { Rule } from "../rule.ts";

/** pip's commands that read or change an environment. All others are pip's alone. */
const CONCERNED = ["install", "uninstall", "list", "freeze", "show", "check", "inspect"];

/** Options that name a destination of their own, by pip's dests. */
const DESTINATIONS = {
  target_dir: "--target",
  prefix_path: "--prefix",
  root_path: "--root",
  python: "--python",
};

/** First of all: the way out must not depend on anything else being understood. */
export const bypass: Rule = {
  name: "bypass",
  when: "`SAFE_PIP=off`",
  leads: "the real pip",
  decide: (facts) => (facts.invocation.off ? realPip(facts, "SAFE_PIP=off asks for the real pip.") : null),
};

/** Before *here* is looked at: what pip would refuse, it refuses in its own words wherever it runs. */
export const notOurs: Rule = {
  name: "not-ours",
  when: "a command that neither reads nor changes an environment (`download`, `wheel`, `cache`, `config` …), help, the version, a line that pip refuses",
  leads: "the real pip, byte for byte",
  decide(facts) {
    const { request } = facts;
    if (request.kind === "refused") return realPip(facts, `pip itself refuses this line: ${request.reason}`);
    if (request.kind === "information")
      return realPip(facts, `This asks pip for information (${request.what}).`);
    if (CONCERNED.includes(request.command)) return null;
    return realPip(facts, `\`pip ${request.command}\` concerns no environment.`);
  },
};

/** The user's own choice, made before this command; nothing of ours stands above it. */
export const activeEnvironment: Rule = {
  name: "active-environment",
  when: "an environment is active (venv, conda)",
  leads: "that environment's pip; if it has none, the real one with `--python`",
  decide(facts) {
    if (facts.here.kind !== "active") return null;
    return pipOfHere(facts, `The environment ${facts.here.environment} is active.`);
  },
};

/** Above the marker: pip itself does not look at it where the destination is named (PEP 668). */
export const ownDestination: Rule = {
  name: "own-destination",
  when: "`--target`, `--prefix`, `--root` or `--python`, by option, variable or configuration; `--dry-run` with `--report`",
  leads: "the real pip",
  decide(facts) {
    const option = namedDestination(facts);
    return option ? realPip(facts, `${option} names a destination of its own.`) : null;
  },
};

function namedDestination(facts: Facts): string | null {
  const options = commandOf(facts)?.options;
  for (const [dest, option] of Object.entries(DESTINATIONS)) if (options?.get(dest)?.value) return option;
  return isOn(facts, "dry_run") && has(facts, "json_report_file") ? "--dry-run with --report" : null;
}

/** Where nothing is marked, pip works and nobody asked for anything else. */
export const unmarkedInterpreter: Rule = {
  name: "unmarked-interpreter",
  when: "the interpreter carries no marker (a `python:3.x` image, pyenv, uv, Debian 11)",
  leads: "the real pip",
  decide(facts) {
    const { interpreter, here, policy, realPip: pip } = facts;
    // A version manager's shim (pyenv, asdf) tells nothing of its python; those pythons are not marked.
    if (!interpreter && pip && !pip.shared)
      return realPip(facts, `Nothing is known of ${pip.program[0]}'s python.`);
    if (!interpreter || interpreter.marker || here.kind !== "none" || policy.unmarked.value === "redirect")
      return null;
    return realPip(facts, `${interpreter.path} is not externally managed, so pip may install for it.`);
  },
};

/** These rows hand a line to whom the user, his environment or pip itself has named: no policy is asked. */
export const passedOn: readonly Rule[] = [
  bypass,
  notOurs,
  activeEnvironment,
  ownDestination,
  unmarkedInterpreter,
];

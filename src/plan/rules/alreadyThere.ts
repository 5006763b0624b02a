import { absolutePath } from "../../pip/paths.ts";
import type { CommandRequest, RequestedRequirement } from "../../pip/request.ts";
import {
  consumerIsTheSystem,
  consumerSeesEnvironments,
  onlyHarmlessOptions,
  projectServes,
} from "../conditions.ts";
import { type Facts, need } from "../facts.ts";
import { nothing } from "../outcomes.ts";
import { commandOf, has, isInstall, isOn, namesOf, wanted } from "../request.ts";
import type { Rule } from "../rule.ts";
import { type Asked, allMet } from "../satisfied.ts";
import { saidOfSearching, WHERE_TO_LOOK } from "../searching.ts";

/** The first line of most README files; outside an environment there is nothing that it could improve. */
export const pipItself: Rule = {
  name: "pip-itself",
  when: "only `pip` is asked for, unpinned, and no environment is here",
  leads: "nothing: it is there",
  decide(facts) {
    const requirements = wanted(facts);
    const [only] = requirements;
    if (!isInstall(facts) || requirements.length !== 1 || only?.name !== "pip") return null;
    if (only.specifier || only.url || facts.here.kind === "managed" || facts.here.kind === "active")
      return null;
    const location = facts.realPip?.location ?? "pip";
    const version = facts.realPip?.version ?? "unknown";
    const met = [{ requirement: "pip", location, version, from: null }];
    return nothing(facts, met, "pip is the distribution's here; each environment is made with its own.");
  },
};

/** Before anything is made: a script that asks for what is there must go on. */
export const alreadyThere: Rule = {
  name: "already-there",
  when: "every requirement is met by what the destination's python sees, and no option asks for more",
  leads: "nothing, in pip's words",
  decide(facts) {
    const requirements = wanted(facts);
    const pipWouldSay = pipOfProjectFollows(facts);
    if (!isInstall(facts)) return null;
    if (isEmptyList(facts)) return nothing(facts, [], "The requirements file asks for nothing.");
    if (requirements.length === 0) return null;
    // Where to look changes nothing for what pip need not look for; elsewhere an index may be meant to be used.
    if (!onlyHarmlessOptions(facts, pipWouldSay ? WHERE_TO_LOOK : undefined)) return null;
    if (pipWouldSay && !canBeSaidAsPipDoes(facts)) return null;
    if (
      isOn(facts, "upgrade") ||
      requirements.some((each) => !each.name || each.url || each.path || each.editable)
    )
      return null;
    if (requirements.some((each) => each.hashes.length > 0)) return null;
    const asked = requirements.flatMap((each) => askedFor(each, facts));
    const installed = need(facts, "installed");
    const met = allMet(asked, {
      installed,
      variables: () => need(facts, "markerVariables"),
      pipVersion: installed.find(({ name }) => name === "pip")?.version ?? facts.realPip?.version ?? "26.3",
    });
    // From 23.3 on pip names an extra in several ways, by how it came upon it.
    if (!met || (pipWouldSay && met.some(({ requirement }) => requirement.includes("[")))) return null;
    return nothing(facts, met, `${namesOf(facts)}: already there.`);
  },
};

/** A script's list may be empty, and pip says nothing to it. Elsewhere the pip of an environment answers. */
function isEmptyList(facts: Facts): boolean {
  const command = commandOf(facts);
  if (!command?.certain || !consumerIsTheSystem(facts)) return false;
  return has(facts, "requirements") && !has(facts, "dependency_groups") && command.requirements.length === 0;
}

/** Left to the next rows, the command would be run by the pip of the project's environment. */
function pipOfProjectFollows(facts: Facts): boolean {
  const published = facts.project.kind !== "none" && facts.project.slot.published;
  return published && projectServes(facts) && consumerSeesEnvironments(facts);
}

/**
 * -v and --log say more than we do, and so does a marker that leaves something out; of a file that another one
 * includes each pip writes the path in its way.
 */
function canBeSaidAsPipDoes(facts: Facts): boolean {
  const command = commandOf(facts);
  if (!command || has(facts, "verbose") || has(facts, "log") || !saidOfSearching(command)) return false;
  const { cwd } = facts.invocation;
  if (!command.requirements.every(({ applies }) => applies)) return false;
  return wanted(facts).every(({ source }) => source.kind !== "file" || typedFile(command, source.path, cwd));
}

function askedFor(requirement: RequestedRequirement, facts: Facts): readonly Asked[] {
  const { name, spelling, extras, specifier, source } = requirement;
  const command = commandOf(facts);
  if (!name || !command) return [];
  const from =
    source.kind === "file"
      ? `-r ${typedFile(command, source.path, facts.invocation.cwd) ?? source.path} (line ${source.line})`
      : null;
  return [{ name, spelling: spelling ?? name, extras, specifier, from }];
}

/** A requirements file as it was named on the command line or by a variable; null for one that another includes. */
function typedFile(command: CommandRequest, path: string, cwd: string): string | null {
  const typed = command.options.get("requirements")?.value;
  return Array.isArray(typed)
    ? (typed.map(String).find((text) => absolutePath(text, cwd) === absolutePath(path, cwd)) ?? null)
    : null;
}

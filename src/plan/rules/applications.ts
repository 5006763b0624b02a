import type { RequestedRequirement } from "../../pip/request.ts";
import type { NormalizedName } from "../../pip/requirement.ts";
import { everyOneIsAnApplication } from "../conditions.ts";
import { type Facts, need } from "../facts.ts";
import type { Decision, PipxApplication } from "../plan.ts";
import { commandOf, isInstall, isOn, namesOf, positionsOf, wanted } from "../request.ts";
import type { Rule } from "../rule.ts";

/** A program that a person types belongs to no directory; pipx gives each an environment of its own. */
export const applicationsRule: Rule = {
  name: "applications",
  when: "outside a project or in an ordinary directory, every requirement is an application",
  leads: "pipx",
  decide(facts) {
    if (!isInstall(facts) || isOn(facts, "require_venv") || isOn(facts, "dry_run")) return null;
    if (facts.project.kind === "described" && !isOn(facts, "use_user_site")) return null;
    if (!everyOneIsAnApplication(facts)) return null;
    const reason = `${namesOf(facts)}: ${wanted(facts).length === 1 ? "an application" : "applications"}, for every directory.`;
    return pipxFor(facts, reason, null);
  },
};

/** Applications by pipx, each into an environment of its own; or all into the one that is extended. */
export function pipxFor(facts: Facts, reason: string, into: NormalizedName | null): Decision {
  const applications = wanted(facts).map((requirement) => applicationOf(facts, requirement, into));
  return {
    route: "pipx",
    destination: { kind: "pipx", path: null },
    steps: [
      {
        route: "pipx",
        applications,
        pipArguments: pipArguments(facts),
        global: facts.invocation.root,
        interpreter: facts.interpreter?.path ?? "",
      },
    ],
    reasons: [reason],
    problems: [],
    met: [],
    next: [],
    notes: [],
  };
}

function applicationOf(
  facts: Facts,
  requirement: RequestedRequirement,
  into: NormalizedName | null,
): PipxApplication {
  const name = requirement.name as NormalizedName;
  const present = need(facts, "applications").has(name);
  const pinned = requirement.specifier !== "" || requirement.extras.length > 0;
  const action = into
    ? "inject"
    : !present
      ? "install"
      : pinned
        ? "reinstall"
        : isOn(facts, "upgrade")
          ? "upgrade"
          : "install";
  const includeDependencies = need(facts, "kinds").get(name)?.includeDependencies ?? false;
  return { name, spec: requirement.text, action, into, includeDependencies };
}

/** The words of argv that are neither the command nor what is asked for: pipx hands them on to pip. */
function pipArguments(facts: Facts): readonly string[] {
  const command = commandOf(facts);
  const own = new Set([
    command?.commandIndex,
    ...(command?.positionals ?? []),
    ...positionsOf(facts, "use_user_site"),
    ...positionsOf(facts, "upgrade"),
    ...positionsOf(facts, "no_input"),
    ...positionsOf(facts, "verbose"),
    ...positionsOf(facts, "quiet"),
  ]);
  return facts.invocation.argv.filter((_, index) => !own.has(index));
}

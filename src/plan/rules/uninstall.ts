import { type Facts, need, type Whereabouts } from "../facts.ts";
import { explain, pipOfHere, realPip } from "../outcomes.ts";
import type { Decision } from "../plan.ts";
import { commandOf, isOn, wanted, wantedNames } from "../request.ts";
import type { Rule } from "../rule.ts";
import { typedWords } from "../typed.ts";
import { notUnderstood } from "./forbidden.ts";

/** What went somewhere by us comes back from there; what others put somewhere, we do not take away. */
export const uninstall: Rule = {
  name: "uninstall",
  when: "`uninstall`",
  leads: "the pip of *here* if it has the name; else where safe-pip put it; else pip's own “not installed”",
  decide(facts) {
    if (commandOf(facts)?.command !== "uninstall") return null;
    const broken = notUnderstood(facts);
    if (broken) return broken;
    const names = wantedNames(facts);
    if (names.length === 0) return realPip(facts, "Nothing that safe-pip knows is named.");
    const places = names.map((name) => need(facts, "whereabouts").get(name) ?? { kind: "nowhere" as const });
    return fromWhere(facts, places);
  },
};

/** One command, one destination: the first place that holds any of the names, nearest first. */
function fromWhere(facts: Facts, places: readonly Whereabouts[]): Decision {
  const find = <K extends Whereabouts["kind"]>(kind: K) =>
    places.find((place): place is Extract<Whereabouts, { kind: K }> => place.kind === kind);
  if (find("here")) return pipOfHere(facts, "It is installed here.");
  const home = find("home");
  if (home) return pipOfHere(facts, "It is in the home environment.", home.environment);
  if (find("pipx")) return fromPipx(facts, places);
  if (find("apt-by-us")) return fromApt(facts, places);
  if (isOn(facts, "override_externally_managed"))
    return realPip(facts, "--break-system-packages is a consent, and is obeyed.");
  const own = find("user-or-local");
  const line = typedWords(facts);
  if (own) {
    const why = `It lies in ${own.location}, where an earlier pip put it.`;
    return explain(why, [`SAFE_PIP=off pip ${line} --break-system-packages`], "not-ours");
  }
  const apt = find("apt");
  if (apt) {
    const names = wanted(facts).map((each) => each.spelling ?? each.text);
    const why = `${names.join(", ")}: the distribution's, in ${apt.location}; other programs may need it.`;
    return explain(why, [`dpkg -S ${apt.location}/…`, "sudo apt remove PACKAGE"], "of-the-distribution");
  }
  return notInstalled(facts);
}

function fromPipx(facts: Facts, places: readonly Whereabouts[]): Decision {
  const applications = wanted(facts).filter((_, index) => places[index]?.kind === "pipx");
  return {
    ...notInstalled(facts),
    route: "pipx",
    destination: { kind: "pipx", path: null },
    steps: [
      {
        route: "pipx",
        applications: applications.flatMap((each) =>
          each.name
            ? [
                {
                  name: each.name,
                  spec: each.name,
                  action: "uninstall" as const,
                  into: null,
                  includeDependencies: false,
                },
              ]
            : [],
        ),
        pipArguments: [],
        global: facts.invocation.root,
        interpreter: facts.interpreter?.path ?? "",
      },
    ],
    reasons: ["It is an application that pipx holds."],
    problems: [],
  };
}

function fromApt(facts: Facts, places: readonly Whereabouts[]): Decision {
  const packages = places.flatMap((place) => (place.kind === "apt-by-us" ? [place.package] : []));
  const use = need(facts, "aptUse");
  if (use.kind === "none" || (use.kind !== "root" && !facts.invocation.mayAsk)) {
    return explain("safe-pip installed it by apt.", [`sudo apt remove ${packages.join(" ")}`], "needs-root");
  }
  return {
    ...notInstalled(facts),
    route: "apt",
    destination: { kind: "distribution", path: "/usr/lib/python3/dist-packages" },
    steps: [
      { route: "apt-remove", packages, by: use.kind === "root" ? "root" : "sudo", ask: use.kind !== "root" },
    ],
    reasons: ["safe-pip installed it by apt, so it may take it away again."],
    problems: [],
  };
}

function notInstalled(facts: Facts): Decision {
  return {
    route: "nothing",
    destination: { kind: "none", path: null },
    steps: [],
    reasons: ["It is not installed, here or in any place that safe-pip fills."],
    problems: wanted(facts).map((each) => ({
      code: "not-installed",
      message: `Skipping ${each.spelling ?? each.text} as it is not installed.`,
    })),
    met: [],
    next: [],
    notes: [],
  };
}

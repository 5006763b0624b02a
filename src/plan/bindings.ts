import type { RequestedRequirement } from "../pip/request.ts";
import { forbiddenBy } from "../policy/policy.ts";
import { type DearFacts, type Facts, type Interpreter, need } from "./facts.ts";
import type { Step } from "./plan.ts";
import { isOn, wanted } from "./request.ts";

/** What is to be done for bindings that only the distribution has (camera, GPIO, GTK, D-Bus, apt, ROS). */
export interface Bindings {
  /** Installs them, before pip runs; none under `--dry-run`. */
  readonly steps: readonly Step[];
  /** Their positions on the command line, which pip is not to see: no index has them. */
  readonly leaveOut: readonly number[];
  /** A requirements file names them, so pip must count them as installed. */
  readonly pipSeesThem: boolean;
  /** What to type where nobody can be asked about apt: pip builds them only where the system's headers are. */
  readonly notes: readonly string[];
}

/** apt has nothing to do before pip runs. */
export const NO_BINDINGS: Bindings = { steps: [], leaveOut: [], pipSeesThem: false, notes: [] };

/** Bindings among what is asked for; none where apt can't be used or the python is not the distribution's. */
export function bindingsFor(facts: Facts, interpreter: Interpreter | null): Bindings {
  const requirements = wanted(facts).filter((each) => each.kind === "named" && each.name);
  if (!interpreter?.ofDistribution || requirements.length === 0 || forbiddenBy(facts.policy, "apt") !== null)
    return NO_BINDINGS;
  const kinds = need(facts, "kinds");
  const bound = requirements.filter((each) => each.name && kinds.get(each.name)?.binding);
  if (bound.length === 0) return NO_BINDINGS;
  const use = need(facts, "aptUse");
  if (use.kind === "none" || (use.kind === "sudo-silent" && facts.policy.aptMode.value !== "auto"))
    return { ...NO_BINDINGS, notes: bound.flatMap((each) => noteOn(each, kinds)) };
  const candidates = need(facts, "bindingPackages");
  const packages = bound.flatMap((each) => {
    const found = each.name ? candidates.get(each.name) : undefined;
    return found ? [{ ...found, spelling: each.spelling ?? found.requirement }] : [];
  });
  if (packages.length !== bound.length) return NO_BINDINGS;
  const by = use.kind === "root" ? "root" : "sudo";
  const ask = by === "sudo" && facts.policy.aptMode.value !== "auto";
  return {
    steps: isOn(facts, "dry_run") ? [] : [{ route: "apt", packages, by, ask }],
    leaveOut: bound.flatMap((each) => (each.source.kind === "argv" ? [each.source.index] : [])),
    pipSeesThem: bound.some((each) => each.source.kind !== "argv"),
    notes: [],
  };
}

/** A hint, where there is one, says it better. */
function noteOn({ name, spelling }: RequestedRequirement, kinds: DearFacts["kinds"]): readonly string[] {
  const kind = name ? kinds.get(name) : undefined;
  if (!kind?.binding || kind.hint) return [];
  return [
    `${spelling} must fit the system's own libraries. If pip can't build it, type: sudo apt-get install ${kind.binding}`,
  ];
}

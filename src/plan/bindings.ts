import { forbiddenBy } from "../policy/policy.ts";
import { type Facts, type Interpreter, need } from "./facts.ts";
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
}

/** apt has nothing to do before pip runs. */
export const NO_BINDINGS: Bindings = { steps: [], leaveOut: [], pipSeesThem: false };

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
    return NO_BINDINGS;
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
  };
}

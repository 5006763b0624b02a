import type { AptPackage } from "../../plan/plan.ts";
import type { World } from "../../world.ts";
import type { RouteError } from "../route.ts";
import { typed } from "./commands.ts";
import type { Inst, Transaction } from "./transaction.ts";

/**
 * Why a simulated installation is not to be made; null where it only adds packages of the distribution's own, and
 * among them each asked for, at the very version that was proved.
 *
 * @param missing the asked packages that are not installed yet
 * @param own the labels of the distribution's own archives
 */
export function refusalOf(
  transaction: Transaction,
  missing: readonly AptPackage[],
  own: ReadonlySet<string>,
  world: World,
): RouteError | null {
  const names = missing.map((each) => each.name);
  const { installs, removes } = transaction;
  const refuse = (code: string, what: string, why: string): RouteError => ({
    code,
    what,
    why,
    next: typed("install", names, world),
  });
  if (removes.length > 0) {
    return refuse(
      "apt-removes",
      `apt would remove ${list(removes.map((each) => each.name))}`,
      "pip install never removes a program",
    );
  }
  const changed = installs.filter((each) => each.old !== null);
  if (changed.length > 0) return upgradesOf(changed, names, world);
  const foreign = installs.filter((each) => !isOfTheDistribution(each, names, own));
  if (foreign.length > 0) {
    const why = "their archive is not the distribution's own";
    return refuse("apt-foreign", `apt would take ${list(foreign.map(source))}`, why);
  }
  const absent = missing.filter(
    ({ name, version }) => !installs.some((each) => each.name === name && each.version === version),
  );
  if (absent.length > 0) {
    const what = `apt would not install ${list(absent.map(({ name, version }) => `${name} ${version}`))}`;
    return {
      ...refuse("apt-not-found", what, "its lists have changed meanwhile"),
      next: typed("update", [], world),
    };
  }
  return null;
}

/** A pending update of what is installed, of the packages themselves or of what they need. */
export function upgradesOf(
  changed: readonly Pick<Inst, "name" | "old" | "version">[],
  names: readonly string[],
  world: World,
): RouteError {
  return {
    code: "apt-upgrades",
    what: `apt would upgrade ${list(changed.map(change))}`,
    why: "updates are pending, and `pip install` changes nothing that is installed already",
    next: typed("install", names, world),
    or: typed("upgrade", [], world),
  };
}

/** ROS's archive may serve a package of ROS's own, which the planner has found there. */
function isOfTheDistribution({ labels }: Inst, asked: readonly string[], own: ReadonlySet<string>): boolean {
  const ros = asked.some((name) => name.startsWith("ros-"));
  return labels.length > 0 && labels.every((label) => own.has(label) || (ros && /^ROS\b/.test(label)));
}

function change({ name, old, version }: Pick<Inst, "name" | "old" | "version">): string {
  return `${name} (${old} to ${version})`;
}

function source({ name, labels }: Inst): string {
  return `${name} from ${labels.filter((label) => label !== "").join(", ") || "an archive without a name"}`;
}

/** At most three by name. */
function list(names: readonly string[]): string {
  const rest = names.length - 3;
  return rest > 0 ? `${names.slice(0, 3).join(", ")} and ${rest} more` : names.join(", ");
}

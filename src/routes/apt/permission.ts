import { rememberDeclined } from "../../context/declined.ts";
import type { AptPackage, AptStep } from "../../plan/plan.ts";
import type { World } from "../../world.ts";
import type { RouteError } from "../route.ts";
import { finishing, simulation, sizeQuestion, typed, wordOf } from "./commands.ts";
import { readUnfinished } from "./dpkg.ts";
import { failureOf } from "./failure.ts";
import { tellHeld } from "./held.ts";
import { refusalOf } from "./judge.ts";
import type { Truth } from "./outcome.ts";
import { exceeds, formatSize, LIMIT, parseSize, type Size } from "./size.ts";
import { parseTransaction, type Transaction } from "./transaction.ts";

/**
 * Simulates, judges, shows, and asks where that is due. Null: it may be done. Needs neither root nor a lock, and
 * changes nothing but the memory of a No.
 */
export async function refusalToInstall(
  step: AptStep,
  missing: readonly AptPackage[],
  { disk, world }: Truth,
): Promise<RouteError | null> {
  const unfinished = await refusalOfDpkg({ disk, world });
  if (unfinished) return unfinished;
  const words = missing.map(wordOf);
  const [simulated, sized] = await Promise.all([
    world.run(simulation("install", words, world)),
    world.run(sizeQuestion(words, world)),
  ]);
  if (simulated.exitCode !== 0) {
    const attempt = { verb: "install", names: missing.map((each) => each.name), world } as const;
    return tellHeld(failureOf(simulated, attempt), simulated.stdout, world);
  }
  const transaction = parseTransaction(simulated.stdout);
  const refused = refusalOf(transaction, missing, disk.labels(), world);
  if (refused) return refused;
  const size = parseSize(sized.stdout, transaction.installs.length);
  world.say(`apt installs ${contents(transaction)} (${formatSize(size)})`);
  return consent(step, missing, size, world);
}

/** apt simulates happily what it then refuses: what dpkg has not finished is told before. */
export async function refusalOfDpkg({ disk, world }: Truth): Promise<RouteError | null> {
  const unfinished = await readUnfinished(world);
  if (unfinished.length === 0 || disk.dpkgIsAtWork()) return null;
  return {
    code: "dpkg-interrupted",
    what: "an earlier installation was not finished",
    why: `dpkg has to finish ${unfinished.slice(0, 3).join(", ")} first`,
    next: finishing(world),
  };
}

function contents({ installs }: Transaction): string {
  const names = installs.map(({ name, version }) => `${name} ${version}`);
  const rest = names.length - 8;
  return rest > 0 ? `${names.slice(0, 8).join(", ")} and ${rest} more` : names.join(", ");
}

/** Where the step wants a question, or where it is more than anybody would expect of `pip install`. */
async function consent(
  step: AptStep,
  missing: readonly AptPackage[],
  size: Size,
  world: World,
): Promise<RouteError | null> {
  const names = missing.map((each) => each.name);
  const next = typed("install", ["--no-install-recommends", ...names], world);
  const much = exceeds(size);
  if (much && !world.mayAsk) {
    const why = `more than ${formatSize(LIMIT)} is not installed unasked, and there is no terminal to ask on`;
    return { code: "apt-too-much", what: `apt would install ${formatSize(size)}`, why, next };
  }
  if (!step.ask && !much) return null;
  const question = `Install ${names.join(" ")} with apt (${formatSize(size)})?`;
  if (world.mayAsk && (await world.ask(question, false))) return null;
  if (world.mayAsk && world.data !== "") rememberDeclined(world.data, names);
  return { code: "declined", what: "apt was declined", why: "nothing has been changed", next };
}

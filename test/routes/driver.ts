import type { AptRemoveStep, AptStep } from "../../src/plan/plan.ts";
import { realWorld } from "../../src/realWorld.ts";
import { carryOutApt } from "../../src/routes/apt.ts";
import { carryOutAptRemove } from "../../src/routes/aptRemove.ts";

/**
 * Carries out one step in a machine, with the real world: `node driver.cjs STEP`, a step as JSON. The result goes
 * to stdout as JSON; where stderr is a terminal, questions are asked on it.
 */
async function main(step: AptStep | AptRemoveStep): Promise<void> {
  const world = realWorld({
    env: process.env,
    cwd: process.cwd(),
    uid: process.getuid?.() ?? 0,
    mayAsk: process.stderr.isTTY === true,
    data: process.env.TEST_DATA ?? "",
    quiet: false,
  });
  const result = step.route === "apt" ? await carryOutApt(step, world) : await carryOutAptRemove(step, world);
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

main(JSON.parse(process.argv[2] ?? ""));

import type { AptRemoveStep, AptStep, PipxStep } from "../../src/plan/plan.ts";
import { realWorld } from "../../src/realWorld.ts";
import { carryOutApt } from "../../src/routes/apt.ts";
import { carryOutAptRemove } from "../../src/routes/aptRemove.ts";
import { carryOutPipx } from "../../src/routes/pipx.ts";
import type { StepResult } from "../../src/routes/route.ts";
import type { World } from "../../src/world.ts";

/**
 * Carries out one step in a machine, with the real world: `node driver.cjs STEP`, a step as JSON. The result goes
 * to stdout as JSON; where stderr is a terminal, questions are asked on it.
 */
async function main(step: AptStep | AptRemoveStep | PipxStep): Promise<void> {
  const world = realWorld({
    env: process.env,
    cwd: process.cwd(),
    uid: process.getuid?.() ?? 0,
    mayAsk: process.stderr.isTTY === true,
    data: "",
    quiet: false,
  });
  process.stdout.write(`${JSON.stringify(await carryOut(step, world))}\n`);
}

function carryOut(step: AptStep | AptRemoveStep | PipxStep, world: World): Promise<StepResult> {
  switch (step.route) {
    case "apt":
      return carryOutApt(step, world);
    case "apt-remove":
      return carryOutAptRemove(step, world);
    case "pipx":
      return carryOutPipx(step, world, { data: "", runner: "", network: {} });
  }
}

main(JSON.parse(process.argv[2] ?? ""));

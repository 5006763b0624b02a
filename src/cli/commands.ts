import { adopt } from "./adopt.ts";
import type { OwnCommand } from "./command.ts";
import { doctor } from "./doctor.ts";
import { env } from "./env.ts";
import { explain } from "./explain.ts";
import { policy } from "./policy.ts";
import { repair } from "./repair.ts";
import { setup } from "./setup.ts";
import { teardown } from "./teardown.ts";
import { trust } from "./trust.ts";
import { untrust } from "./untrust.ts";
import { whichPackage } from "./whichPackage.ts";

/** safe-pip's own commands, in the order of `safe-pip --help`. The sh entry holds the same names. */
export const commands: readonly OwnCommand[] = [
  explain,
  env,
  adopt,
  repair,
  whichPackage,
  policy,
  trust,
  untrust,
  setup,
  teardown,
  doctor,
];

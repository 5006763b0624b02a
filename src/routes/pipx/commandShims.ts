import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { definedOnly } from "../../definedOnly.ts";
import type { World } from "../../world.ts";
import type { SharedPipSettings } from "../sharedPip.ts";
import type { Held } from "./held.ts";

/**
 * Gives an application's commands a shim where pipx's own directory of commands is not on PATH and `safe-pip setup`
 * has put ours there; takes the shims away with the application. The runner does it, as it does for environments.
 */
export async function followCommands(
  before: Held | null,
  after: Held | null,
  base: string,
  settings: SharedPipSettings,
  world: World,
): Promise<boolean> {
  if (!existsSync(join(settings.data, "shims/safe-pip"))) return false;
  const environment = after?.environment ?? before?.environment;
  const first = after?.commands[0];
  if (!environment || (first && (world.env.PATH ?? "").split(":").includes(dirname(first.path))))
    return false;
  const gained = after ? [`gained=${after.commands.map(({ name }) => name).join(",")}`] : [];
  const text = ["verb=commands", `data=${settings.data}`, `environment=${environment}`, ...gained].join("\t");
  const env = { ...definedOnly(world.env), SAFE_PIP_RUN: text };
  const ended = await world.run({ argv: [base, "-I", "-S", settings.runner], env, output: "capture" });
  return ended.exitCode === 0;
}

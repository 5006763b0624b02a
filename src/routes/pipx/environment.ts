import { homedir } from "node:os";
import { join } from "node:path";
import { definedOnly } from "../../definedOnly.ts";
import type { PipxStep } from "../../plan/plan.ts";
import type { World } from "../../world.ts";
import type { Pipx } from "./program.ts";
import { NEUTRALISED, PIPX_FOR_ALL } from "./settings.ts";

/**
 * The environment that pipx gets: the user's own, so that index, proxy and certificates reach its pip, without what
 * would break the environments it makes. root's applications are for all: pipx's own global places, named by
 * variables that versions without --global (1.1, Debian 12's) understand too, unless he has named others.
 */
export function environmentFor(step: PipxStep, pipx: Pipx, world: World): Record<string, string> {
  const kept: Record<string, string> = {
    ...(step.global ? PIPX_FOR_ALL : {}),
    ...Object.fromEntries(
      Object.entries(definedOnly(world.env)).filter(([name]) => !NEUTRALISED.includes(name)),
    ),
    ...pipx.environment,
  };
  return {
    ...kept,
    // Else pipx advises to type `pipx ensurepath`, and a pipx of our own is no command. We say what serves.
    PATH: `${kept.PATH ?? "/usr/bin:/bin"}:${commandsDirectory(kept)}`,
    PIPX_DEFAULT_PYTHON: step.interpreter,
    // uv, which pipx takes from 1.12 on where it is on PATH, reads neither PIP_* nor pip.conf.
    PIPX_DEFAULT_BACKEND: "pip",
    USE_EMOJI: "0",
    PIP_USER: "0",
  };
}

/** Where pipx links the commands of its applications. */
export function commandsDirectory(environment: Readonly<Record<string, string>>): string {
  return environment.PIPX_BIN_DIR ?? join(environment.HOME ?? homedir(), ".local/bin");
}

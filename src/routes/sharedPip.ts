import { definedOnly } from "../definedOnly.ts";
import type { World } from "../world.ts";

/** What the runner needs to make the shared pip ready: where it lies, and the user's network settings. */
export interface SharedPipSettings {
  readonly data: string;
  readonly runner: string;
  readonly network: Readonly<Record<string, string>>;
}

/**
 * The program of our shared pip, made ready where it is not: copied from the machine's, unpacked from the
 * distribution's wheel, or fetched from the user's index. Null where none could be had; the runner has then said why.
 */
export async function ensureSharedPip(
  python: string,
  settings: SharedPipSettings,
  world: World,
): Promise<string | null> {
  if (settings.data === "") {
    // Without a place of the user's own the runner would take the current directory for it.
    world.say(
      "no pip is on PATH, and there is no directory of your own to keep one in (HOME and XDG_DATA_HOME)",
    );
    world.say("type: sudo apt install python3-pip");
    return null;
  }
  const pairs = { verb: "ensure-pip", data: settings.data, ...settings.network };
  const text = Object.entries(pairs)
    .map(([key, value]) => `${key}=${value}`)
    .join("\t");
  const env = { ...definedOnly(world.env), SAFE_PIP_RUN: text };
  const ended = await world.run({ argv: [python, "-I", "-S", settings.runner], env, output: "capture" });
  for (const line of ended.stderr.split("\n")) if (line !== "") world.say(line.replace(/^safe-pip: /, ""));
  const directory = ended.stdout.trim();
  return ended.exitCode === 0 && directory.startsWith("/") ? `${directory}/pip/__pip-runner__.py` : null;
}

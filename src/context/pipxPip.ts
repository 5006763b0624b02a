import { join } from "node:path";
import { namesIn } from "../directory.ts";
import type { PipxPip } from "../plan/facts.ts";
import type { Surroundings } from "./facts.ts";
import { machinePipx } from "./machinePipx.ts";
import { pipVersionIn } from "./pipVersion.ts";
import { pipxHomes } from "./pipxHomes.ts";

/**
 * The pip that pipx's applications are installed with: that of pipx's shared libraries. Where several places could
 * be meant (1.1's home and today's), the oldest pip of them is told, since it may be the one.
 */
export function readPipxPip({ env, home, uid, handed }: Surroundings): PipxPip {
  if (machinePipx({ env, uid, data: handed.data }) === null) return { kind: "own" };
  const named = env.PIPX_SHARED_LIBS?.startsWith("/") ? env.PIPX_SHARED_LIBS : null;
  const own = env.PIPX_HOME?.startsWith("/") ? [env.PIPX_HOME] : null;
  const usual = (own ?? pipxHomes(env, home, uid === 0)).map((each) => join(each, "shared"));
  const found = (named ? [named] : usual).flatMap((directory) => {
    const version = versionIn(directory);
    return version === null ? [] : [{ directory, version }];
  });
  found.sort((a, b) => a.version.localeCompare(b.version, "en", { numeric: true }));
  const [oldest] = found;
  const directory = oldest?.directory ?? named ?? usual.at(0) ?? "";
  return { kind: "machine", version: oldest?.version ?? null, directory };
}

function versionIn(directory: string): string | null {
  for (const python of namesIn(join(directory, "lib"))) {
    const version = pipVersionIn(join(directory, "lib", python, "site-packages"));
    if (version !== null) return version;
  }
  return null;
}

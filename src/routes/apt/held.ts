import type { World } from "../../world.ts";
import type { RouteError } from "../route.ts";
import { asRoot } from "../typing.ts";
import { readStatus } from "./dpkg.ts";

/**
 * apt says "held broken packages" of every conflict. Where a package that stands in the way really is held by the
 * administrator, the answer is that package and how it is let go.
 */
export async function tellHeld(error: RouteError, said: string, world: World): Promise<RouteError> {
  if (error.code !== "apt-unmet") return error;
  const inTheWay = [...said.matchAll(/Depends: (\S+) .* but \S+ is to be installed/g)].map(
    ([, name = ""]) => name,
  );
  const status = await readStatus(inTheWay, world);
  const held = inTheWay.find((name) => status.get(name)?.held);
  if (!held) return error;
  return isHeld(held, error.why, world);
}

/** The administrator has forbidden to change the very package that is asked for at another version. */
export function heldAt(name: string, now: string, asked: string, world: World): RouteError {
  return isHeld(name, `it stays at ${now}, and ${asked} is asked for`, world);
}

function isHeld(name: string, why: string, world: World): RouteError {
  return {
    code: "apt-held",
    what: `${name} is held back`,
    why,
    next: asRoot(`apt-mark unhold ${name}`, world),
  };
}

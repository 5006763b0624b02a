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
  return {
    code: "apt-held",
    what: `${held} is held back`,
    why: error.why,
    next: asRoot(`apt-mark unhold ${held}`, world),
  };
}

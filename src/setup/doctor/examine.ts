import { readPolicy } from "../../policy/readPolicy.ts";
import type { Way } from "../../way.ts";
import { type Places, placesOf } from "../places.ts";
import type { Check } from "./check.ts";
import { judgeCaller, judgeCron, judgeHere, judgeModule, judgeSudo } from "./judgeCallers.ts";
import { judgePythonState } from "./judgePythonState.ts";
import { judgeSet } from "./judgeSet.ts";
import { askShell, callerOf } from "./readCallers.ts";
import { readPythonState } from "./readPythonState.ts";
import { readSet } from "./readSet.ts";
import { readSecurePath } from "./securePath.ts";
import { judgeSettings } from "./settings.ts";
import { shellProbes } from "./shellProbes.ts";

/** PATH of a unit of systemd's that sets none (systemd.exec(5), Debian's build). */
export const SERVICE_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Looks at everything and judges it. Starts the user's shells, each once; changes nothing. */
export async function examine(way: Way): Promise<Check[]> {
  const places = placesOf(way);
  const set = readSet(places, way.given.handed.next);
  const isSetUp = set.isThere || set.forAll !== null;
  const here = callerOf("here", places.env.PATH ?? "");
  const callers = await examineCallers(way, places, isSetUp);
  const state = readPythonState(places, way.given.handed.physical);
  return [
    ...judgeSet(set),
    judgeHere(here, places.env.VIRTUAL_ENV || places.env.CONDA_PREFIX || null, isSetUp),
    ...callers,
    judgeCron(set.isThere || set.forAll === null ? set.shims : places.systemBin),
    judgeModule(here),
    ...judgePythonState(state),
    ...judgeSettings(places.env.SAFE_PIP, (await readPolicy(way.policyPlaces())).problems),
  ];
}

async function examineCallers(way: Way, places: Places, isSetUp: boolean): Promise<Check[]> {
  const env = freshEnvironment(places);
  const asked = await Promise.all(shellProbes.map((probe) => askShell(probe, env, places.home)));
  // A shell that this machine has not got is no caller.
  const shells = asked.filter((shell) => !("silent" in shell && shell.silent.startsWith("there is no ")));
  const securePath = await readSecurePath(way.world, way.given.platform.codename);
  const sudo = securePath === null ? [] : [judgeSudo(callerOf("sudo", securePath), securePath, isSetUp)];
  const services = judgeCaller(callerOf("services", SERVICE_PATH), isSetUp);
  return [...shells.map((shell) => judgeCaller(shell, isSetUp)), ...sudo, services];
}

/** What a new terminal starts with: nothing that this shell's start-up files have set. */
function freshEnvironment({ env, home, uid }: Places): Record<string, string> {
  const path = "/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games";
  const fresh: Record<string, string> = { HOME: home, TERM: "dumb", PATH: uid === 0 ? SERVICE_PATH : path };
  for (const name of [
    "USER",
    "LOGNAME",
    "SHELL",
    "LANG",
    "LC_ALL",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_RUNTIME_DIR",
    "ZDOTDIR",
  ]) {
    const value = env[name];
    if (value !== undefined) fresh[name] = value;
  }
  return fresh;
}

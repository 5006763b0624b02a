import { join } from "node:path";
import type { DearFacts, Facts } from "../plan/facts.ts";
import { commandOf, wanted } from "../plan/request.ts";
import type { World } from "../world.ts";
import { readBindingPackages, readKinds, readProofs } from "./debian.ts";
import { readDeclined } from "./declined.ts";
import type { Surroundings } from "./facts.ts";
import { readInstalled } from "./installed.ts";
import { readMarkerEnvironment } from "./markers.ts";
import { readOwnPips } from "./ownPips.ts";
import { pipxHomes, readApplications } from "./pipxHomes.ts";
import { readAptUse } from "./privilege.ts";
import { environmentPath, systemPath } from "./searchPath.ts";
import { readWhereabouts } from "./whereabouts.ts";

/** What the dear facts are read from. */
export interface DearSources {
  readonly given: Surroundings;
  readonly world: World;
  /** The directory of the catalogue's data. */
  readonly dataDirectory: string;
}

/** Reads one dear fact, once a plan at the most. */
export async function readDear(
  fact: keyof DearFacts,
  facts: Facts,
  sources: DearSources,
): Promise<Partial<DearFacts>> {
  return { [fact]: await READERS[fact](facts, sources) };
}

type Readers = {
  [K in keyof DearFacts]: (facts: Facts, sources: DearSources) => DearFacts[K] | Promise<DearFacts[K]>;
};

const READERS: Readers = {
  installed: (facts, { given }) => readInstalled(destinationPath(facts, given.home)),
  kinds: (facts, { given }) => readKinds(facts, given),
  proofs: (facts, sources) => readProofs(facts, sources),
  bindingPackages: (facts, sources) => readBindingPackages(facts, sources),
  aptUse: (_, { given, world }) => readAptUse(world, given.platform.apt),
  declined: (facts) => readDeclined(facts.data),
  applications: (_, { given }) => applications(given),
  whereabouts(facts, { given }) {
    const names = wanted(facts).flatMap((each) => (each.name ? [each.name] : []));
    return readWhereabouts(names, facts, given.home, applications(given));
  },
  ownPips: ({ project, home }) =>
    readOwnPips([...(project.kind === "none" ? [] : [project.slot]), ...(home ? [home] : [])]),
  markerVariables(facts) {
    if (!facts.interpreter) throw new Error("there is no interpreter to evaluate markers for");
    return readMarkerEnvironment(facts.interpreter);
  },
};

function applications({ env, home, uid }: Surroundings) {
  return readApplications(pipxHomes(env, home, uid === 0));
}

/** The sys.path of the python that will import: the project's environment, or what *here* runs. */
function destinationPath(facts: Facts, home: string): readonly string[] {
  const { project, here, interpreter } = facts;
  if (commandOf(facts) === null || !interpreter) return [];
  if (project.kind !== "none" && project.slot.published) {
    return environmentPath(join(project.slot.path, "venv"), interpreter.path, home);
  }
  if (project.kind === "described") return [];
  return here.kind === "none"
    ? systemPath(interpreter.path, home)
    : environmentPath(here.environment, interpreter.path, home);
}

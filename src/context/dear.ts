import { join } from "node:path";
import { type Candidates, readCandidates } from "../catalogue/candidates.ts";
import { type Catalogue, openCatalogue } from "../catalogue/catalogue.ts";
import { publishersOf } from "../catalogue/publishers.ts";
import { releaseName } from "../catalogue/release.ts";
import { projectInterpreter } from "../plan/conditions.ts";
import type { DearFacts, Facts } from "../plan/facts.ts";
import { commandOf, wantedNames } from "../plan/request.ts";
import type { World } from "../world.ts";
import { readBindingPackages } from "./bindings.ts";
import {
  type Debian,
  packagesToAsk,
  readKinds,
  readProofs,
  readPythonInApt,
  readRuledOut,
} from "./debian.ts";
import { readDeclined } from "./declined.ts";
import type { Surroundings } from "./facts.ts";
import { readInstalled } from "./installed.ts";
import { readMarkerEnvironment } from "./markers.ts";
import { readOwnPips } from "./ownPips.ts";
import { pipxHomes, readApplications } from "./pipxHomes.ts";
import { readPipxPip } from "./pipxPip.ts";
import { readAptUse } from "./privilege.ts";
import { environmentPath, systemPath } from "./searchPath.ts";
import { readForeignVenv } from "./separate.ts";
import { readWhereabouts } from "./whereabouts.ts";

/** What the dear facts are read from. */
export interface DearSources {
  readonly given: Surroundings;
  readonly world: World;
  /** The directory of the catalogue's data. */
  readonly dataDirectory: string;
}

/** Reads one dear fact of a plan. */
export type DearReader = (fact: keyof DearFacts, facts: Facts) => Promise<Partial<DearFacts>>;

/** The reader of one plan: each fact once at the most, and apt asked once for all that the plan may want of it. */
export function dearReader(sources: DearSources): DearReader {
  const debian = debianOf(sources);
  return async (fact, facts) => ({ [fact]: await READERS[fact](facts, { ...sources, debian }) });
}

function debianOf({ given, world: { run }, dataDirectory }: DearSources): Debian {
  const { platform } = given;
  const apt = { run, lists: platform.aptLists, publishers: publishersOf(platform) };
  let catalogue: Catalogue | null = null;
  let answer: Promise<Candidates> | null = null;
  const debian: Debian = {
    given,
    run,
    catalogue() {
      catalogue ??= openCatalogue(dataDirectory, releaseName(platform));
      return catalogue;
    },
    candidates(facts) {
      answer ??= readCandidates(packagesToAsk(facts, debian), apt);
      return answer;
    },
  };
  return debian;
}

type Sources = DearSources & { readonly debian: Debian };
type Readers = {
  [K in keyof DearFacts]: (facts: Facts, sources: Sources) => DearFacts[K] | Promise<DearFacts[K]>;
};

const READERS: Readers = {
  installed: (facts, { given }) => readInstalled(destinationPath(facts, given.home)),
  kinds: (facts, { given }) => readKinds(facts, given),
  ruledOut: (facts, { debian }) => readRuledOut(facts, debian),
  proofs: (facts, { debian }) => readProofs(facts, debian),
  bindingPackages: (facts, { debian }) =>
    readBindingPackages(facts, debian.given, () => debian.candidates(facts)),
  aptUse: (_, { given, world }) => readAptUse(world, given.platform.apt),
  foreignVenv: (facts, { given }) =>
    readForeignVenv(facts.project, projectInterpreter(facts)?.version, given.uid),
  declined: (facts) => readDeclined(facts.data),
  applications: (_, { given }) => applications(given),
  whereabouts(facts, { given }) {
    const names = wantedNames(facts);
    return readWhereabouts(names, facts, given.home, applications(given));
  },
  ownPips: ({ project, home }) =>
    readOwnPips([...(project.kind === "none" ? [] : [project.slot]), ...(home ? [home] : [])]),
  pythonInApt: (facts, { debian }) => readPythonInApt(facts, debian),
  pipxPip: (_, { given }) => readPipxPip(given),
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

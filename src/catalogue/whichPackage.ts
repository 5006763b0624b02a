import { type NormalizedName, normalizeName } from "../pip/requirement.ts";
import type { World } from "../world.ts";
import type { Candidate, Entry, Found, Kind } from "./answer.ts";
import { type Candidates, readCandidates } from "./candidates.ts";
import { openCatalogue } from "./catalogue.ts";
import { entryHere, packagesOf } from "./entryHere.ts";
import { kindOf } from "./kinds.ts";
import { metadataVersionOf } from "./prove.ts";
import { type Binding, bindingOf } from "./tables/bindings.ts";
import { type Hint, hintFor } from "./tables/hints.ts";
import { wordsOfHint } from "./whichSentence.ts";

/** The answer for one name. Its fields are the JSON's. */
export interface WhichPackage {
  /** As it was asked. */
  readonly name: string;
  readonly release: string;
  /** Null where there is none, or where that is not known. */
  readonly package: string | null;
  /** False where the data was not made from the release and nothing could be opened: `package` says nothing then. */
  readonly known: boolean;
  /** As pip will see it; null where there is no package, or where that is not known. */
  readonly version: string | null;
  /** As apt has it: the candidate's here, that of the day of the data for a release that was asked for. */
  readonly aptVersion: string | null;
  readonly kind: Kind;
  /** The commands of a program; the first is the one to try. */
  readonly commands: readonly string[];
  /** Only the distribution has it in a form that works. */
  readonly binding: boolean;
  /** `proved`: the package's metadata bears the name. `alias`, `binding`: reviewed tables say so. */
  readonly basis: "proved" | "alias" | "binding" | null;
  /** What is meant by a name that the index does not have. */
  readonly hint: Hint | null;
  readonly reason: string;
}

/** What the answers are made from. */
export interface WhichContext {
  /** The directory that holds the shipped data. */
  readonly dataDirectory: string;
  /** As `releaseName` has it; `bookworm` where a release was asked for. */
  readonly release: string;
  /** Asks this machine's apt. Null where a release was asked for: then the shipped data alone answers. */
  readonly run: World["run"] | null;
  readonly raspberryPi: boolean;
  readonly rosDistro: string | null;
}

/** A project's name by PEP 508; Unicode folding would admit the Kelvin sign. */
const PROJECT_NAME = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/;

/** Tells which Debian package each name is, in their order. One call of apt-cache for all; throws nothing of its own. */
export async function whichPackage(
  names: readonly string[],
  context: WhichContext,
): Promise<readonly WhichPackage[]> {
  const catalogue = openCatalogue(context.dataDirectory, context.release);
  const asked = names.map((name) => ask(name, catalogue.find, context));
  const packages = asked.flatMap(({ found, binding }) => [
    ...packagesOf(found),
    ...(binding ? [binding.package] : []),
  ]);
  const candidates = context.run ? await readCandidates(packages, context.run) : null;
  return Promise.all(asked.map((each) => answer(each, candidates, context)));
}

interface Asked {
  readonly name: string;
  readonly project: NormalizedName;
  readonly found: Found;
  readonly binding: Binding | null;
}

function ask(name: string, find: (name: NormalizedName) => Found, context: WhichContext): Asked {
  const project = normalizeName(name);
  const valid = PROJECT_NAME.test(name) && name.length <= 128;
  if (!valid)
    return { name, project, found: { kind: "none", reason: "it is not a project's name" }, binding: null };
  return { name, project, found: find(project), binding: bindingOf(project, context) };
}

async function answer(
  asked: Asked,
  candidates: Candidates | null,
  context: WhichContext,
): Promise<WhichPackage> {
  const { kind, commands } = kindOf(asked.project);
  const hint = hintFor(asked.project);
  const common = {
    name: asked.name,
    release: context.release,
    kind,
    commands,
    binding: asked.binding !== null,
    hint,
  };
  const byPackage = candidates?.kind === "candidates" ? candidates.byPackage : null;
  const found =
    byPackage && context.run
      ? (await entryHere(asked.project, asked.found, byPackage, context.run)).found
      : asked.found;
  const missing = found.kind === "entry" && byPackage ? unavailable(found.entry, byPackage) : null;
  const apart = candidates !== null && candidates.kind !== "candidates" ? candidates.reason : null;
  if (found.kind === "entry" && missing === null)
    return { ...common, ...ofEntry(found.entry, byPackage, apart, context) };
  if (asked.binding) return { ...common, ...ofBinding(asked.binding, byPackage) };
  const known = found.kind !== "unknown-release" || hint !== null;
  const reason = hint ? wordsOfHint(hint) : (missing ?? reasonOf(found, apart));
  return { ...common, package: null, known, version: null, aptVersion: null, basis: null, reason };
}

/** Why a package of the catalogue can't be had here; null where it can. */
function unavailable({ package: name }: Entry, byPackage: ReadonlyMap<string, Candidate>): string | null {
  const candidate = byPackage.get(name);
  if (!candidate?.candidate) return `${name} is it, and apt has no candidate for it here`;
  if (candidate.candidate === candidate.installed || candidate.fromDistribution) return null;
  return `${name} is it, and apt would take that from an archive that is not the distribution's`;
}

type Rest = Pick<WhichPackage, "package" | "known" | "version" | "aptVersion" | "basis" | "reason">;

function ofEntry(
  entry: Entry,
  byPackage: ReadonlyMap<string, Candidate> | null,
  apart: string | null,
  { release }: WhichContext,
): Rest {
  const aptVersion = byPackage?.get(entry.package)?.candidate ?? entry.debianVersion;
  const bears =
    entry.source === "opened"
      ? "the package itself was opened and bears the name"
      : `${release}'s package bears the name in its metadata`;
  return {
    package: entry.package,
    known: true,
    version: metadataVersionOf(entry, aptVersion),
    aptVersion,
    basis: entry.alias === null ? "proved" : "alias",
    reason: `${entry.alias ?? bears}${apart ? `; not confirmed by apt here: ${apart}` : ""}`,
  };
}

function ofBinding(binding: Binding, byPackage: ReadonlyMap<string, Candidate> | null): Rest {
  const candidate = byPackage?.get(binding.package);
  const trusted =
    candidate?.fromDistribution || candidate?.origins.some((origin) => binding.alsoFrom.includes(origin));
  if (byPackage && !(candidate?.candidate && trusted)) {
    return {
      package: null,
      known: true,
      version: null,
      aptVersion: null,
      basis: null,
      reason: `${binding.package} is it, and apt has no candidate for it here`,
    };
  }
  return {
    package: binding.package,
    known: true,
    version: null,
    aptVersion: candidate?.candidate ?? null,
    basis: "binding",
    reason: binding.reason,
  };
}

function reasonOf(found: Found, apart: string | null): string {
  if (found.kind === "none") return found.reason;
  return `the catalogue was not made from this release${apart ? `, and ${apart}` : ""}`;
}

import { type NormalizedName, normalizeName } from "../pip/requirement.ts";
import type { Candidate, Entry, Found, Kind } from "./answer.ts";
import { type Apt, readCandidates } from "./candidates.ts";
import { openCatalogue } from "./catalogue.ts";
import { entryHere, packagesOf, toBeOpened } from "./entryHere.ts";
import { kindOf } from "./kinds.ts";
import { type Opened, openDebs } from "./openDeb.ts";
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
  /** This machine's apt. Null where there is none or a release was asked for: then the shipped data alone answers. */
  readonly apt: Apt | null;
  readonly raspberryPi: boolean;
  readonly rosDistro: string | null;
}

/** A project's name by PEP 508; Unicode folding would admit the Kelvin sign. */
const PROJECT_NAME = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/;

/** True for what could be a project's name; extras and versions are none. */
export function isProjectName(text: string): boolean {
  return PROJECT_NAME.test(text) && text.length <= 128;
}

/** Tells which Debian package each name is, in their order. Asks apt once for all; throws nothing of its own. */
export async function whichPackage(
  names: readonly string[],
  context: WhichContext,
): Promise<readonly WhichPackage[]> {
  const catalogue = openCatalogue(context.dataDirectory, context.release);
  const asked = names.map((name) => ask(name, catalogue.find, context));
  const said = await askApt(asked, context.apt);
  return asked.map((each) => answer(each, said, context));
}

/** What apt says of all that is asked; null where it is not asked, a reason where it does not answer. */
type Said =
  | {
      readonly kind: "answer";
      readonly byPackage: ReadonlyMap<string, Candidate>;
      readonly opened: ReadonlyMap<string, Opened>;
    }
  | { readonly kind: "no-answer"; readonly reason: string | null };

async function askApt(asked: readonly Asked[], apt: Apt | null): Promise<Said> {
  if (!apt) return { kind: "no-answer", reason: null };
  const packages = asked.flatMap(({ found, binding }) => [
    ...packagesOf(found),
    ...(binding ? [binding.package] : []),
  ]);
  const candidates = await readCandidates(packages, apt);
  if (candidates.kind !== "candidates") return { kind: "no-answer", reason: candidates.reason };
  const { byPackage } = candidates;
  const opened = await openDebs(
    asked.flatMap(({ found }) => toBeOpened(found, byPackage)),
    apt.run,
  );
  return { kind: "answer", byPackage, opened };
}

interface Asked {
  readonly name: string;
  readonly project: NormalizedName;
  readonly found: Found;
  readonly binding: Binding | null;
}

function ask(name: string, find: (name: NormalizedName) => Found, context: WhichContext): Asked {
  const project = normalizeName(name);
  if (!isProjectName(name))
    return { name, project, found: { kind: "none", reason: "it is not a project's name" }, binding: null };
  return { name, project, found: find(project), binding: bindingOf(project, context) };
}

function answer(asked: Asked, said: Said, context: WhichContext): WhichPackage {
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
  const byPackage = said.kind === "answer" ? said.byPackage : null;
  const found =
    said.kind === "answer"
      ? entryHere(asked.project, asked.found, said.byPackage, said.opened).found
      : asked.found;
  const missing = found.kind === "entry" && byPackage ? unavailable(found.entry, byPackage) : null;
  const apart = said.kind === "no-answer" ? said.reason : null;
  if (found.kind === "entry" && missing === null)
    return { ...common, ...ofEntry(found.entry, byPackage, apart, context) };
  if (asked.binding) return { ...common, ...ofBinding(asked.binding, byPackage, context) };
  const known = found.kind === "none" || missing !== null || hint !== null;
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

function ofBinding(
  binding: Binding,
  byPackage: ReadonlyMap<string, Candidate> | null,
  { release }: WhichContext,
): Rest {
  const candidate = byPackage?.get(binding.package);
  const trusted =
    candidate?.fromDistribution || candidate?.origins.some((origin) => binding.alsoFrom.includes(origin));
  const none = { package: null, known: true, version: null, aptVersion: null, basis: null } as const;
  if (byPackage && !(candidate?.candidate && trusted))
    return { ...none, reason: `${binding.package} is it, and apt has no candidate for it here` };
  if (!byPackage && binding.missingFrom.includes(release))
    return { ...none, reason: `${binding.package} is it, and ${release} does not have it` };
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
  if (found.kind === "none" || found.kind === "unopened") return found.reason;
  return `the catalogue was not made from this release${apart ? `, and ${apart}` : ""}`;
}

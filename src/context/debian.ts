import type { Found, Proof } from "../catalogue/answer.ts";
import type { Candidates } from "../catalogue/candidates.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { entryHere, packagesOf, toBeOpened } from "../catalogue/entryHere.ts";
import { kindOf } from "../catalogue/kinds.ts";
import { openDebs } from "../catalogue/openDeb.ts";
import { notProved, prove, ruledOut } from "../catalogue/prove.ts";
import type { Binding } from "../catalogue/tables/bindings.ts";
import { hintFor } from "../catalogue/tables/hints.ts";
import { wordsOfHint } from "../catalogue/whichSentence.ts";
import { dialectOf } from "../pip/dialect.ts";
import type { RequestedRequirement } from "../pip/request.ts";
import { type NormalizedName, normalizeName } from "../pip/requirement.ts";
import type { Facts, ProjectKind } from "../plan/facts.ts";
import { wanted, wantedNames } from "../plan/request.ts";
import type { Sourced } from "../policy/policy.ts";
import type { World } from "../world.ts";
import { bindingFor, boundIn, provedBinding } from "./bindings.ts";
import type { Surroundings } from "./facts.ts";
import { vouchedEntry, vouchedProof } from "./vouched.ts";

/** Debian as a plan asks it: the data is opened once, and apt asked once, for all that the plan may want of it. */
export interface Debian {
  readonly given: Surroundings;
  readonly run: World["run"];
  catalogue(): Catalogue;
  /** apt's answer for `packagesToAsk`. */
  candidates(facts: Facts): Promise<Candidates>;
}

/** What the catalogue says of each requested name without asking anybody. */
export function readKinds(facts: Facts, given: Surroundings): Map<NormalizedName, ProjectKind> {
  const names = wantedNames(facts);
  const kinds = names.map(
    (name) =>
      [
        name,
        { ...kindOf(name), binding: bindingFor(name, given)?.package ?? null, hint: hintOf(name) },
      ] as const,
  );
  return new Map(kinds);
}

/** Every package that a rule may ask about: those of bindings, and those of proofs where all may be proved. */
export function packagesToAsk(facts: Facts, debian: Debian): readonly string[] {
  const bindings = boundIn(facts, debian.given).map(({ binding }) => binding.package);
  const looked = lookUp(facts, debian);
  // A command is not split: where one of them can't be there, the others need not be asked for.
  const proofs = looked.some((each) => each.out !== null)
    ? []
    : looked.flatMap(({ found }) => packagesOf(found));
  return [...bindings, ...proofs, ...pythonOf(facts)];
}

/** Whether apt has the Python that the policy names, and this machine has not. */
export async function readPythonInApt(facts: Facts, debian: Debian): Promise<boolean> {
  const [name] = pythonOf(facts);
  if (!name || !debian.given.platform.apt) return false;
  const candidates = await debian.candidates(facts);
  if (candidates.kind !== "candidates") return false;
  return (candidates.byPackage.get(name)?.candidate ?? null) !== null;
}

function pythonOf({ projectPython }: Facts): readonly string[] {
  return projectPython.kind === "missing" ? [`python${projectPython.version}`] : [];
}

/** Why the distribution can't serve the command, whatever apt would say; null where apt's answer decides. */
export function readRuledOut(facts: Facts, debian: Debian): string | null {
  const out = lookUp(facts, debian).find((each) => each.out !== null);
  return out?.out ? reasonOf(out.requirement.name, out.out) : null;
}

/** One proof a requirement, in their order: from apt's one answer, and at most one fetch of packages to look into. */
export async function readProofs(facts: Facts, debian: Debian): Promise<readonly Proof[]> {
  const looked = lookUp(facts, debian);
  if (looked.some((each) => each.out !== null)) {
    const other = "another requirement of the same command is not in the distribution";
    return looked.map(({ requirement, out }) => notProved(requirement.name, out ?? other));
  }
  const candidates = await debian.candidates(facts);
  if (candidates.kind !== "candidates")
    return looked.map(({ requirement }) => notProved(requirement.name, candidates.reason, false));
  const { byPackage } = candidates;
  const shut = looked.flatMap(({ found, vouched }) => (vouched ? [] : toBeOpened(found, byPackage)));
  const opened = await openDebs(shut, debian.run);
  const dialect = dialectOf(facts.realPip?.version ?? "26.2");
  return looked.map(({ requirement, found, vouched, binding }) => {
    if (binding) return provedBinding(requirement, binding, byPackage.get(binding.package));
    if (vouched) {
      const candidate = byPackage.get(vouched.value);
      return vouchedProof(prove(requirement, vouchedEntry(vouched, candidate), candidate, dialect), vouched);
    }
    if (!requirement.name) return notProved(null, "it is not asked for by name");
    const here = entryHere(requirement.name, found, byPackage, opened);
    return prove(requirement, here.found, here.candidate, dialect);
  });
}

/** A requirement with what is known of it before apt is asked. */
interface Looked {
  readonly requirement: RequestedRequirement;
  readonly found: Found;
  /** The package that the policy's `apt-name` vouches for. */
  readonly vouched: Sourced<string> | undefined;
  /** The row of the reviewed table, for what bears no name that the data knows. */
  readonly binding: Binding | null;
  readonly out: string | null;
}

function lookUp(facts: Facts, { given, catalogue }: Debian): readonly Looked[] {
  return wanted(facts).map((requirement) => {
    const { name } = requirement;
    const vouched = name ? facts.policy.aptNames.get(name) : undefined;
    // What no package could meet needs no look into the data.
    const early = ruledOut(requirement, ANYTHING);
    if (early) return { requirement, found: ANYTHING, vouched, binding: null, out: early };
    const found = foundOf(name, vouched, catalogue());
    const binding = name && found.kind === "none" ? bindingFor(name, given) : null;
    return { requirement, found, vouched, binding, out: ruledOut(requirement, found, binding !== null) };
  });
}

/** A package that may bear any name. */
const ANYTHING: Found = { kind: "unopened", reason: "" };

function foundOf(
  name: NormalizedName | null,
  vouched: Sourced<string> | undefined,
  catalogue: Catalogue,
): Found {
  if (vouched) return vouchedEntry(vouched, undefined);
  return name ? catalogue.find(name) : { kind: "none", reason: "it is not asked for by name" };
}

function reasonOf(name: NormalizedName | null, out: string): string {
  return name === null ? out : `${name}: ${out}`;
}

function hintOf(name: NormalizedName): string | null {
  const hint = hintFor(name);
  if (!hint) return null;
  const words = wordsOfHint(hint);
  return normalizeName(words.split(" ")[0] ?? "") === name ? words : `${name}: ${words}`;
}

import { join } from "node:path";
import type { PolicyFile } from "./check.ts";
import { escapeText } from "./display.ts";
import type { Layers } from "./layers.ts";
import { defaultPolicy, type Layer, type Policy, type PolicyProblem } from "./policy.ts";
import { type Identity, readPolicyFile } from "./safeRead.ts";

/** Where the layers are to be looked for. */
export interface PolicyPlaces {
  /** `/etc/safe-pip/policy.toml`. */
  readonly machine: string;
  /** The user's `config.toml`; null where no place is his own. */
  readonly user: string | null;
  /** The project's directory, physical; null outside a project: what a project says has no say elsewhere. */
  readonly project: string | null;
  /** The user's data directory, with the trust store; null where no place is his own: nothing is trusted. */
  readonly data: string | null;
  readonly who: Identity;
}

/** The machine's policy file. */
export const machinePolicy = "/etc/safe-pip/policy.toml";

/**
 * The policy in force at these places. Where there is no file, that is four calls of `open`, and neither the
 * TOML parser nor the schema is loaded. Never throws for what a file holds: see `problems` and `notes`.
 */
export async function readPolicy(places: PolicyPlaces): Promise<Policy> {
  const found = readLayers(places);
  if (found.sources.length === 0) {
    if (found.problems.length === 0 && found.notes.length === 0) return defaultPolicy;
    return { ...defaultPolicy, problems: found.problems, notes: found.notes };
  }
  const { layers, problems } = await parseLayers(places, found.sources);
  const { composePolicy } = await import("./layers.ts");
  const policy = composePolicy(layers);
  return {
    ...policy,
    notes: [...found.notes, ...policy.notes],
    problems: [...found.problems, ...problems],
  };
}

/** The bytes of a file that counts, read once. */
export interface PolicySource {
  readonly layer: Layer;
  readonly file: string;
  readonly bytes: Buffer;
  /** The table of the policy in it. */
  readonly section: readonly string[];
}

/** What was found by reading alone. */
export interface FoundLayers {
  readonly sources: readonly PolicySource[];
  readonly problems: readonly PolicyProblem[];
  readonly notes: readonly string[];
}

/** Reads the files that there are. */
export function readLayers(places: PolicyPlaces): FoundLayers {
  const found = { sources: [] as PolicySource[], problems: [] as PolicyProblem[], notes: [] as string[] };
  readSource(found, places, { layer: "machine", file: places.machine, section: [] });
  if (places.user !== null) readSource(found, places, { layer: "user", file: places.user, section: [] });
  if (places.project !== null) {
    const dotfile = join(places.project, ".safe-pip.toml");
    readSource(found, places, { layer: "project", file: dotfile, section: [] });
    const pyproject = join(places.project, "pyproject.toml");
    readSource(found, places, { layer: "project", file: pyproject, section: ["tool", "safe-pip"] });
  }
  return found;
}

type Found = { [K in keyof FoundLayers]: FoundLayers[K] extends readonly (infer T)[] ? T[] : never };

function readSource(found: Found, places: PolicyPlaces, wanted: Omit<PolicySource, "bytes">): void {
  const { layer, file, section } = wanted;
  const result = readPolicyFile(file, places.who, layer === "project" ? "refuse" : "follow");
  if (result.kind === "absent") return;
  if (result.kind === "unreadable") {
    // Most pyproject.toml hold no policy: one that can't be read stops nothing, but it is said.
    if (section.length > 0)
      found.notes.push(`${escapeText(file)} is not searched for [tool.safe-pip]: ${result.why}`);
    else found.problems.push(unreadable(file, result.why));
    return;
  }
  // A pyproject.toml that does not so much as name us need not be parsed, whoever owns it.
  if (section.length > 0 && !result.bytes.includes("safe-pip")) return;
  if (result.kind === "not-yours") found.notes.push(`${escapeText(file)} does not count: ${result.why}`);
  else found.sources.push({ ...wanted, bytes: result.bytes });
}

/** Parses and checks what was read, and looks the project's bytes up in the trust store. */
export async function parseLayers(
  places: PolicyPlaces,
  sources: readonly PolicySource[],
): Promise<{ readonly layers: Layers; readonly problems: readonly PolicyProblem[] }> {
  const [{ parsePolicy }, { checkPolicy }] = await Promise.all([import("./parse.ts"), import("./check.ts")]);
  const problems: PolicyProblem[] = [];
  const files: Partial<Record<Layer, PolicyFile>> = {};
  let trusted = false;
  for (const source of sources) {
    const parsed = parsePolicy(source.bytes, source.layer, source.file, source.section);
    if (parsed.kind === "problem") problems.push(parsed.problem);
    if (parsed.kind !== "table") continue;
    const before = files[source.layer];
    if (before !== undefined) problems.push(twice(before.file, source.file));
    const checked = checkPolicy(parsed.table);
    problems.push(...checked.problems);
    files[source.layer] = checked.policy;
    if (source.layer === "project" && places.data !== null) {
      const { isTrusted } = await import("./trust.ts");
      trusted = isTrusted({ data: places.data, who: places.who }, source.file, source.bytes);
    }
  }
  const { machine = null, user = null, project } = files;
  const layers = { machine, user, project: project === undefined ? null : { policy: project, trusted } };
  return { layers, problems: problems.slice(0, problemLimit) };
}

/** Faults that are told at once; who mends these sees the others next time. */
const problemLimit = 20;

function unreadable(file: string, why: string): PolicyProblem {
  const message = `${escapeText(file)} can't be read: ${why}`;
  return { code: "policy-unreadable", file, line: null, key: null, message };
}

function twice(first: string, second: string): PolicyProblem {
  const message = `${escapeText(second)}: [tool.safe-pip] must not stand beside ${escapeText(first)}; keep one of them`;
  return { code: "policy-twice", file: second, line: null, key: null, message };
}

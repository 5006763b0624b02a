import type { PolicyFile } from "./check.ts";
import { escapeText, show } from "./display.ts";
import { leftOut } from "./layers.ts";
import type { PolicyProblem } from "./policy.ts";
import { type PolicyPlaces, parseLayers, readLayers } from "./readPolicy.ts";
import { type Identity, readPolicyFile } from "./safeRead.ts";
import { addTrust, listTrust, removeTrust, type TrustStore, trustDigest } from "./trust.ts";

/** Something that a project's file asks for. */
export interface Asked {
  readonly key: string;
  readonly line: number;
  readonly value: unknown;
  /** It counts only once the file is trusted. Else it makes things stricter, or says what holds anyway. */
  readonly needsTrust: boolean;
}

/** What `safe-pip trust` is about to bind: shown first, and granted by exactly this digest. */
export type Inspection =
  | {
      readonly kind: "file";
      readonly file: string;
      /** Of the bytes that were shown: a file that changes between question and answer stays untrusted. */
      readonly digest: string;
      readonly trusted: boolean;
      /** Everything but the bans, which count without trust. */
      readonly asked: readonly Asked[];
      /** False where trust would change nothing. */
      readonly needsTrust: boolean;
      /** What is asked, a line each, escaped. */
      readonly lines: readonly string[];
    }
  /** No policy there, or one that does not count. */
  | { readonly kind: "none"; readonly message: string }
  | { readonly kind: "problems"; readonly problems: readonly PolicyProblem[] };

/** Reads the policy of the project at `places.project` and says what trust in it would allow. Changes nothing. */
export async function inspectTrust(places: PolicyPlaces): Promise<Inspection> {
  const found = readLayers(places);
  const source = found.sources.find((one) => one.layer === "project");
  const { layers, problems } = await parseLayers(places, found.sources);
  const all = [...found.problems, ...problems];
  if (all.length > 0) return { kind: "problems", problems: all };
  if (source === undefined || layers.project === null) {
    const where = escapeText(places.project ?? "this directory");
    return { kind: "none", message: found.notes.at(-1) ?? `there is no .safe-pip.toml in ${where}` };
  }
  const { trusted, policy } = layers.project;
  const left = leftOut({ ...layers, project: { policy, trusted: false } });
  const asked = everythingOf(policy).map((one) => ({
    ...one,
    needsTrust: left.some(({ key }) => key === one.key),
  }));
  const lines = asked.map(lineOf);
  const digest = trustDigest(policy.file, bytesOf(found.sources, policy.file));
  return { kind: "file", file: policy.file, digest, trusted, asked, needsTrust: left.length > 0, lines };
}

function everythingOf(policy: PolicyFile): Omit<Asked, "needsTrust">[] {
  const { ban: _, ...tables } = policy.tables;
  const keys = Object.entries(policy.keys).map(([key, placed]) => ({ key, ...placed }));
  const packages = Object.entries(tables).flatMap(([table, entries]) =>
    [...entries].map(([name, placed]) => ({ key: `${table}.${name}`, ...placed })),
  );
  return [...keys, ...packages].sort((one, other) => one.line - other.line);
}

function lineOf({ key, line, value, needsTrust }: Asked): string {
  return `line ${line}: ${escapeText(key)} = ${show(value)}${needsTrust ? "" : " (needs no trust)"}`;
}

function bytesOf(
  sources: readonly { readonly file: string; readonly bytes: Buffer }[],
  file: string,
): Buffer {
  return sources.find((one) => one.file === file)?.bytes ?? Buffer.alloc(0);
}

/** Writes down the user's consent to what was inspected. Throws where the store can't be written. */
export function grantTrust(store: TrustStore, inspection: Inspection & { readonly kind: "file" }): string {
  addTrust(store, inspection.file, inspection.digest);
  return `${escapeText(inspection.file)} is trusted until it changes`;
}

/** Takes the consent back; the file need not be there any more. */
export function revokeTrust(
  store: TrustStore,
  directory: string,
): { readonly revoked: boolean; readonly message: string } {
  const files = [`${directory}/.safe-pip.toml`, `${directory}/pyproject.toml`];
  const revoked = files.filter((file) => removeTrust(store, file) > 0);
  const [file] = revoked;
  if (file === undefined)
    return { revoked: false, message: `nothing in ${escapeText(directory)} was trusted` };
  return { revoked: true, message: `${escapeText(file)} is no longer trusted` };
}

/** A consent, and whether it still holds. */
export interface ListedTrust {
  readonly file: string;
  readonly state: "in-force" | "changed" | "gone";
}

/** The consents, for `safe-pip trust --list`, each held against the file as it is now. */
export function listConsents(store: TrustStore, who: Identity): readonly ListedTrust[] {
  return listTrust(store).map(({ path, digest }) => {
    const result = readPolicyFile(path, who, "refuse");
    if (result.kind === "absent") return { file: path, state: "gone" };
    const same = result.kind === "read" && trustDigest(path, result.bytes) === digest;
    return { file: path, state: same ? "in-force" : "changed" };
  });
}

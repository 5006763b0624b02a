import type { CommandRequest, RequestedOption } from "../pip/request.ts";
import { escapeText } from "./display.ts";
import { cite, type Policy, type Sourced } from "./policy.ts";

/** What the policy asks of a run of pip, whichever environment it is for. */
export interface Demands {
  /** Settings for pip's environment. They go over its configuration, and under the command line. */
  readonly environment: Readonly<Record<string, string>>;
  /** The same as options, for where pip is started by another program (pipx's `--pip-args`). */
  readonly options: readonly string[];
  /** What is asked, and the line that asks it, for people. */
  readonly reasons: readonly string[];
  /** Why pip must not run at all; null where it may. */
  readonly refusal: Refusal | null;
}

/** A policy that this command line, or this pip, can't keep. */
export interface Refusal {
  /** Stable: `other-index`, `source-build`, `age-unsupported`, `age-overridden`. */
  readonly code: string;
  readonly message: string;
  /** What to type instead; null where only the user knows. */
  readonly next: string | null;
}

/**
 * Maps `index-url`, `only-binary` and `minimum-age` to pip. What is asked for by the environment or pip's
 * configuration gives way to the policy; what was typed, or stands in a requirements file, can't be overruled by
 * a setting, so it is refused. A URL that is asked for by itself is no index, and stays. Pure.
 *
 * @param pipVersion of the pip that would run; null where it is not known, which is taken for an old one.
 */
export function demandsOf(policy: Policy, request: CommandRequest, pipVersion: string | null): Demands {
  const environment: Record<string, string> = {};
  const options: string[] = [];
  const reasons: string[] = [];
  const { indexUrl, onlyBinary, minimumAge } = policy;
  if (indexUrl.value !== null) {
    environment.PIP_INDEX_URL = indexUrl.value;
    // pip takes an empty variable for none and falls back to its configuration; the same index twice is harmless.
    if (request.options.has("extra_index_urls")) environment.PIP_EXTRA_INDEX_URL = indexUrl.value;
    options.push("--index-url", indexUrl.value);
    reasons.push(`Packages come from ${escapeText(indexUrl.value)} alone (${cite(indexUrl.source)}).`);
  }
  if (onlyBinary.value) {
    environment.PIP_ONLY_BINARY = ":all:";
    options.push("--only-binary", ":all:");
    reasons.push(`Nothing is built here: wheels alone (${cite(onlyBinary.source)}).`);
  }
  const ages = minimumAge.value > 0 && !isForPipAlone(request);
  if (ages) {
    environment.PIP_UPLOADED_PRIOR_TO = `P${minimumAge.value}D`;
    options.push("--uploaded-prior-to", `P${minimumAge.value}D`);
    reasons.push(`Releases are ${minimumAge.value} days old or older (${cite(minimumAge.source)}).`);
  }
  const refusal =
    (indexUrl.value === null ? null : otherIndex(request, indexUrl.value, indexUrl)) ??
    (onlyBinary.value ? sourceBuild(request, onlyBinary) : null) ??
    (ages ? agesRefusal(request, minimumAge, pipVersion) : null);
  return { environment, options, reasons, refusal };
}

/** `pip install -U pip` is how a pip that is too old for the policy becomes one that keeps it. */
function isForPipAlone(request: CommandRequest): boolean {
  return request.requirements.length > 0 && request.requirements.every(({ name }) => name === "pip");
}

const sources: Readonly<Record<string, string>> = {
  index_url: "--index-url",
  extra_index_urls: "--extra-index-url",
  find_links: "--find-links",
};

function otherIndex(request: CommandRequest, pinned: string, { source }: Sourced<unknown>): Refusal | null {
  for (const { dest, value } of [...[...request.options.values()].filter(isTyped), ...request.fileOptions]) {
    const option = sources[dest];
    const urls = Array.isArray(value) ? value : [value];
    if (option === undefined || urls.every((url) => withoutSlash(url) === withoutSlash(pinned))) continue;
    const message = `${option} names another index than ${escapeText(pinned)}, the only one allowed (${cite(source)})`;
    return { code: "other-index", message, next: null };
  }
  return null;
}

/** Stands on the command line, so that no setting of ours overrules it; for find-links there is no such setting. */
function isTyped({ dest, origins }: RequestedOption): boolean {
  return dest === "find_links" || origins.at(-1)?.kind === "argv";
}

function withoutSlash(url: unknown): string {
  return String(url).replace(/\/$/, "");
}

function sourceBuild(request: CommandRequest, { source }: Sourced<unknown>): Refusal | null {
  const built = request.requirements.find(
    ({ kind, url }) => kind === "url" && !/\.whl([?#]|$)/.test(url ?? ""),
  );
  if (built !== undefined) {
    const message = `${escapeText(built.text)} would be built from source, and only wheels are allowed (${cite(source)})`;
    return { code: "source-build", message, next: null };
  }
  const asked = [...request.options.values(), ...request.fileOptions].some(({ dest, value }) => {
    return dest === "format_control" && asksForSource(value);
  });
  if (!asked) return null;
  const message = `--no-binary asks for source, and only wheels are allowed (${cite(source)})`;
  return { code: "source-build", message, next: null };
}

function asksForSource(value: RequestedOption["value"]): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const names = (value as Readonly<Record<string, unknown>>).no_binary;
  return Array.isArray(names) && names.length > 0;
}

/** The first pip that takes a number of days; 26.0 knows the option, but wants a date. */
const daysSince = [26, 1] as const;

/** The same as pip's version. */
export const pipForAges = daysSince.join(".");

function agesRefusal(
  request: CommandRequest,
  { value, source }: Sourced<number>,
  pipVersion: string | null,
): Refusal | null {
  const rule = `releases must be ${value} days old (${cite(source)})`;
  if (request.options.has("uploaded_prior_to")) {
    const message = `--uploaded-prior-to names another age: ${rule}`;
    return { code: "age-overridden", message, next: null };
  }
  // `26.1+dfsg` is Debian's.
  const [major = 0, minor = 0] = (pipVersion ?? "").split(".").map((part) => Number.parseInt(part, 10));
  if (major > daysSince[0] || (major === daysSince[0] && minor >= daysSince[1])) return null;
  const message = `${rule}, which pip can keep from ${pipForAges} on; this one is ${pipVersion ?? "unknown"}`;
  return { code: "age-unsupported", message, next: `pip install 'pip>=${pipForAges}'` };
}

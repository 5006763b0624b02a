import { splitUrl, unquote } from "../argument/url.ts";
import { pipIsAtLeast } from "../options/pipVersion.ts";
import type { Parser } from "../optparse/parse.ts";
import { settled, type Values } from "../optparse/values.ts";
import { absolutePath, directoryName, joinPath, normalizePath } from "../paths.ts";
import { addItem, doubt, end, type Reading } from "../reading.ts";
import type { Origin } from "../request.ts";
import { decodeFile } from "./decodeFile.ts";
import { logicalLines } from "./lines.ts";
import { lineParser, readLine } from "./readLine.ts";
import { trustedHostProblem } from "./trustedHost.ts";

/** A file that is being read. */
interface Ancestor {
  /** As pip keys it: an absolute path, or a URL as it is. */
  readonly key: string;
  /** As it is opened: before pip 24.3 each level was joined to the one before, unresolved. */
  readonly location: string;
}

/** Files on the way down, so that one that includes itself is found out. */
interface Nesting {
  readonly parser: Parser;
  readonly ancestors: readonly Ancestor[];
  /** All that were read for this argument; pip 24.3 took any second reading for a recursion. */
  readonly seen: Set<string>;
}

/** Deeper or more than any project's; Python's own limit is near a thousand levels. */
const MOST_LEVELS = 200;
const MOST_FILES = 2000;

/** Reads a file given by `-r` or `-c`, and all that it includes, in pip's order. */
export function readRequirementsFile(
  reading: Reading,
  location: string,
  constraint: boolean,
  origin: Origin,
): void {
  const parser = lineParser(reading.table, reading.around.cwd, reading.homes);
  const key = absolutePath(location, reading.around.cwd);
  readNested(reading, location, constraint, origin, {
    parser,
    ancestors: [{ key, location }],
    seen: new Set([key]),
  });
}

function readNested(
  reading: Reading,
  location: string,
  constraint: boolean,
  origin: Origin,
  nesting: Nesting,
): void {
  const content = contentOf(reading, location, constraint, origin);
  if (content === null) return;
  for (const { text, number } of logicalLines(content.text, reading.env)) {
    const source: Origin = { kind: "file", path: content.path, line: number };
    const line = readLine(text, nesting.parser);
    switch (line.kind) {
      case "requirement":
        addItem(reading, { ...line, constraint, source });
        break;
      case "invalid":
        end(reading, "invalid-requirement", line.reason, source, line.exitCode);
        break;
      case "options":
        addOptions(reading, line.values, source);
        break;
      case "file":
        include(reading, location, line, source, nesting);
        break;
    }
    if (line.unknown !== undefined) doubt(reading, "unknown-option", line.unknown, source);
    if (reading.ended) return;
  }
}

/** A file's text and its absolute path; null where pip ends, or where only pip can read it. */
function contentOf(
  reading: Reading,
  location: string,
  constraint: boolean,
  origin: Origin,
): { text: string; path: string } | null {
  const { around } = reading;
  const scheme = pipIsAtLeast(around.version, 24, 1)
    ? (splitUrl(location)?.scheme ?? "")
    : location.includes(":")
      ? (location.split(":", 1)[0] ?? "").toLowerCase()
      : "";
  if (scheme === "http" || scheme === "https") {
    reading.files.push(location);
    doubt(reading, "remote-file", `${location} is fetched by pip`, origin, constraint);
    return null;
  }
  const path =
    scheme === "file"
      ? joinPath("/", unquote(splitUrl(location)?.path ?? ""))
      : joinPath(around.cwd, location);
  const content = around.files.read(path);
  if (content.kind === "absent" || content.kind === "unreadable") {
    const why = content.kind === "absent" ? "No such file or directory" : content.reason;
    const code = content.kind === "absent" ? "missing-file" : "unreadable-file";
    end(reading, code, `Could not open requirements file: ${why}: '${location}'`, origin, 1);
    return null;
  }
  reading.files.push(path);
  if (content.kind === "special") {
    doubt(
      reading,
      "special-file",
      `${location} is no regular file and can be read only once, by pip`,
      origin,
      constraint,
    );
    return null;
  }
  const text = decodeFile(content.bytes, around.version, reading.env);
  if (text === null) end(reading, "undecodable-file", `${location} is not valid in its encoding`, origin, 2);
  return text === null ? null : { text, path };
}

/** Reads an included file: its place is relative to the file that names it. */
function include(
  reading: Reading,
  from: string,
  { path, constraint }: { readonly path: string; readonly constraint: boolean },
  source: Origin,
  nesting: Nesting,
): void {
  const { version, cwd } = reading.around;
  const cleanError = pipIsAtLeast(version, 24, 3);
  const location = locationOf(from, path, cleanError, cwd);
  const key = URL_SCHEME.test(location) ? location : absolutePath(location, cwd);
  const earlier = nesting.ancestors.findIndex((ancestor) => ancestor.key === key);
  const second = version.release.join(".") === "24.3.0" && nesting.seen.has(key);
  if (earlier >= 0 || second) {
    const message = `${location} recursively references itself in ${from}`;
    const exitCode = cleanError ? 1 : exitCodeOfRecursion(nesting.ancestors, earlier, location);
    end(reading, "recursive-file", message, source, exitCode);
    return;
  }
  if (reading.files.length >= MOST_FILES || nesting.ancestors.length > MOST_LEVELS) {
    doubt(reading, "too-many-files", `${from} includes too many files`, source);
    reading.ended = true;
    return;
  }
  nesting.seen.add(key);
  readNested(reading, location, constraint, source, {
    ...nesting,
    ancestors: [...nesting.ancestors, { key, location }],
  });
}

/**
 * Before pip 24.3 nothing stopped a recursion but Python's limit (a traceback, 2) or, where each round makes the
 * path longer, that of the system (a file that can't be opened, 1), whichever comes first.
 */
function exitCodeOfRecursion(ancestors: readonly Ancestor[], earlier: number, location: string): number {
  const growth = location.length - (ancestors[earlier]?.location.length ?? 0);
  const rounds = (LONGEST_PATH - location.length) / growth;
  return growth > 0 && ancestors.length + rounds * (ancestors.length - earlier) < DEEPEST_RECURSION ? 1 : 2;
}

const LONGEST_PATH = 4096;
const DEEPEST_RECURSION = 960;

const URL_SCHEME = /^(?:https?|file):/i;

function locationOf(from: string, path: string, absolute: boolean, cwd: string): string {
  if (URL_SCHEME.test(path)) return path;
  if (URL_SCHEME.test(from)) {
    const base = splitUrl(from);
    return `${base?.scheme}://${base?.netloc}${normalizePath(joinPath(directoryName(base?.path ?? "/"), path))}`;
  }
  const joined = joinPath(directoryName(from), path);
  return absolute ? absolutePath(joined, cwd) : joined;
}

/** Notes each option that the line sets; they act on the whole run, not on a requirement. */
function addOptions(reading: Reading, values: Values, source: Origin): void {
  for (const [dest, { value, origins }] of values) {
    if (origins.length > 0) reading.fileOptions.push({ dest, value: settled(value), origins: [source] });
  }
  const hosts = values.get("trusted_hosts");
  // Only where something may be fetched are they looked at.
  if (
    reading.command === "uninstall" ||
    hosts === undefined ||
    hosts.origins.length === 0 ||
    !Array.isArray(hosts.value)
  )
    return;
  for (const host of hosts.value) {
    const problem = trustedHostProblem(String(host), reading.around.version);
    if (problem !== null) {
      end(reading, "invalid-trusted-host", problem, source, 2);
      return;
    }
  }
}

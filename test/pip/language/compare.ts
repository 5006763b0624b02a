import type { Request, RequestedRequirement } from "../../../src/pip/request.ts";
import { requestToJson } from "../../../src/pip/requestToJson.ts";

/** What one side says of a case. */
export type Answer = Readonly<Record<string, unknown>>;

/** What both sides say of a case, in one form. */
export function ourAnswer(request: Request, argv: readonly string[], cwd: string): Answer {
  if (request.kind === "information") return { exit: request.what === "completion" ? 1 : 0 };
  if (request.kind === "refused") return { exit: request.exitCode };
  const { options, arguments: args } = requestToJson(request, argv) as {
    options: Record<string, unknown>;
    arguments: unknown;
  };
  // pip stops at the first that ends it, the oracle also at the first that it would fetch.
  const first = request.problems.find(
    ({ code, exitCode }) => exitCode !== undefined || code === "remote-file",
  );
  const fatal = first?.exitCode === undefined ? undefined : first;
  const parsed = { command: request.command, options: withoutTimes(options), args };
  if (fatal !== undefined) return { ...parsed, exit: fatal.exitCode };
  if (request.problems.some(({ code }) => code === "remote-file"))
    return { ...parsed, exit: 0, remote: true };
  // What only pip can read leaves the list short.
  if (!request.certain && fatal === undefined) return { ...parsed, exit: 0, requirements: "some" };
  const reads = ["install", "download", "wheel", "lock", "uninstall"].includes(request.command);
  const all = [
    ...request.requirements.map((one) => plain(one, false, cwd)),
    ...request.constraints.map((one) => plain(one, true, cwd)),
  ];
  return { ...parsed, exit: 0, requirements: reads ? sorted(all) : null };
}

/** The oracle's answer in the same form. */
export function theirAnswer(answer: Record<string, unknown>, cwd: string): Answer {
  const { command, options, args, exit, remote, requirements } = answer;
  if (answer.oracle !== undefined) return answer;
  if (command === undefined) return { exit };
  // What pip says before PEP 668 is a refusal of the command line itself.
  if (command === "install" && answer.reached === false) return { exit };
  const parsed = { command, options: withoutTimes(options as Record<string, unknown>), args };
  if (exit !== 0) return { ...parsed, exit };
  if (remote) return { ...parsed, exit, remote };
  const list = requirements as
    | readonly (Record<string, unknown> & { from: string | null; hashes: string[] })[]
    | null;
  return {
    ...parsed,
    exit,
    requirements: list === null ? null : sorted(list.map((one) => ({ ...one, from: place(one.from, cwd) }))),
  };
}

function plain(one: RequestedRequirement, constraint: boolean, cwd: string): Record<string, unknown> {
  return {
    name: one.spelling,
    extras: one.extras,
    specifier: one.specifier,
    marker: one.marker,
    applies: one.applies,
    url: one.url,
    editable: one.editable,
    constraint,
    hashes: [...one.hashes].sort(),
    from: one.source.kind === "file" ? place(`-r ${one.source.path} (line ${one.source.line})`, cwd) : null,
  };
}

/** `-r FILE (line 3)` as `FILE:3`, the file relative to the cwd where it is below. */
function place(text: string | null, cwd: string): string | null {
  const match = text === null ? null : /^-[rc] (.*) \(line (\d+)\)$/s.exec(text);
  if (match === null) return null;
  const path = (match[1] ?? "").replace(/^file:(?:\/\/)?/, "");
  return `${new URL(path, `file://${cwd}/`).pathname}:${match[2]}`;
}

function sorted(list: readonly Record<string, unknown>[]): unknown[] {
  return list.map((one) => JSON.stringify(one, Object.keys(one).sort())).sort();
}

/** Times are kept as written by us and computed by pip. */
function withoutTimes(options: Record<string, unknown>): Record<string, unknown> {
  return "uploaded_prior_to" in options ? { ...options, uploaded_prior_to: "<time>" } : options;
}

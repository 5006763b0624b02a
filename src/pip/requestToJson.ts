import type {
  OptionValue,
  Origin,
  Request,
  RequestedOption,
  RequestedRequirement,
  RequestProblem,
} from "./request.ts";

/** A value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The request as `explain --json` shows it; argv is what its positions count in. Documented in docs/json.md. */
export function requestToJson(request: Request, argv: readonly string[]): Json {
  switch (request.kind) {
    case "information":
      return { kind: "information", information: request.what };
    case "refused":
      return { kind: "refused", exitCode: request.exitCode, reason: request.reason };
    case "command":
      return {
        kind: "command",
        command: request.command,
        options: Object.fromEntries(
          [...request.options.values()].map(({ dest, value }) => [dest, asPip(dest, value)]),
        ),
        arguments: request.positionals.map((index) => argv[index] ?? ""),
        requirements: request.requirements.map(requirementToJson),
        constraints: request.constraints.map(requirementToJson),
        fileOptions: request.fileOptions.map(fileOptionToJson),
        files: request.files,
        certain: request.certain,
        problems: request.problems.map(problemToJson),
      };
  }
}

function requirementToJson(requirement: RequestedRequirement): Json {
  const { source, ...rest } = requirement;
  return { ...rest, source: originToJson(source) };
}

function fileOptionToJson({ dest, value, origins }: RequestedOption): Json {
  return {
    dest,
    value: asPip(dest, value),
    source: origins[0] === undefined ? null : originToJson(origins[0]),
  };
}

function problemToJson({ code, message, origin, exitCode }: RequestProblem): Json {
  return { code, message, exitCode: exitCode ?? null, source: originToJson(origin) };
}

/** Where it was written: a file and its line, a variable, or a position of argv. */
function originToJson(origin: Origin): Json {
  switch (origin.kind) {
    case "file":
      return { file: origin.path, line: origin.line };
    case "environment":
      return { variable: origin.name };
    case "argv":
      return { argument: origin.index };
  }
}

/** As pip holds it: a group is a pair of path and name, a Python version a list of numbers. */
function asPip(dest: string, value: OptionValue): Json {
  if (dest === "dependency_groups" && Array.isArray(value))
    return (value as readonly string[]).map(splitAtLastColon);
  if (dest === "python_version" && typeof value === "string") return value.split(".").map(Number);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  return value;
}

function splitAtLastColon(group: string): Json {
  const colon = group.lastIndexOf(":");
  return [group.slice(0, colon), group.slice(colon + 1)];
}

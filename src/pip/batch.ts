import type { RequestInput } from "./readRequest.ts";
import { readRequest } from "./readRequest.ts";
import { type Json, requestToJson } from "./requestToJson.ts";

/** What a case leaves out. */
export type BatchDefaults = Omit<RequestInput, "argv">;

/**
 * Answers one line of `explain --json --batch`: a list of words, or an object with `argv` and, where they differ
 * from the invocation's own, `env`, `cwd`, `home` and `pip` (a version). A line that is neither gets an error.
 */
export function answerCase(line: string, defaults: BatchDefaults): Json {
  const input = readCase(line, defaults);
  if (typeof input === "string") return { error: { code: "invalid-case", message: input } };
  return requestToJson(readRequest(input), input.argv);
}

function readCase(line: string, defaults: BatchDefaults): RequestInput | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return `The line is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (isWords(value)) return { ...defaults, argv: value };
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return "A case is a list of words, or an object with `argv`";
  }
  const { argv, env, cwd, home, pip, ...unknown } = value as Record<string, unknown>;
  const [extra] = Object.keys(unknown);
  if (extra !== undefined) return `\`${extra}\` is no field of a case; they are argv, env, cwd, home and pip`;
  if (!isWords(argv)) return "`argv` must be a list of words";
  if (env !== undefined && !isEnvironment(env)) return "`env` must be an object of words";
  const words = { cwd, home, pip };
  for (const [name, word] of Object.entries(words)) {
    if (word !== undefined && typeof word !== "string") return `\`${name}\` must be a word`;
  }
  return {
    ...defaults,
    argv,
    env: typeof home === "string" ? { ...(env ?? defaults.env), HOME: home } : (env ?? defaults.env),
    ...(typeof cwd === "string" ? { cwd } : {}),
    ...(typeof home === "string" ? { home } : {}),
    ...(typeof pip === "string" ? { pipVersion: pip } : {}),
  };
}

function isWords(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((word) => typeof word === "string");
}

function isEnvironment(value: unknown): value is Record<string, string> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((word) => typeof word === "string")
  );
}

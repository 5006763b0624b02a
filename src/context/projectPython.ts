import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import type { Interpreter, Project, ProjectPython } from "../plan/facts.ts";
import type { Policy } from "../policy/policy.ts";
import type { Surroundings } from "./facts.ts";
import { readInterpreter } from "./interpreter.ts";
import { isShim } from "./invocation.ts";
import { slotOf } from "./mirror.ts";

/**
 * The Python that the policy names for the project's environment, looked for on PATH by its version alone: a path
 * could name a program that the project brought. Relative entries of PATH do not count.
 */
export function readProjectPython(
  policy: Policy,
  usual: Interpreter | null,
  given: Surroundings,
): ProjectPython {
  const version = policy.python.value;
  if (version === null || version === usual?.version) return { kind: "usual" };
  const named = (given.env.PATH ?? "")
    .split(":")
    .filter((directory) => directory.startsWith("/"))
    .map((directory) => join(directory, `python${version}`))
    .filter(isProgram);
  const next = named.find((path) => !isShim(path));
  const interpreter = next === undefined ? null : readInterpreter(next, next);
  // pyenv's shims are no pythonX.Y in the end: nothing is known of what they start.
  if (interpreter?.version !== version) return { kind: "missing", version };
  return { kind: "other", interpreter, isShim: named[0] !== undefined && isShim(named[0]) };
}

/** The project with the place of its environment for that Python. */
export function projectFor(project: Project, python: ProjectPython, data: string): Project {
  if (project.kind === "none" || python.kind !== "other" || data === "") return project;
  return { ...project, slot: slotOf(data, project.directory, python.interpreter.version) };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

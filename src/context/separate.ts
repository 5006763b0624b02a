import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DearFacts, Facts } from "../plan/facts.ts";

/**
 * Whether the user could be asked to adopt the `.venv` of the project. It is only looked at: no byte of it is read.
 *
 * @param version of the Python that the project's environment is for; a `.venv` of another could not serve it.
 */
export function readForeignVenv(
  project: Facts["project"],
  version: string | undefined,
  uid: number,
): DearFacts["foreignVenv"] {
  if (project.kind === "none" || !project.foreignVenv || version === undefined) return "unfit";
  const environment = project.foreignVenv;
  try {
    const isOwn = lstatSync(environment).uid === uid;
    const serves = existsSync(join(environment, "bin/python")) && existsSync(join(environment, "pyvenv.cfg"));
    if (!isOwn || !serves || !existsSync(join(environment, "lib", `python${version}`))) return "unfit";
    return isRemembered(project.slot.path, environment) ? "separate" : "undecided";
  } catch {
    return "unfit";
  }
}

/** Remembers that this directory's environment is to be another than this one: it is not asked again. */
export function rememberSeparate(slot: string, environment: string): void {
  mkdirSync(dirname(slot), { recursive: true });
  writeFileSync(fileOf(slot), `${realpathSync(environment)}\n`, { mode: 0o600 });
}

function isRemembered(slot: string, environment: string): boolean {
  const file = fileOf(slot);
  return existsSync(file) && readFileSync(file, "utf8") === `${realpathSync(environment)}\n`;
}

/** Beside the directory's lock, for all Pythons. */
function fileOf(slot: string): string {
  return join(dirname(slot), ".separate");
}

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Slot } from "../plan/facts.ts";

/**
 * The mirror of the directory tree: `DATA/dirs<directory>/@/<X.Y>/{venv,base}`. `venv` leads to the environment,
 * `base` to the interpreter it was made from; an environment counts once both are there. The sh entry reads it
 * in the same way, and nothing of the project's own directory is read for it (threats T1–T4, T12, T13).
 */
export function slotOf(data: string, directory: string, version: string): Slot {
  return slotAt(join(data, "dirs", directory, "@", version));
}

/** The slot of the home environment for a Python. */
export function homeSlot(data: string, version: string): Slot {
  return slotAt(join(data, "home", "@", version));
}

function slotAt(path: string): Slot {
  const published =
    existsSync(join(path, "venv/bin/python")) &&
    (existsSync(join(path, "base")) || existsSync(join(path, "adopted")));
  return { path, published };
}

import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from "node:fs";
import type { FileContent, Files } from "../pip/files.ts";

/** The files of this machine, for the reading of requests. A pipe is never opened for reading: pip needs what is in it. */
export const fileReader: Files = { read, kind };

function read(path: string): FileContent {
  const what = kind(path);
  if (what === "absent") return { kind: "absent" };
  if (what === "special") return { kind: "special" };
  if (what === "directory") return { kind: "unreadable", reason: "it is a directory" };
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return fstatSync(file).isFile() ? { kind: "read", bytes: readFileSync(file) } : { kind: "special" };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return { kind: "unreadable", reason: (error as Error).message };
  }
}

function kind(path: string): "file" | "directory" | "special" | "absent" {
  try {
    // Most files that are asked for are not there, and an error is dear to make.
    const state = statSync(path, { throwIfNoEntry: false });
    if (!state) return "absent";
    if (state.isFile()) return "file";
    return state.isDirectory() ? "directory" : "special";
  } catch {
    return "absent";
  }
}

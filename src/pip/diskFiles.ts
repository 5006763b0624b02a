import { readFileSync, statSync } from "node:fs";
import type { FileContent, Files } from "./files.ts";

/** The real file system. Only regular files are opened: to read from a pipe would take it from pip. */
export const diskFiles: Files = {
  read(path: string): FileContent {
    try {
      const status = statSync(path);
      if (status.isDirectory()) return { kind: "unreadable", reason: "Is a directory" };
      if (!status.isFile()) return { kind: "special" };
      return { kind: "read", bytes: readFileSync(path) };
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
      return code === "ENOENT" || code === "ENOTDIR"
        ? { kind: "absent" }
        : { kind: "unreadable", reason: code };
    }
  },
  kind(path: string) {
    try {
      const status = statSync(path);
      if (status.isFile()) return "file";
      return status.isDirectory() ? "directory" : "special";
    } catch {
      return "absent";
    }
  },
};

import type { Files } from "../../src/pip/files.ts";

/** Files that exist in memory alone; a directory is there where a file lies below it. */
export function memoryFiles(texts: Readonly<Record<string, string>>): Files {
  const paths = Object.keys(texts);
  const kind = (path: string) => {
    if (texts[path] !== undefined) return "file";
    const folder = path.endsWith("/") ? path : `${path}/`;
    return paths.some((each) => each.startsWith(folder)) ? "directory" : "absent";
  };
  return {
    kind,
    read(path) {
      const text = texts[path];
      if (text !== undefined) return { kind: "read", bytes: new TextEncoder().encode(text) };
      return kind(path) === "absent"
        ? { kind: "absent" }
        : { kind: "unreadable", reason: "it is a directory" };
    },
  };
}

import type { MarkerEnvironment } from "../../../src/pip/evaluateMarker.ts";
import type { FileContent, Files } from "../../../src/pip/files.ts";
import { normalizePath } from "../../../src/pip/paths.ts";
import type { RequestInput } from "../../../src/pip/readRequest.ts";
import type { Case } from "./cases.ts";

/** A case whose absolute paths lie below the root: a pip writes where `--log` says. */
export function placeCase(one: Case, root: string): Case {
  return JSON.parse(JSON.stringify(one).replaceAll("@ROOT@", root));
}

/** The input of our reader for a case: the same world as the oracle's, in memory. */
export function inputOf(
  one: Case,
  root: string,
  pipVersion: string,
  markers: MarkerEnvironment | null,
): RequestInput {
  const { argv, env, files } = placeCase(one, root);
  return {
    argv,
    env: { HOME: `${root}/home`, LANG: "C.UTF-8", ...env },
    cwd: `${root}/work`,
    home: `${root}/home`,
    pipVersion,
    prefix: `${root}/prefix`,
    platform: "linux",
    files: memoryFiles(files, root),
    markerEnvironment: () => markers,
  };
}

/** Files that are there below the root, and /etc, which the oracle takes for its own. */
export function memoryFiles(files: Case["files"], root: string): Files {
  const contents = new Map<string, Uint8Array>();
  const directories = new Set(["/", ...["work", "home", "prefix", "etc"].map((name) => `${root}/${name}`)]);
  for (const [path, content] of Object.entries(files)) {
    const full = `${root}/${path}`;
    if (content === null) directories.add(full);
    else
      contents.set(
        full,
        typeof content === "string" ? Buffer.from(content) : Buffer.from(content.base64, "base64"),
      );
  }
  contents.set(`${root}/etc/passwd`, Buffer.from("root:x:0:0:root:/root:/bin/bash\n"));
  for (const path of [...contents.keys(), ...directories]) addParents(path, directories);
  const resolve = (path: string) => normalizePath(path.startsWith("/etc/") ? `${root}${path}` : path);
  const kind: Files["kind"] = (path) => {
    const full = resolve(path);
    if (path.includes("\0")) return "absent";
    if (contents.has(full)) return path.endsWith("/") ? "absent" : "file";
    return directories.has(full) && reachable(path, directories, resolve) ? "directory" : "absent";
  };
  return {
    kind,
    read(path): FileContent {
      const found = kind(path);
      if (found === "directory") return { kind: "unreadable", reason: "Is a directory" };
      const bytes = contents.get(resolve(path));
      return found === "file" && bytes !== undefined ? { kind: "read", bytes } : { kind: "absent" };
    },
  };
}

/** A `..` behind a directory that is not there leads nowhere, whatever the path says. */
function reachable(
  path: string,
  directories: ReadonlySet<string>,
  resolve: (path: string) => string,
): boolean {
  const parts = path.split("/");
  return parts.every(
    (part, index) => part !== ".." || directories.has(resolve(parts.slice(0, index).join("/") || "/")),
  );
}

function addParents(path: string, directories: Set<string>): void {
  for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1))
    directories.add(path.slice(0, at));
}

/** Python's `posixpath.normpath`: `.` and `..` are taken out as text, two leading slashes stay two. */
export function normalizePath(path: string): string {
  if (path === "") return ".";
  const root = path.startsWith("//") && !path.startsWith("///") ? "//" : path.startsWith("/") ? "/" : "";
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== ".." || (root === "" && (parts.length === 0 || parts.at(-1) === ".."))) parts.push(part);
    else parts.pop();
  }
  return root + parts.join("/") || ".";
}

/** Python's `posixpath.join` of two parts: an absolute second one wins. */
export function joinPath(directory: string, path: string): string {
  if (path.startsWith("/")) return path;
  return directory === "" || directory.endsWith("/") ? directory + path : `${directory}/${path}`;
}

/** Python's `os.path.abspath` where `cwd` is the current directory. */
export function absolutePath(path: string, cwd: string): string {
  return normalizePath(path.startsWith("/") ? path : joinPath(cwd, path));
}

/** Python's `posixpath.dirname`. */
export function directoryName(path: string): string {
  const head = path.slice(0, path.lastIndexOf("/") + 1);
  return /^\/*$/.test(head) ? head : head.replace(/\/+$/, "");
}

/** What follows the last slash. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

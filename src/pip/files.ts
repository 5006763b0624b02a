/** What is at a path. `special`: a pipe, a device, a terminal, which can be read only once and so never is. */
export type FileContent =
  | { readonly kind: "read"; readonly bytes: Uint8Array }
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly reason: string }
  | { readonly kind: "special" };

/** The files that a request may speak of. Read-only; every path is absolute. Called once or twice for each path. */
export interface Files {
  /** A regular file's bytes. A directory is `unreadable`. Never throws. */
  read(path: string): FileContent;
  /** What the path leads to, links followed. */
  kind(path: string): "file" | "directory" | "special" | "absent";
}

import type { Files } from "./files.ts";

/** The home directory of a user by name, the caller's own by the empty name; null where nobody knows. */
export type Homes = (user: string) => string | null;

/** Python's `os.path.expanduser`: a leading `~` or `~name`, left as it is where that home is not known. */
export function expandUser(path: string, homes: Homes): string {
  if (!path.startsWith("~")) return path;
  const slash = path.indexOf("/");
  const end = slash < 0 ? path.length : slash;
  const home = homes(path.slice(1, end));
  return home === null ? path : home.replace(/\/+$/, "") + path.slice(end) || "/";
}

/** `HOME`, and other users' by /etc/passwd, which is read only where one is asked for. */
export function homesOf(home: string | null, files: Files): Homes {
  return (user) => {
    if (user === "") return home;
    const content = files.read("/etc/passwd");
    if (content.kind !== "read") return null;
    for (const line of Buffer.from(content.bytes).toString("utf8").split("\n")) {
      const [name, , , , , directory] = line.split(":");
      if (name === user && directory !== undefined) return directory;
    }
    return null;
  };
}

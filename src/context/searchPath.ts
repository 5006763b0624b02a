import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { namesIn } from "../directory.ts";

/** The directories in which an environment's python finds distributions, in the order of its sys.path. */
export function environmentPath(environment: string, base: string, home: string): string[] {
  const own = librariesOf(environment).map((library) => join(library, "site-packages"));
  const configuration = textOf(join(environment, "pyvenv.cfg"));
  const linked = own.flatMap((directory) => lines(join(directory, "_safe_pip.pth")));
  const seesSystem = /^include-system-site-packages\s*=\s*true\s*$/im.test(configuration);
  return [...own, ...linked, ...(seesSystem ? systemPath(base, home) : [])];
}

/** The directories in which an interpreter outside any environment finds them: the user's, local, the distribution's. */
export function systemPath(interpreter: string, home: string): string[] {
  const version = /python(\d+\.\d+)$/.exec(interpreter)?.[1] ?? "3";
  const prefix = dirname(dirname(interpreter));
  const directories = [
    ...(home ? [join(home, ".local/lib", `python${version}`, "site-packages")] : []),
    join("/usr/local/lib", `python${version}`, "dist-packages"),
    join(prefix, "lib/python3/dist-packages"),
    join(prefix, "lib", `python${version}`, "site-packages"),
    join(prefix, "lib", `python${version}`, "dist-packages"),
  ];
  return directories.filter((directory) => existsSync(directory));
}

function librariesOf(environment: string): string[] {
  const names = namesIn(join(environment, "lib")).filter((name) => name.startsWith("python"));
  return names.map((name) => join(environment, "lib", name));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function lines(path: string): string[] {
  return textOf(path)
    .split("\n")
    .filter((line) => line.startsWith("/"));
}

import { namesIn } from "../directory.ts";

/** The version of the pip in an environment's directory of distributions, by its metadata's name; null for none. */
export function pipVersionIn(sitePackages: string): string | null {
  for (const name of namesIn(sitePackages)) {
    const version = /^pip-(\d[^-]*)\.dist-info$/.exec(name)?.[1];
    if (version !== undefined) return version;
  }
  return null;
}

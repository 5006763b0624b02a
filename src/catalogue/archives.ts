import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { namesIn } from "../directory.ts";

/** What apt's directory of lists says of the archives. */
export interface Archives {
  /** Some list of packages is there. Without one, apt's silence on a name means nothing. */
  readonly hasPackages: boolean;
  /** What the Release file of an archive's suite says of itself; empty where there is none. */
  readonly releaseOf: ReleaseOf;
}

/** Who publishes an archive's suite, and which of his releases it is; each is empty where the file does not say. */
export interface Release {
  readonly origin: string;
  readonly codename: string;
}

/** Finds the Release of an archive's address and suite, as apt's policy writes them. */
export type ReleaseOf = (address: string, suite: string) => Release;

/** Reads apt's directory of lists (the Release files' first lines only when asked). A missing one is an empty one. */
export function readArchives(directory: string): Archives {
  const names = namesIn(directory);
  return {
    hasPackages: names.some((name) => /_Packages(?:\.\w+)?$/.test(name)),
    releaseOf(address, suite) {
      const base = `${listName(address)}_dists_${listName(suite)}`;
      const file = [`${base}_InRelease`, `${base}_Release`].find((name) => names.includes(name));
      return releaseIn(file ? firstBytes(join(directory, file)) : "");
    },
  };
}

/** The file name that apt makes of an address (`file:/srv/debian` is one): no scheme, no user, `/` as `_`, and what could be misread as `%xx`. */
export function listName(address: string): string {
  return address
    .replace(/^[a-z0-9+.-]+:(?:\/\/(?:[^/@]*@)?)?/, "")
    .replace(/\/+$/, "")
    .replace(/[\\|{}[\]<>"^~_=!@#$%&*]/g, (each) => `%${each.charCodeAt(0).toString(16)}`)
    .replace(/\//g, "_");
}

/** Reads the beginning of a Release file, signed inline or not. */
export function releaseIn(head: string): Release {
  const field = (name: string) => new RegExp(`^${name}: *(.+?) *$`, "m").exec(head)?.[1] ?? "";
  return { origin: field("Origin"), codename: field("Codename") };
}

function firstBytes(file: string): string {
  const bytes = Buffer.alloc(4096);
  try {
    const descriptor = openSync(file, "r");
    try {
      return bytes.toString("latin1", 0, readSync(descriptor, bytes, 0, bytes.length, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return "";
  }
}

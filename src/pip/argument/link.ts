import { type PipVersion, pipIsAtLeast } from "../options/pipVersion.ts";
import { baseName, normalizePath } from "../paths.ts";
import { fileUrl, splitUrl, unquote } from "./url.ts";

/** A URL as pip's `Link` sees it. */
export interface Link {
  readonly url: string;
  readonly scheme: string;
  /** The path with its percent signs decoded. */
  readonly path: string;
  /** The last part of the path, or the host where there is none. */
  readonly fileName: string;
  /** `#egg=NAME`, or null. */
  readonly egg: string | null;
}

/** What pip can't accept, with the exit code that it ends with. */
export interface Refused {
  readonly kind: "refused";
  readonly exitCode: number;
  readonly reason: string;
}

/** Makes a refusal. 1 is pip's own word on it, 2 a traceback. */
export function refuse(reason: string, exitCode = 1): Refused {
  return { kind: "refused", exitCode, reason };
}

/** Reads a URL. From pip 26.0 on `#egg=` must be a bare project name. */
export function readLink(text: string, version: PipVersion): Link | Refused {
  const url = text.startsWith("\\\\") ? fileUrl(normalizePath(`/${text}`)) : text;
  const parts = splitUrl(url);
  if (parts === null) return refuse(`Invalid URL: ${url}`, 2);
  const path = unquote(parts.path);
  const name = baseName(path.replace(/\/+$/, ""));
  const egg = /[#&]egg=([^&]*)/.exec(url)?.[1] ?? null;
  if (egg !== null && pipIsAtLeast(version, 26, 0) && !/^[A-Z0-9](?:[A-Z0-9._-]*[A-Z0-9])?\n?$/i.test(egg)) {
    return refuse(`The ${egg} egg fragment is invalid`);
  }
  return { url, scheme: parts.scheme, path, fileName: name || parts.netloc.replace(/^.*@/s, ""), egg };
}

/** The extension by which pip tells archives, `.tar` included, in lower case where asked. */
export function archiveExtension(fileName: string): string {
  const name = baseName(fileName);
  const dot = name.lastIndexOf(".");
  // Python's `splitext`: dots in front are no beginning of an extension. `.tar` alone is one all the same.
  const isHidden = !/[^.]/.test(name.slice(0, Math.max(dot, 0)));
  const base = isHidden ? name : name.slice(0, dot);
  const extension = isHidden ? "" : name.slice(dot);
  return /\.tar$/i.test(base) ? base.slice(-".tar".length) + extension : extension;
}

/** True for the names of archives that pip installs from. */
export function isArchiveName(fileName: string): boolean {
  return ARCHIVES.has(archiveExtension(fileName).toLowerCase());
}

const ARCHIVES = new Set(
  ".zip .whl .tar.bz2 .tbz .tar.gz .tgz .tar .tar.xz .txz .tlz .tar.lz .tar.lzma".split(" "),
);

/** The path of a `file:` URL; null where it names another machine, which ends pip with a traceback. */
export function filePath(link: Link): string | null {
  const parts = splitUrl(link.url);
  return parts === null || (parts.netloc !== "" && parts.netloc !== "localhost") ? null : unquote(parts.path);
}

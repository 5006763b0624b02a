import { parseVersion, printVersion } from "../pip/version.ts";

/**
 * The upstream version in a Debian version, as PEP 440 writes it, or null where that is not certain.
 *
 *     debian-version = (epoch ":")? upstream ("-" revision)?         (Debian Policy 5.6.12)
 *
 * The revision holds all that Debian did later (`-1+deb12u1`, `-2+b1`); a native package has none.
 * The shipped data leaves out what this function yields: whoever changes it makes the data anew.
 * It says which code the package holds. What pip will see is the metadata's version, which may differ.
 */
export function upstreamVersion(debianVersion: string): string | null {
  const bare = upstreamPart(debianVersion);
  const really = /[+-](?:\d+\.)?really[.-]?(\d.*)$/.exec(bare);
  const text = withoutRepacking(really?.[1] ?? bare);
  const version = parseVersion(withPrerelease(text));
  return version === null || version.local !== null ? null : printVersion(version);
}

/** The middle of a Debian version, letter for letter: `1:2.3+dfsg-4` as `2.3+dfsg`. */
export function upstreamPart(debianVersion: string): string {
  const withoutEpoch = debianVersion.replace(/^\d+:/, "");
  const dash = withoutEpoch.lastIndexOf("-");
  return dash < 0 ? withoutEpoch : withoutEpoch.slice(0, dash);
}

/**
 * Without what says how the source was repacked (`+dfsg1`, `~ds`, `.repack`), which later commit it is
 * (`+git20240101`), or how often a native package was rebuilt or patched (`+b1`, `+nmu2`, `+deb12u1`).
 */
function withoutRepacking(text: string): string {
  return text
    .replace(/[+~.-](?:dfsg|ds|repack|debian|deb|nmu|really|stable|clean|orig)[\w.+~-]*$/i, "")
    .replace(/\+(?:git|svn|hg|bzr|b\d+$|\d{8})[\w.+~-]*$/i, "");
}

/** `1.0~rc1` as `1.0rc1`. Any other `~` is left, and is no version of PEP 440's. */
function withPrerelease(text: string): string {
  return text.replace(/~(a|b|rc|alpha|beta|pre|dev|post)(?=[.\d]|$)/, "$1");
}

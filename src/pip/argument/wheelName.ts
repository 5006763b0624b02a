import { type PipVersion, pipIsAtLeast } from "../options/pipVersion.ts";
import { SPACE } from "../pythonText.ts";
import { normalizeName } from "../requirement.ts";
import { parseVersion, printVersion } from "../version.ts";

/**
 * The requirement that a wheel's file name stands for, such as `demo==1.0`; null for a name that pip refuses.
 * Up to pip 25.2 names that break PEP 427 were taken as they were.
 */
export function wheelRequirement(fileName: string, version: PipVersion): string | null {
  const strict = pipIsAtLeast(version, 25, 1) ? strictly(fileName, version) : null;
  if (strict !== null || pipIsAtLeast(version, 25, 3)) return strict;
  const match = LEGACY.exec(fileName);
  if (match === null) return null;
  return `${match[1]?.replaceAll("_", "-")}==${match[2]?.replaceAll("_", "-")}`;
}

const NO_BLANK = `[^${SPACE}-]`;
const LEGACY = new RegExp(
  `^(${NO_BLANK}+?)-(${NO_BLANK}*?)(?:(?:-\\p{Nd}[^-]*?)?-${NO_BLANK}+?-${NO_BLANK}+?-${NO_BLANK}+?\\.whl|\\.dist-info)\\n?$`,
  "u",
);

function strictly(fileName: string, pip: PipVersion): string | null {
  if (!fileName.endsWith(".whl")) return null;
  const parts = fileName.slice(0, -".whl".length).split("-");
  if (parts.length !== 5 && parts.length !== 6) return null;
  const [name = "", versionText = "", build = ""] = parts;
  const newest = pipIsAtLeast(pip, 26, 3);
  if (name.includes("__") || !/^[\p{L}\p{N}_.]*$/u.test(name) || (newest && name === "")) return null;
  const version = parseVersion(versionText);
  if (version === null) return null;
  const digit = pipIsAtLeast(pip, 26, 1) ? /^[0-9]/ : /^\p{Nd}/u;
  if (parts.length === 6 && !digit.test(build)) return null;
  if (newest && parts.slice(-3).some((tag) => tag.split(".").includes(""))) return null;
  if (
    newest &&
    parts
      .at(-3)
      ?.split(".")
      .some((tag) => !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(tag))
  )
    return null;
  return `${normalizeName(name)}==${printVersion(version)}`;
}

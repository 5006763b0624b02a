import type { Dialect } from "./dialect.ts";
import type { Operator, Specifier } from "./grammar/specifier.ts";
import { type AnyVersion, compareLegacyVersions, legacyVersion } from "./legacyVersion.ts";
import { natural } from "./natural.ts";
import { compatiblePrefix, matchesPrefix } from "./prefix.ts";
import type { Specifiers } from "./specifier.ts";
import {
  compareReleases,
  compareVersions,
  isPrerelease,
  printVersion,
  publicVersion,
  type Version,
} from "./version.ts";

/** How prereleases are dealt with. */
export interface SatisfiesOptions {
  /**
   * True admits them (pip's own "already satisfied"), false refuses them, null is the rule of PEP 440:
   * admitted where a specifier names one, and in newer dialects where there is nothing else.
   */
  readonly prereleases: boolean | null;
}

/** Whether a version meets every specifier, as that pip's `SpecifierSet.contains` answers. */
export function satisfies(specifiers: Specifiers, version: AnyVersion, options: SatisfiesOptions): boolean {
  const { list, dialect } = specifiers;
  if (version.kind === "version" && isPrerelease(version) && !admitsPrereleases(specifiers, options))
    return false;
  return list.every((specifier) => matches(specifier, version, dialect));
}

function admitsPrereleases({ list, dialect }: Specifiers, { prereleases }: SatisfiesOptions): boolean {
  return prereleases ?? (dialect.admitsLonePrerelease || list.some((item) => namesPrerelease(item, dialect)));
}

/** Whether a specifier asks for prereleases by naming one. */
export function namesPrerelease({ operator, version }: Specifier, dialect: Dialect): boolean {
  if (operator === "!=" || version === null || !isPrerelease(version)) return false;
  return dialect.exclusiveNamesPrerelease || (operator !== "<" && operator !== ">");
}

/** Whether a version meets one specifier, prereleases admitted. */
export function matches(specifier: Specifier, version: AnyVersion, dialect: Dialect): boolean {
  if (specifier.operator === "===") return textOf(version).toLowerCase() === specifier.text.toLowerCase();
  if (specifier.legacy) return matchesLegacy(specifier, version);
  if (version.kind === "legacy" || specifier.version === null) return false;
  return MATCHERS[specifier.operator](version, specifier.version, specifier, dialect);
}

function textOf(version: AnyVersion): string {
  return version.kind === "legacy" ? version.text : printVersion(version);
}

/** Both sides are compared as legacy versions, whatever they are. */
function matchesLegacy({ operator, text }: Specifier, version: AnyVersion): boolean {
  const order = compareLegacyVersions(legacyVersion(textOf(version)), legacyVersion(text));
  return LEGACY_MATCHERS[operator]?.(order) ?? false;
}

const LEGACY_MATCHERS: Readonly<Partial<Record<Operator, (order: number) => boolean>>> = {
  "==": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<=": (order) => order <= 0,
  ">=": (order) => order >= 0,
  "<": (order) => order < 0,
  ">": (order) => order > 0,
};

type Matcher = (version: Version, wanted: Version, specifier: Specifier, dialect: Dialect) => boolean;

/** PEP 440's operators but `===`. Local labels count only where the specifier has one itself. */
const MATCHERS: Readonly<Record<Exclude<Operator, "===">, Matcher>> = {
  "==": matchesEqual,
  "!=": (version, wanted, specifier, dialect) => !matchesEqual(version, wanted, specifier, dialect),
  "~=": matchesCompatible,
  "<=": (version, wanted) => compareVersions(publicVersion(version), wanted) <= 0,
  ">=": (version, wanted) => compareVersions(publicVersion(version), wanted) >= 0,
  "<": (version, wanted, _specifier, dialect) => matchesLess(version, wanted, dialect),
  ">": (version, wanted, _specifier, dialect) => matchesGreater(version, wanted, dialect),
};

function matchesEqual(version: Version, wanted: Version, specifier: Specifier, dialect: Dialect): boolean {
  if (specifier.wildcard) return matchesPrefix(version, specifier.text.slice(0, -2), dialect.legacy);
  return compareVersions(wanted.local === null ? publicVersion(version) : version, wanted) === 0;
}

/** `~=1.4.2` is `>=1.4.2, ==1.4.*`. */
function matchesCompatible(
  version: Version,
  wanted: Version,
  specifier: Specifier,
  dialect: Dialect,
): boolean {
  if (compareVersions(publicVersion(version), wanted) < 0) return false;
  if (!dialect.compatibleByRelease) {
    return matchesPrefix(version, compatiblePrefix(specifier.text, dialect.legacy), dialect.legacy);
  }
  const prefix = wanted.release.slice(0, -1);
  return (
    version.epoch === wanted.epoch && compareReleases(version.release.slice(0, prefix.length), prefix) === 0
  );
}

/** `<1.0` takes no prerelease of 1.0. */
function matchesLess(version: Version, wanted: Version, dialect: Dialect): boolean {
  if (compareVersions(version, wanted) >= 0) return false;
  if (isPrerelease(wanted) || !isPrerelease(version)) return true;
  if (!dialect.exactExclusiveBounds) return !sameBase(version, wanted);
  return compareVersions(version, { ...wanted, dev: natural("0"), local: null }) < 0;
}

/** `>1.0` takes no post-release and no local version of 1.0. */
function matchesGreater(version: Version, wanted: Version, dialect: Dialect): boolean {
  if (compareVersions(version, wanted) <= 0) return false;
  if (!dialect.exactExclusiveBounds) {
    const follows = (wanted.post === null && version.post !== null) || version.local !== null;
    return !follows || !sameBase(version, wanted);
  }
  if (version.local !== null && compareVersions(publicVersion(version), wanted) === 0) return false;
  if (wanted.post !== null || version.post === null) return true;
  return compareVersions({ ...version, post: null, dev: null, local: null }, wanted) !== 0;
}

function sameBase(a: Version, b: Version): boolean {
  return a.epoch === b.epoch && compareReleases(a.release, b.release) === 0;
}

import { compareNaturals, natural } from "./natural.ts";

/**
 * How one pip reads versions, requirements and markers: by the `packaging` that it brings along. Each
 * field is one difference that was observed between them; all else is the same in every pip.
 */
export interface Dialect {
  /** The `packaging` whose rules these are. */
  readonly packaging: "21.3" | "24.1" | "24.2" | "25.0" | "26.0" | "26.2" | "26.3";
  /** What is no PEP 440 version is one all the same (`>=2004d`), and the grammar is pyparsing's. Gone in pip 24.1. */
  readonly legacy: boolean;
  /** `>2.0a1` and `<2.0a1` admit prereleases, as `>=2.0a1` always did. */
  readonly exclusiveNamesPrerelease: boolean;
  /** A single version that is a prerelease is admitted where nothing was said on prereleases. */
  readonly admitsLonePrerelease: boolean;
  /** `===1.0` and `===1` are two specifiers. Before, equal ones were told by their versions. */
  readonly arbitraryIsText: boolean;
  /** Of equal specifiers the first in alphabetical order is kept, not the first written. */
  readonly sortsBeforeMerging: boolean;
  /** `<1.0.post2` keeps out that version's own prereleases alone, `>1.0a1` that version's post-releases alone. */
  readonly exactExclusiveBounds: boolean;
  /** `~=` takes its prefix from the parsed release, not from the text (`~=1.0.c1` was within 1.0). */
  readonly compatibleByRelease: boolean;
  /** Only the four variables that hold versions compare as such; other texts have no order. */
  readonly onlyVersionVariables: boolean;
  /** An environment's value that is no version makes a comparison false; before, it was an error. */
  readonly unparsableIsFalse: boolean;
  /** `===` in a marker compares the environment's text as it is, not normalised. */
  readonly markerArbitraryIsRaw: boolean;
  /**
   * Which of a marker's `extra == "…"` are normalised when it is read: the first one, all but those in
   * parentheses, all. Where it is the first one, the others are when it is evaluated.
   */
  readonly normalizesExtras: "none" | "first" | "top" | "all";
  /** `extras` and `dependency_groups` are variables (of lock files; pip itself gives them no value). */
  readonly hasSetVariables: boolean;
  /** Prints `((a or b)) and c` with its parentheses, and a value that holds `"` in `'`. */
  readonly printsMarkersFaithfully: boolean;
  /** Prints `name @ url`; before, `name@ url`. */
  readonly printsBlankBeforeAt: boolean;
  /** A requirement may end in one line feed. */
  readonly endsBeforeLineFeed: boolean;
}

const PACKAGING_21: Dialect = {
  packaging: "21.3",
  legacy: true,
  exclusiveNamesPrerelease: false,
  admitsLonePrerelease: false,
  arbitraryIsText: false,
  sortsBeforeMerging: false,
  exactExclusiveBounds: false,
  compatibleByRelease: false,
  onlyVersionVariables: false,
  unparsableIsFalse: true,
  markerArbitraryIsRaw: false,
  normalizesExtras: "none",
  hasSetVariables: false,
  printsMarkersFaithfully: false,
  printsBlankBeforeAt: false,
  endsBeforeLineFeed: false,
};

const PACKAGING_24_1: Dialect = {
  ...PACKAGING_21,
  packaging: "24.1",
  legacy: false,
  unparsableIsFalse: false,
  normalizesExtras: "first",
  endsBeforeLineFeed: true,
};

const PACKAGING_24_2: Dialect = { ...PACKAGING_24_1, packaging: "24.2", exclusiveNamesPrerelease: true };

const PACKAGING_25: Dialect = { ...PACKAGING_24_2, packaging: "25.0", hasSetVariables: true };

const PACKAGING_26_0: Dialect = {
  ...PACKAGING_25,
  packaging: "26.0",
  admitsLonePrerelease: true,
  arbitraryIsText: true,
  onlyVersionVariables: true,
  unparsableIsFalse: true,
  normalizesExtras: "top",
  printsBlankBeforeAt: true,
};

const PACKAGING_26_2: Dialect = {
  ...PACKAGING_26_0,
  packaging: "26.2",
  sortsBeforeMerging: true,
  exactExclusiveBounds: true,
  markerArbitraryIsRaw: true,
};

const PACKAGING_26_3: Dialect = {
  ...PACKAGING_26_2,
  packaging: "26.3",
  compatibleByRelease: true,
  normalizesExtras: "all",
  printsMarkersFaithfully: true,
  endsBeforeLineFeed: false,
};

/** From which pip on, newest first: the pip's major and minor number, and what it brings. */
const SINCE: readonly (readonly [major: string, minor: string, dialect: Dialect])[] = [
  ["26", "3", PACKAGING_26_3],
  ["26", "1", PACKAGING_26_2],
  ["26", "0", PACKAGING_26_0],
  ["25", "1", PACKAGING_25],
  ["25", "0", PACKAGING_24_2],
  ["24", "1", PACKAGING_24_1],
];

/**
 * The dialect of a pip by its version as its metadata gives it (`23.0.1`, `25.1.1+dfsg`). A newer pip than
 * any known, or a text that is no version, has the newest one.
 */
export function dialectOf(pipVersion: string): Dialect {
  const numbers = /^\s*v?([0-9]+)(?:\.([0-9]+))?/.exec(pipVersion);
  if (numbers === null) return PACKAGING_26_3;
  const major = natural(numbers[1] ?? "");
  const minor = natural(numbers[2] ?? "");
  for (const [sinceMajor, sinceMinor, dialect] of SINCE) {
    const byMajor = compareNaturals(major, natural(sinceMajor));
    if (byMajor > 0 || (byMajor === 0 && compareNaturals(minor, natural(sinceMinor)) >= 0)) return dialect;
  }
  return PACKAGING_21;
}

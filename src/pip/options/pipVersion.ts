/** A version of pip as its grammar changes with it. */
export interface PipVersion {
  /** Major, minor and patch release. */
  readonly release: readonly [number, number, number];
  /** False for `24.1b1` or `26.3.dev0`. */
  readonly final: boolean;
}

/** Reads a pip's version. Debian's `23.0.1+dfsg` is a final 23.0.1: its patches change no grammar. */
export function parsePipVersion(text: string): PipVersion {
  const match = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?(.*)$/s.exec(text.trim());
  const rest = match?.[4] ?? "";
  return {
    release: [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0), Number(match?.[3] ?? 0)],
    final: match !== null && (rest === "" || rest.startsWith("+")),
  };
}

/** Negative, zero or positive, like a sort function's answer. A preview comes before the release that it prepares. */
export function comparePipVersions(left: PipVersion, right: PipVersion): number {
  for (let part = 0; part < 3; part++) {
    const difference = (left.release[part] ?? 0) - (right.release[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(left.final) - Number(right.final);
}

/** True from pip `major.minor` on, its previews included: they have the grammar of what they prepare. */
export function pipIsAtLeast(version: PipVersion, major: number, minor: number, patch = 0): boolean {
  const [hasMajor, hasMinor, hasPatch] = version.release;
  if (hasMajor !== major) return hasMajor > major;
  return hasMinor > minor || (hasMinor === minor && hasPatch >= patch);
}

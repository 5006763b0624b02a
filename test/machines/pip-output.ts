import path from "node:path";

/** What of a machine differs from one to the next. */
export interface Places {
  readonly home: string;
  /** safe-pip's data directory for this user. */
  readonly data: string;
}

/**
 * pip's stdout with all that depends on the day, the machine and pip's version taken out, so that the rest can be
 * compared whole.
 */
export function normalisePip(text: string, places: Places): string {
  return withoutNoise(text, places)
    .replaceAll(/(?<=\w(?:-|==))\d+(?:\.\w+)+/g, "<version>")
    .replaceAll(/ \(\d+(?:\.\w+)+\)$/gm, " (<version>)")
    .replaceAll(/(?<=^Found existing installation: \S+ )\d+(?:\.\w+)+$/gm, "<version>");
}

/** The same with its versions: downloads and builds, the lines about dependencies and the user's home are out. */
export function withoutNoise(text: string, { home, data }: Places): string {
  const kept = text.split("\n").filter((line) => line !== "" && !noise.some((pattern) => pattern.test(line)));
  return (
    kept
      .map((line) => `${sortNames(line)}\n`)
      .join("")
      // pip 23 leaves out the place in a requirements file.
      .replaceAll(/ \(from -r .*\)$/gm, "")
      // pip names what is below the working directory from there.
      .replaceAll(` in ./${path.relative(home, data)}/`, " in <data>/")
      .replaceAll(data, "<data>")
      .replaceAll(home, "~")
      .replaceAll(/python3\.\d+/g, "python3.X")
      .replaceAll(/@\/3\.\d+/g, "@/3.X")
  );
}

/** Lines that one pip prints and another does not, or one index and not another. */
const noise: readonly RegExp[] = [
  /^Looking in (indexes|links): /,
  /^ *(Downloading|Using cached) /,
  /━/,
  // A dependency: by where it comes from, or (pip 23) by its specifier alone.
  / \(from [\w.-]+(->[\w.-]+)*\)( \([\d.]+\))?$/,
  /^Collecting [\w.-]+(\[.*\])?[<>=!~]/,
  /^ +(Installing build dependencies|Checking if build backend|Getting requirements to build|Preparing )/,
  /^Building wheels for collected packages: /,
  /^ +(Building|Created|Stored) /,
  /^Successfully built /,
];

/** The names of several distributions, in one order and one spelling whatever pip printed them. */
function sortNames(line: string): string {
  const [, start, separator] =
    /^(Installing collected packages: |Successfully installed )[^\s,]+(, | )\S/.exec(line) ?? [];
  if (start === undefined || separator === undefined) return line;
  const names = line.slice(start.length).split(separator);
  return (
    start +
    names
      .map((name) => name.toLowerCase().replaceAll("_", "-"))
      .sort()
      .join(separator)
  );
}

import { type DistributionDirectory, parseDistributionDirectory } from "../distributionDirectory.ts";

/** A distribution that a Debian package brings to `/usr/bin/python3`. */
export interface Shipped extends DistributionDirectory {
  readonly package: string;
  /** Of main; the other components' sections carry their own name (`contrib/python`). */
  readonly free: boolean;
}

/** An extended regular expression for the lines that `parseContentsLine` reads: a Contents index has ten million. */
export const METADATA_LINES = "^usr/lib/python3/dist-packages/[^/]+\\.(dist|egg)-info[/[:blank:]]";

/**
 * Reads one line of a Contents index: path, blanks, comma list of `[component/]section/package`. Only metadata right
 * below python3's dist-packages counts: a copy in an application's private folder is not importable.
 */
export function parseContentsLine(line: string): readonly Shipped[] {
  const [, directory, packages] =
    /^usr\/lib\/python3\/dist-packages\/([^/]+?)(?:\/.*?)?[ \t]+(\S+)$/.exec(line) ?? [];
  const parsed = directory ? parseDistributionDirectory(directory) : null;
  if (!parsed || !packages) return [];
  return packages.split(",").map((each) => {
    const parts = each.split("/");
    return { ...parsed, package: parts.at(-1) as string, free: !/^(?:contrib|non-free)/.test(each) };
  });
}

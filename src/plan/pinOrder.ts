import type { Specifiers } from "../pip/specifier.ts";

/** A project that pip's resolver has still to choose a version of, as far as its turn depends on it. */
export interface Unpinned {
  /** The normalised name, with its extras. */
  readonly identifier: string;
  /** The specifiers of all that ask for it. */
  readonly asked: Specifiers[];
  /** Its place among what the user asks for; infinite for what others need. */
  readonly requested: number;
  /** Steps from the user: 1 for what he asks for; the shortest way that is known counts. */
  depth: number;
}

/**
 * The one whose turn it is. pip prefers what narrows the choice most, and changed its mind on it in 23.1 (setuptools
 * is last no more) and in 25.1 (an upper bound counts, the depth does not). It tells in which order things are said.
 */
export function nextToPin(
  unpinned: Iterable<Unpinned>,
  pip: { major: number; minor: number },
): Unpinned | null {
  const since = (major: number, minor: number) =>
    pip.major > major || (pip.major === major && pip.minor >= minor);
  const rank = since(25, 1) ? rankByBounds : rankByDepth(!since(23, 1));
  let best: Unpinned | null = null;
  for (const each of unpinned) if (best === null || isBefore(rank(each), rank(best))) best = each;
  return best;
}

type Rank = readonly (number | string | boolean)[];

function rankByDepth(setuptoolsLast: boolean): (each: Unpinned) => Rank {
  return ({ identifier, asked, requested, depth }) => {
    const pinned = asked.some(({ list }) => list.some(({ operator }) => operator.startsWith("==")));
    return [
      setuptoolsLast && identifier === "setuptools",
      !pinned,
      requested === Number.POSITIVE_INFINITY ? depth : 1,
      requested,
      isFree(asked),
      identifier,
    ];
  };
}

function rankByBounds({ identifier, asked, requested }: Unpinned): Rank {
  const all = asked.flatMap(({ list }) => list);
  const pinned = all.some(({ operator, text }) => operator.startsWith("==") && !text.includes("*"));
  const bounded = all.some(
    ({ operator, text }) => ["<", "<=", "~="].includes(operator) || (operator === "==" && text.includes("*")),
  );
  return [!pinned, !bounded, requested, isFree(asked), identifier];
}

function isFree(asked: readonly Specifiers[]): boolean {
  return asked.every(({ list }) => list.length === 0);
}

function isBefore(one: Rank, other: Rank): boolean {
  for (const [index, value] of one.entries()) {
    const against = other[index] ?? "";
    if (value !== against) return value < against;
  }
  return false;
}

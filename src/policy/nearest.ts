/** The candidate that a misspelt word most likely stands for; null where none is near (two edits, or `_` for `-`). */
export function nearest(word: string, candidates: readonly string[]): string | null {
  if (word.length > 64) return null;
  const wanted = word.toLowerCase().replaceAll("_", "-");
  let best: { readonly candidate: string; readonly edits: number } | null = null;
  for (const candidate of candidates) {
    const edits = distance(wanted, candidate);
    // A short key is near to everything: one edit of three letters is no likeness.
    if (edits > Math.min(2, candidate.length / 3)) continue;
    if (best === null || edits < best.edits) best = { candidate, edits };
  }
  return best?.candidate ?? null;
}

/** Levenshtein's distance: letters to put in, take out or change. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const changed = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, changed));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** Which of a command's options were given; null where a word is none of them. */
export function readOptions<const T extends string>(
  argv: readonly string[],
  options: readonly T[],
): ReadonlySet<T> | null {
  const given = new Set<T>();
  for (const word of argv) {
    const option = options.find((each) => `--${each}` === word);
    if (option === undefined) return null;
    given.add(option);
  }
  return given;
}

const TAB_STOP = 8;

/** Python's `str.expandtabs()`: pyparsing does it to a text before it looks at it. */
export function expandTabs(text: string): string {
  if (!text.includes("\t")) return text;
  let column = 0;
  return text.replace(/\t|[\n\r]|[^\t\n\r]+/g, (run) => {
    if (run === "\n" || run === "\r") column = 0;
    else if (run !== "\t") column += run.length;
    if (run !== "\t") return run;
    const width = TAB_STOP - (column % TAB_STOP);
    column += width;
    return " ".repeat(width);
  });
}

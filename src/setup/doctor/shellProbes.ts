/** How a shell is asked what `pip` and `python3` are to it; its start-up files are read as for a person. */
export interface ShellProbe {
  /** Of the check. */
  readonly name: string;
  readonly program: string;
  readonly argv: readonly string[];
}

const BASH = 'for n in pip python3; do echo "@$n $(type -t $n) $(type -P $n)"; done';
const ZSH = `for n in pip python3; do print -r -- "@$n \${$(whence -w $n)##*: } $(whence -p $n)"; done`;
const FISH = 'for n in pip python3; echo "@$n" (type -t $n 2>/dev/null) (command -s $n); end';
const SH = 'for n in pip python3; do echo "@$n file $(command -v $n)"; done';

/** A line a kind of shell: what is interactive, a login, or a script reads other files. */
export const shellProbes: readonly ShellProbe[] = [
  { name: "bash", program: "bash", argv: ["-i", "-c", BASH] },
  { name: "bash-login", program: "bash", argv: ["-l", "-c", BASH] },
  { name: "sh-login", program: "sh", argv: ["-l", "-c", SH] },
  { name: "zsh", program: "zsh", argv: ["-i", "-c", ZSH] },
  { name: "zsh-scripts", program: "zsh", argv: ["-c", ZSH] },
  { name: "fish", program: "fish", argv: ["-i", "-c", FISH] },
];

/** What a shell answered about one name: the kind of word that it is, and the first file of that name on PATH. */
export interface Spoken {
  readonly name: string;
  readonly type: string;
  readonly path: string;
}

/** The answers in what a shell printed; whatever its start-up files print as well is passed over. */
export function parseSpoken(output: string): Spoken[] {
  return output.split("\n").flatMap((line) => {
    const [, name, rest] = /^@(pip|python3)\b ?(.*)$/.exec(line.trimEnd()) ?? [];
    if (name === undefined || rest === undefined) return [];
    const [, type = "", path = ""] = /^(\S*) ?(.*)$/.exec(rest) ?? [];
    return [{ name, type, path }];
  });
}

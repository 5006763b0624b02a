import { posix } from "node:path";

/**
 * The lines that put the shims first on PATH, for sh, bash, zsh and ksh. No process is started; where the shims
 * have gone, or their file system forbids to run them, the lines do nothing and say nothing. A place further
 * behind on PATH is moved: Debian's ~/.profile puts ~/.local/bin in front of what ~/.bashrc has arranged.
 */
export function shLines(shims: string, home: string): string {
  return `_safe_pip=${shWord(shims, home)}
if [ -x "$_safe_pip/pip" ]; then
  PATH=:$PATH:
  case $PATH in
    *":$_safe_pip:"*) PATH=\${PATH%%":$_safe_pip:"*}:\${PATH#*":$_safe_pip:"} ;;
  esac
  PATH=\${PATH#:}
  PATH=\${PATH%:}
  PATH=$_safe_pip\${PATH:+:$PATH}
  export PATH
fi
unset _safe_pip
`;
}

/** The same for fish. */
export function fishLines(shims: string, home: string): string {
  return `set -l safe_pip ${fishWord(shims, home)}
if test -x $safe_pip/pip
    set -l others
    for directory in $PATH
        test "$directory" = $safe_pip; or set -a others $directory
    end
    set -gx PATH $safe_pip $others
end
`;
}

/** What to add by hand to the start-up file of a shell that set-up does not know: its file, and the line. */
export function lineForOther(shell: string, shims: string): { readonly file: string; readonly line: string } {
  const word = `'${shims.replaceAll("'", "'\\''")}'`;
  switch (shell) {
    case "csh":
    case "tcsh":
      return { file: "~/.cshrc", line: `setenv PATH ${word}:"$PATH"` };
    case "nu":
      return {
        file: "~/.config/nushell/env.nu",
        line: `$env.PATH = ($env.PATH | split row (char esep) | prepend ${word})`,
      };
    case "xonsh":
      return { file: "~/.xonshrc", line: `$PATH.insert(0, ${word})` };
    case "elvish":
      return { file: "~/.config/elvish/rc.elv", line: `set paths = [${word} $@paths]` };
    case "pwsh":
      return { file: "$PROFILE", line: `$env:PATH = ${word} + ":" + $env:PATH` };
    default:
      return { file: `the start-up file of ${shell}`, line: exportLine(shims) };
  }
}

/** One line for a shell that runs it at once (GitLab, Docker's sh). */
export function exportLine(shims: string): string {
  return `export PATH=${plain(shims) ? shims : `'${shims.replaceAll("'", "'\\''")}'`}:"$PATH"`;
}

/** A home that is carried to another machine keeps its lines valid where they name it as $HOME. */
function shWord(shims: string, home: string): string {
  const inHome = below(shims, home);
  if (inHome !== null) return `$HOME/${inHome}`;
  return plain(shims) ? shims : `'${shims.replaceAll("'", "'\\''")}'`;
}

function fishWord(shims: string, home: string): string {
  const inHome = below(shims, home);
  if (inHome !== null) return `"$HOME/${inHome}"`;
  return `'${shims.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

function below(path: string, home: string): string | null {
  const rest = posix.relative(home, path);
  return home !== "/" && home !== "" && plain(rest) && !rest.startsWith("..") && !rest.startsWith("/")
    ? rest
    : null;
}

function plain(path: string): boolean {
  return /^[\w@%+=,./-]+$/.test(path);
}

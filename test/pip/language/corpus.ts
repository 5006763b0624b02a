import type { Case } from "./cases.ts";

/** A case that is kept for good, with what it shows. */
export interface NamedCase extends Case {
  readonly name: string;
}

const none = {};

function argv(name: string, line: string, env: Case["env"] = none, files: Case["files"] = none): NamedCase {
  return { name, argv: line === "" ? [] : line.split(" "), env, files };
}

function words(name: string, list: readonly string[], files: Case["files"] = none): NamedCase {
  return { name, argv: list, env: none, files };
}

function file(name: string, text: string, files: Case["files"] = none, env: Case["env"] = none): NamedCase {
  return { name, argv: ["install", "-r", "r.txt"], env, files: { "work/r.txt": text, ...files } };
}

function bytes(name: string, data: readonly number[], text: string, encoding: BufferEncoding): NamedCase {
  const base64 = Buffer.concat([Buffer.from(data), Buffer.from(text, encoding)]).toString("base64");
  return { name, argv: ["install", "-r", "r.txt"], env: none, files: { "work/r.txt": { base64 } } };
}

function conf(name: string, files: Case["files"], line = "install x", env: Case["env"] = none): NamedCase {
  return { name, argv: line.split(" "), env, files };
}

const COMMAND_LINES: readonly NamedCase[] = [
  argv("no word at all is the list of commands", ""),
  argv("help alone is the list of commands", "help"),
  argv("help with a name is a command", "help install"),
  argv("a command's name is never shortened", "instal x"),
  argv("a command's name has its case", "Install x"),
  argv("-V before the command prints the version", "-V install x"),
  argv("--version behind the command is a flag that does nothing, to pip 26.2", "install --version x"),
  argv("-h acts when it is met", "install -h --bogus"),
  argv("an unknown option before -h is an error", "install --bogus -h"),
  argv("general options may stand before the command", "-v --proxy p install x"),
  argv("general options may stand behind it", "install x -v --proxy p"),
  argv("options and arguments are mixed", "install a -U b --pre c"),
  argv("the first -- ends the options", "install -- -U x"),
  argv("only the first -- is dropped", "install -- -- x"),
  argv("-- may stand before the command", "-- install x"),
  argv("a value option eats any word", "install -t --user x"),
  argv("a value option eats --", "install -r -- x", none, { "work/--": "six\n" }),
  argv("a value behind = may be empty", "install --target= x"),
  argv("a flag takes no value", "install --user=1 x"),
  argv("-r=x is the file =x", "install -r=x", none, { "work/=x": "six\n" }),
  argv("a value may be glued to its letter", "install -rr.txt", none, { "work/r.txt": "six\n" }),
  argv("letters are clustered up to one with a value", "install -Ure.txt", none, { "work/e.txt": "six\n" }),
  argv("counts add up", "-qv install -qvqU x"),
  argv("a long option with one dash is a cluster", "install -user x"),
  argv("an underscore is no dash", "install --no_deps x"),
  argv("case counts", "install --USER x"),
  argv("a missing value is an error", "install x -r"),
  argv("a whole name wins over longer ones", "install --pre x"),
  argv("two names of one option are ambiguous", "install --no-dep x"),
  argv("--no-cache is short for --no-cache-dir", "install --no-cache x"),
  argv("--break is short for --break-system-packages", "install --break x"),
  argv("--req is ambiguous", "install --req r.txt"),
  argv("--requirements is another option from pip 26.0 on", "install --requirements s.py", none, {
    "work/s.py": '# /// script\n# dependencies = ["six"]\n# ///\n',
  }),
  argv("--g was --global-option and is --group", "install --g dev", none, {
    "work/pyproject.toml": '[dependency-groups]\ndev = ["six"]\n',
  }),
  argv("the last of two flags wins", "install --user --no-user x"),
  argv("--no-user and --target go together", "install --no-user --target d x"),
  argv("--user and --target do not", "install --user --target d x"),
  argv("--cache-dir and --no-cache-dir are one dest", "install --cache-dir d --no-cache-dir x"),
  argv("~ is filled in for paths", "install --log ~/l --cert ~ --src ~/s x"),
  argv("~ is not filled in for texts", "install -t ~/t --root ~ x"),
  argv("another user's home is looked up", "install --log ~root/l --cert ~nobody-at-all/c x"),
  argv("whole numbers in Python's spellings", "install --retries 0x10 x"),
  argv("a leading zero is octal", "install --retries 010 x"),
  argv("08 is no number", "install --retries 08 x"),
  words("blanks around a number are overlooked", ["install", "--retries", " 5 ", "x"]),
  argv("an underscore between digits is allowed", "install --retries 1_0 x"),
  words("digits of any script count", ["install", "--retries", "\u0661\u0662", "x"]),
  argv("decimal fractions in Python's spellings", "install --timeout 1e1_0 x"),
  argv("infinity is a timeout", "install --timeout inf x"),
  argv("a choice must be one of them", "install --progress-bar maybe x"),
  argv("names are taken away from the other list", "install --no-binary a,B_c --only-binary b.c x"),
  argv(":all: and :none: in lists of names", "install --no-binary a,:all:,b --only-binary c,:none:,d x"),
  argv("a list of names can't begin with a dash", "install --no-binary -v x"),
  argv(
    "a setting given twice is a list from pip 23.1 on",
    "install --config-settings a=1 --config-settings a=2 x",
  ),
  argv("a setting needs an =", "install --config-settings a x"),
  argv("Python versions come in three spellings", "download --python-version 37 --only-binary :all: x"),
  argv("a Python version has at most three parts", "download --python-version 1.2.3.4 x"),
  argv("a group's path ends in pyproject.toml", "install --group x.toml:dev"),
  argv("--python names an interpreter that is there", "--python py install x", none, { "work/py": "" }),
  argv("--python may be a directory", "--python env install x", none, { "work/env/bin/python": "" }),
  argv("--python that is not there", "--python nothing install x"),
  argv("an empty --python is overlooked", "--python= install x"),
  argv("--python behind the command", "install --python py x", none, { "work/py": "" }),
  argv("the command's name is taken out where it is first seen", "--proxy install install x"),
  argv("--isolated counts anywhere, as a value too", "install x -t --isolated", { PIP_PRE: "1" }),
  argv("--isolated is not shortened", "install x --isol", { PIP_PRE: "1" }),
  argv("lists before the command count twice where they are shared", "--use-feature fast-deps install x"),
  argv("other lists before the command count once", "--trusted-host h install x"),
  argv("uninstall has few options", "uninstall --user x"),
  argv("letters mean other things elsewhere", "list -e -o -l"),
  argv("no requirement is refused", "install"),
  argv("-f alone is no requirement", "install -f d"),
  words("a blank word is skipped from pip 26.0 on", ["install", " "]),
  words("an em dash makes a requirement", ["install", "—user", "x"]),
  argv("another platform needs wheels or no dependencies", "install --platform any -t d x"),
  argv("another platform needs a target", "install --platform any --no-deps x"),
  argv("or, from pip 23.3 on, a dry run", "install --platform any --no-deps --dry-run x"),
  argv("--pre and --all-releases do not go together", "install --pre --all-releases a x"),
  argv("--only-deps and a file do not go together", "install --only-deps -r r.txt", none, {
    "work/r.txt": "",
  }),
  argv("--debug makes each refusal a traceback", "install --debug a=1"),
  argv("completion without words is nothing from pip 24.1 on", "install x", { PIP_AUTO_COMPLETE: "1" }),
  argv("completion comes before everything", "install x", {
    PIP_AUTO_COMPLETE: "1",
    COMP_WORDS: "pip ins",
    COMP_CWORD: "1",
  }),
];

const CONFIGURATION: readonly NamedCase[] = [
  argv("a flag by a variable", "install x", { PIP_USER: "YES" }),
  argv("a flag's variable must be a boolean", "install x", { PIP_USER: "maybe" }),
  argv("a bad variable stops a command that has the option", "list", { PIP_USER: "maybe" }),
  argv("and no other", "show x", { PIP_USER: "maybe" }),
  argv("PIP_NO_USER=1 asks for the user's directory", "install x", { PIP_NO_USER: "1" }),
  argv("PIP_NO_BUILD_ISOLATION=0 switches isolation off", "install x", { PIP_NO_BUILD_ISOLATION: "0" }),
  argv("PIP_NO_CACHE_DIR disables the cache, whatever it says", "install x", { PIP_NO_CACHE_DIR: "false" }),
  argv("PIP_NO_CACHE_DIR wins over PIP_CACHE_DIR in any order", "install x", {
    PIP_NO_CACHE_DIR: "1",
    PIP_CACHE_DIR: "d",
  }),
  argv("an empty variable changes nothing", "install x", { PIP_TARGET: "" }),
  argv("a blank one does", "install x", { PIP_TARGET: " " }),
  argv("lists are split at blanks", "install x", { PIP_FIND_LINKS: "a  b\tc" }),
  argv("the command line adds to a variable's list", "install -f d x", { PIP_FIND_LINKS: "a b" }),
  argv(
    "requirements may come from a variable",
    "install",
    { PIP_REQUIREMENT: "r.txt" },
    { "work/r.txt": "six\n" },
  ),
  argv("a name in lower case counts", "install x", { PIP_pre: "1" }),
  argv("a prefix in lower case does not", "install x", { pip_pre: "1" }),
  argv("leading dashes are dropped once", "install x", { PIP___PRE: "1" }),
  argv("of two names of one option the later variable wins", "install x", {
    PIP_INDEX_URL: "a",
    PIP_PYPI_URL: "b",
  }),
  argv("and the other way round", "install x", { PIP_PYPI_URL: "b", PIP_INDEX_URL: "a" }),
  argv("a count by a variable", "install -v x", { PIP_VERBOSE: "2" }),
  argv("a count can't be negative", "install x", { PIP_VERBOSE: "-1" }),
  argv("a number's variable must be one", "install x", { PIP_TIMEOUT: "soon" }),
  argv("a bad general variable stops every command", "help install", { PIP_TIMEOUT: "soon" }),
  argv("PIP_VERSION and PIP_HELP are overlooked", "install x", { PIP_VERSION: "1", PIP_HELP: "1" }),
  argv("PIP_ISOLATED isolates nothing", "install x", { PIP_ISOLATED: "1", PIP_PRE: "1" }),
  argv("PIP_PYTHON acts before the command", "install x", { PIP_PYTHON: "nothing" }),
  argv("a bad PIP_NO_COLOR is a traceback where usage is printed in colour", "install x", {
    PIP_NO_COLOR: "maybe",
  }),
  argv("a bad PIP_NO_COLOR counts for less beside --no-color", "install --no-color x", {
    PIP_NO_COLOR: "maybe",
  }),
  conf("[install] wins over [global], whatever the files' order", {
    "etc/pip.conf": "[install]\npre = 1\n",
    "home/.config/pip/pip.conf": "[global]\npre = 0\n",
  }),
  conf("the user's file wins over the machine's", {
    "etc/pip.conf": "[global]\ntarget = a\n",
    "home/.config/pip/pip.conf": "[global]\ntarget = b\n",
  }),
  conf("~/.config wins over ~/.pip", {
    "home/.pip/pip.conf": "[global]\ntarget = a\nprefix = p\n",
    "home/.config/pip/pip.conf": "[global]\ntarget = b\n",
  }),
  conf("an empty value cancels an earlier file's, but for pip 25.2 and 25.3", {
    "etc/pip.conf": "[global]\ntarget = a\n",
    "home/.config/pip/pip.conf": "[global]\ntarget =\n",
  }),
  conf("an empty value in [install] cancels no [global]", {
    "etc/pip.conf": "[global]\ntarget = a\n[install]\ntarget =\n",
  }),
  conf("sections have their case", { "etc/pip.conf": "[Global]\npre = 1\n" }),
  conf("keys have none, and underscores", { "etc/pip.conf": "[global]\nFIND_links = a b\n--pre = yes\n" }),
  conf("one key in two spellings is refused from pip 26.3 on", {
    "etc/pip.conf": "[global]\nfind_links = a\nfind-links = b\n",
  }),
  conf("[DEFAULT] is in every section that is there", { "etc/pip.conf": "[DEFAULT]\npre = 1\n[install]\n" }),
  conf("[DEFAULT] alone is nothing", { "etc/pip.conf": "[DEFAULT]\npre = 1\n" }),
  conf("[:env:] counts as variables do", { "etc/pip.conf": "[:env:]\npre = 1\n" }),
  conf("a comment behind a value belongs to it", { "etc/pip.conf": "[global]\ntarget = a # b\n" }),
  conf("continued values keep their lines", {
    "etc/pip.conf": "[global]\nfind-links =\n  a\n\n  # not this\n  b\n",
  }),
  conf("a colon parts too", { "etc/pip.conf": "[global]\ntarget: a=b\n" }),
  conf("a section twice is refused", { "etc/pip.conf": "[global]\n[global]\n" }),
  conf("a key twice is refused", { "etc/pip.conf": "[global]\npre=1\npre=1\n" }),
  conf("a line without a section is refused", { "etc/pip.conf": "pre = 1\n" }),
  conf("a key without a value is refused", { "etc/pip.conf": "[global]\npre\n" }),
  conf("a byte order mark is refused", { "etc/pip.conf": "\ufeff[global]\npre=1\n" }, "list"),
  conf("bytes that are no UTF-8 are refused", { "etc/pip.conf": { base64: "W2dsb2JhbF0K/w==" } }),
  conf("an indented first key is a key", { "etc/pip.conf": "[global]\n  pre = 1\n" }),
  conf("version = 1 makes every command print it", { "etc/pip.conf": "[global]\nversion = 1\n" }),
  conf(
    "all sources of names add up",
    { "etc/pip.conf": "[global]\nno-binary = a\n[install]\nno-binary = b\n" },
    "install --no-binary c x",
    {
      PIP_NO_BINARY: "d",
    },
  ),
  conf("two names of one option: the one seen first gives way", {
    "etc/pip.conf": "[global]\npypi-url = a\nindex-url = b\n",
  }),
  conf(
    "PIP_CONFIG_FILE leaves the user's files out",
    { "work/c": "[global]\npre=1\n", "home/.config/pip/pip.conf": "[global]\ntarget=a\n" },
    "install x",
    {
      PIP_CONFIG_FILE: "c",
    },
  ),
  conf(
    "PIP_CONFIG_FILE that is not there does not",
    { "home/.config/pip/pip.conf": "[global]\ntarget=a\n" },
    "install x",
    {
      PIP_CONFIG_FILE: "c",
    },
  ),
  conf(
    "PIP_CONFIG_FILE=/dev/null is no file at all",
    { "etc/pip.conf": "[global]\ntarget=a\n" },
    "install x",
    { PIP_CONFIG_FILE: "/dev/null", PIP_PRE: "1" },
  ),
  conf(
    "--isolated leaves the user's files out",
    { "etc/pip.conf": "[global]\npre=1\n", "home/.config/pip/pip.conf": "[global]\ntarget=a\n" },
    "install --isolated x",
    {
      PIP_NO_DEPS: "1",
    },
  ),
  conf("the interpreter's file wins over the user's", {
    "prefix/pip.conf": "[global]\ntarget=p\n",
    "home/.config/pip/pip.conf": "[global]\ntarget=a\n",
  }),
  conf(
    "a file named by PIP_CONFIG_FILE that was read before keeps its place from pip 25.2 on",
    { "prefix/pip.conf": "[global]\ntarget=p\n", "a/pip/pip.conf": "[global]\ntarget=a\n" },
    "install x",
    { XDG_CONFIG_DIRS: "@ROOT@/a", PIP_CONFIG_FILE: "@ROOT@/a/pip/pip.conf" },
  ),
  conf(
    "of XDG's directories the last wins",
    { "a/pip/pip.conf": "[global]\ntarget=a\n", "b/pip/pip.conf": "[global]\ntarget=b\n" },
    "install x",
    {
      XDG_CONFIG_DIRS: "@ROOT@/a:@ROOT@/b",
    },
  ),
  conf(
    "XDG_CONFIG_HOME may be relative to pip 26.2",
    { "work/rel/pip/pip.conf": "[global]\ntarget=r\n" },
    "install x",
    { XDG_CONFIG_HOME: "rel" },
  ),
  conf(
    "~ in XDG_CONFIG_DIRS is filled in to pip 24.0",
    { "home/x/pip/pip.conf": "[global]\ntarget=x\n" },
    "install x",
    { XDG_CONFIG_DIRS: "~/x" },
  ),
  conf(
    "blanks around XDG_CONFIG_HOME are dropped from pip 26.2 on",
    { "a/pip/pip.conf": "[global]\ntarget=a\n" },
    "install x",
    { XDG_CONFIG_HOME: " @ROOT@/a " },
  ),
];

const PROJECT = { "work/p/setup.py": "", "work/q": null, "work/setup.py": "", "work/a.zip": "" };

const ARGUMENTS: readonly NamedCase[] = [
  ...[
    "requests",
    "Zope.Interface==5",
    "a[X]",
    "a[B,a]>=1,<2",
    "a>=1.*",
    "a==",
    "a<>1",
    "a==1.0.*",
    "a===x",
    "a>1,",
    "a()",
    "a(>=1)",
    "a@b",
    "a @ https://e/a.zip",
    "x==1.0.zip",
    "x.zip",
    "x.ZIP",
    "a.tar.gz",
    "a.zip",
    "./a.zip",
    "p",
    "p/",
    "./p",
    ".",
    ".[x]",
    "./p[x,y]",
    "./p[-x]",
    "a[-x]",
    "q/",
    "./nothing",
    "~/p",
    "file:p",
    "file:///x/p",
    "file://localhost/x",
    "file://h/x",
    "https://e/a.zip",
    "https://e/a.zip#egg=a",
    "https://e/a.zip#egg=a[x]",
    "https://e/a.zip#egg=a==1",
    "git+https://e/o/r",
    "git+https://e/o/r@v1#egg=a&subdirectory=s",
    "GIT+HTTPS://e/r",
    "git://e/r",
    "bzr+lp:x",
    "git+git@h:o/r",
    "demo-1.0-py3-none-any.whl",
    "demo_X-1.0-py3-none-any.whl",
    "demo-1.0_1-py3-none-any.whl",
    "demo-x-py3-none-any.whl",
    "a__b-1-py3-none-any.whl",
    "x.whl",
    "https://e/demo-1.0-py3-none-any.whl",
    "a@demo-1.0-py3-none-any.whl",
    "a;",
    "a ; ",
    "a;os_name > 'a'",
    "a;bad",
    "a;extra == 'x'",
    "a;python_version<'3'",
    "https://e/a.zip;python_version<'3'",
    "https://e/a.zip; python_version<'3'",
    "https://e/a.zip ;python_version<'3'",
    "requirements.txt",
    "-",
    "x y",
    "a=1",
    "a~=1",
    "https://[x/a.zip",
    "./../work/p",
    "p/../p/",
    "file:../work/p",
    "p@./p",
    "a\tb",
    "six\n",
  ].map((text) => words(`the argument ${JSON.stringify(text)}`, ["install", "--", text], PROJECT)),
  ...[
    ".",
    "./p",
    "p",
    "p[x]",
    "p[X]",
    "p[-x]",
    "q",
    "nothing",
    "requests",
    "file:p",
    "file:///x#egg=a",
    "file:///x[y]",
    "git+https://e/r",
    "git+https://e/r#egg=a",
    "git+https://e/r#egg=a[x]",
    "git:https://e/r#egg=a",
    "GIT:https://e/r#egg=a",
    "https://e/a.zip#egg=a",
    "a @ git+https://e/r",
    "a[x] @ git+https://e/r ; python_version<'3'",
    "a @ file:///x",
    "a @ https://e/a.zip",
    "",
    "a [-x]",
  ].map((text) => words(`the editable ${JSON.stringify(text)}`, ["install", "-e", text], PROJECT)),
  words("uninstall warns of a path and goes on", ["uninstall", "./p", "six"], PROJECT),
  words("uninstall needs a name", ["uninstall", "./p"], PROJECT),
];

const FILES: readonly NamedCase[] = [
  file("a trusted host in a file has a port that is a number", "--trusted-host a:b\nsix\n"),
  file("a trusted host's port is at most 65535", "--trusted-host a:65536\nsix\n"),
  file("a trusted host's port may be empty", "--trusted-host a:\nsix\n"),
  file("a trusted host is a host, from pip 23.2.1 on", "--trusted-host=\nsix\n"),
  file("a trusted host may be an IPv6 address", "--trusted-host ::1\n--trusted-host [::1]:8080\nsix\n"),
  argv("uninstall fetches nothing and looks at no trusted host", "uninstall -r r.txt", none, {
    "work/r.txt": "--trusted-host a:b\nsix\n",
  }),
  argv("hashes can't be required and not required", "install --require-hashes --no-require-hashes six==1"),
  file("nor in a file, whichever comes first", "--no-require-hashes\n--require-hashes\nsix==1\n"),
  argv("nor in a file of constraints", "install six -c c.txt --no-require-hashes", none, {
    "work/c.txt": "--require-hashes\n",
  }),
  argv("uninstall overlooks that", "uninstall -r r.txt", none, {
    "work/r.txt": "--no-require-hashes\n--require-hashes\nsix\n",
  }),
  argv("a name of nothing but .tar.gz is an archive's", "install .tar.gz .tar"),
  argv("and one of nothing but .zip is none", "install .zip"),
  argv("what uninstall reads as a constraint is a name too", "uninstall -r r.txt", none, {
    "work/r.txt": "-c c.txt\n",
    "work/c.txt": "six\n",
  }),
  argv(
    "a wheel's build number begins with a digit of any script up to pip 26.0",
    "install a-1-١b-py3-none-any.whl",
  ),
  file("names, comments and empty lines", "# c\nsix # why\n\n  flask>=1  \na#b\n"),
  file("a # in a word is no comment", "https://e/a.zip#egg=a\n"),
  file("lines are continued", "six\\\n==1.0\nfla\\\n  sk\n"),
  file("a comment ends the joining", "six \\\n# c\nflask\n"),
  file("a comment is never continued", "# c \\\nsix\n"),
  file("backslashes around a continued line are dropped", "\\\\six\\\\\n==1\n"),
  file("a last line may end in a backslash", "six\\"),
  file("a blank behind the backslash continues nothing", "six \\ \nflask\n"),
  file("Python's line ends", "a\rb\vc\fd\x1ce\x85f\u2028g\r\nh"),
  file("variables are filled in", "a==${VAR}\n${EMPTY}b\n${unset}\n${NOT_SET}c\n", none, {
    VAR: "1",
    EMPTY: "",
  }),
  file("a variable's value is filled in again by a later one", "${A}${B}\n", none, { A: "${B}", B: "six" }),
  file("a variable may hold an option", "${A}\n", { "work/c.txt": "flask\n" }, { A: "-r c.txt" }),
  file("hashes of a requirement", "six==1 --hash=sha256:ab \\\n --hash sha512:cd\n"),
  file("a hash of an unknown kind", "six==1 --hash=md5:ab\n"),
  file("a hash without a kind", "six==1 --hash=ab\n"),
  file("a hash alone is nothing", "--hash=sha256:ab\nsix\n"),
  file("options may be shortened", "--requirem c.txt\n", { "work/c.txt": "six\n" }),
  file("options that belong to no file", "--user\n"),
  file("an unknown option", "six --bogus\n"),
  file("quotes count among options only", "-e './p'\n--find-links \"a b\"\n", PROJECT),
  file("a quotation that is not ended", "-e './p\n", PROJECT),
  file("an escape that is not ended", "-e ./p\\ \\\\", PROJECT),
  file("words behind options are dropped", "-i https://e/s x\n-e ./p ; python_version<'3'\n", PROJECT),
  file("only the first of several -e counts", "-e . -e ./p\n", PROJECT),
  file("of -r and -c on one line only -r", "-c c.txt -r b.txt\n", {
    "work/b.txt": "six\n",
    "work/c.txt": "flask\n",
  }),
  file("a requirement overlooks a file", "six -r b.txt\n", { "work/b.txt": "flask\n" }),
  file("a requirement with -e is an editable one from pip 25.0 on", "six -e .\n", PROJECT),
  file(
    "an index in a file is for everything",
    "-i https://e/s\n--extra-index-url u\n--no-index\n--pre\nsix\n",
  ),
  file("files are found beside the file that names them", "-r sub/a.txt\n", {
    "work/sub/a.txt": "-r b.txt\n./p\n",
    "work/sub/b.txt": "six\n",
    ...PROJECT,
  }),
  file("constraints in a file, and requirements in constraints", "-c c.txt\n", {
    "work/c.txt": "six<2\n-r b.txt\n",
    "work/b.txt": "flask\n",
  }),
  file("an editable constraint", "-c c.txt\nsix\n", { "work/c.txt": "-e .\n", ...PROJECT }),
  file("a file that is missing", "six\n-r missing.txt\n"),
  file("a file that is a directory", "-r sub\n", { "work/sub/x": "" }),
  file("a file that includes itself", "-r r.txt\n"),
  file("a recursion by a longer and longer path", "-r sub/../r.txt\n", { "work/sub/x": "" }),
  file("a file that is included twice", "-r b.txt\n-r b.txt\n", { "work/b.txt": "six\n" }),
  file("a URL is fetched", "six\n-r https://e/r.txt\nflask\n"),
  file("a file by its URL", "-r file:c.txt\n", { "work/c.txt": "six\n" }),
  file("settings of a requirement", "six --config-settings a=b\n"),
  file("global options of a requirement", "six --global-option=x\n"),
  file("install options of a requirement", "six --install-option=x\n"),
  file("an empty editable", '-e ""\n'),
  file("a name without any letter", "-\n"),
  file("a marker's quotes stay", "six; python_version >= '3' and os_name == \"posix\"\n"),
  bytes("UTF-8 with a mark", [0xef, 0xbb, 0xbf], "six\n", "utf8"),
  bytes("UTF-16 with a mark", [0xff, 0xfe], "six\n", "utf16le"),
  bytes("UTF-32 with a mark", [0xff, 0xfe, 0, 0], "s\0i\0x\0", "utf16le"),
  bytes("Latin 1 by a declaration", [], "# -*- coding: latin-1 -*-\nsix # \xe9\n", "latin1"),
  bytes("a declaration in the third line", [], "#\n#\n# coding: latin-1\n# \xe9\nsix\n", "latin1"),
  bytes("bytes that are no UTF-8", [], "six # \xe9\n", "latin1"),
  bytes("a declaration of an unknown encoding", [], "# coding: klingon\nsix\n", "latin1"),
];

const TABLES: readonly NamedCase[] = [
  argv("a dependency group", "install --group dev --group sub/pyproject.toml:Test", none, {
    "work/pyproject.toml":
      '[dependency-groups]\nDev = ["six", {include-group = "a.b"}]\nA-B = ["flask>=1"]\n',
    "work/sub/pyproject.toml": "[dependency-groups]\ntest = [\"x; python_version<'3'\"]\n",
  }),
  argv("a group that is not there", "install --group dev", none, {
    "work/pyproject.toml": "[dependency-groups]\n",
  }),
  argv("no groups at all", "install --group dev", none, { "work/pyproject.toml": "" }),
  argv("no pyproject.toml", "install --group dev"),
  argv("a group that includes itself", "install --group dev", none, {
    "work/pyproject.toml": '[dependency-groups]\ndev = [{include-group = "dev"}]\n',
  }),
  argv("two groups of one name", "install --group dev", none, {
    "work/pyproject.toml": "[dependency-groups]\ndev = []\nDev = []\n",
  }),
  argv("a group with a path in it", "install --group dev", none, {
    "work/pyproject.toml": '[dependency-groups]\ndev = ["./p"]\n',
  }),
  argv("a group with something that is no requirement", "install --group dev", none, {
    "work/pyproject.toml": '[dependency-groups]\ndev = ["six", {a = 1}]\n',
  }),
  argv("a broken pyproject.toml", "install --group dev", none, { "work/pyproject.toml": "[" }),
  argv("a script's dependencies", "install --requirements-from-script s.py", none, {
    "work/s.py":
      '#!/usr/bin/env python\n# /// script\n# requires-python = ">=3"\n# dependencies = [\n#   "six",\n# ]\n# ///\nimport six\n',
  }),
  argv("a script without them", "install --requirements-from-script s.py", none, {
    "work/s.py": "import six\n",
  }),
  argv("a script that is not there", "install --requirements-from-script s.py"),
  argv("two scripts", "install --requirements-from-script s.py --requirements-from-script s.py", none, {
    "work/s.py": "",
  }),
  argv("a lock file by its name", "install -r pylock.toml", none, {
    "work/pylock.toml":
      'lock-version = "1.0"\ncreated-by = "x"\n[[packages]]\nname = "six"\nversion = "1.0"\n[packages.sdist]\nname = "six-1.0.tar.gz"\nurl = "https://e/six-1.0.tar.gz"\nhashes = {sha256 = "ab"}\n',
  }),
  argv("another file's name is no lock's", "install -r pylock.a.b.toml", none, {
    "work/pylock.a.b.toml": "six\n",
  }),
];

/** Cases that stay: each rule of pip's language, and each difference that was ever found. */
export const corpus: readonly NamedCase[] = [
  ...COMMAND_LINES,
  ...CONFIGURATION,
  ...ARGUMENTS,
  ...FILES,
  ...TABLES,
];

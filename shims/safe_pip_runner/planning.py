"""Asks the planner, and loads pip while it answers, so that Node's start costs an install no time.

The sh entry starts this by the python of an environment that the install is likely to go to. Where the plan is pip in
this environment, the process goes on to it. Any other plan is sh's to follow: the process becomes sh again, at the
moment at which the planner has answered, whatever is half loaded by then.
"""
import os
import signal
import sys

from .loading import load_pip
from .speaking import say

ANSWER = "SAFE_PIP_ANSWER"

# None of these is the planner's business: code to load, and a certificate bundle that costs 40 ms.
NOT_FOR_NODE = ("NODE_OPTIONS", "NODE_PATH", "NODE_EXTRA_CA_CERTS")

# Python ignores them for itself; sh and Node are to have them as they were.
IGNORED_BY_PYTHON = (signal.SIGPIPE, signal.SIGXFSZ)

CALLERS_STDOUT = 9


def ask_and_load(words):
    """pip's argv, and the state of the packages that pip was loaded from; the plan's settings are in `os.environ`.

    Comes back only where the plan is pip in this environment.

    The words: the sh entry, how many of the typed words stand before pip's own, whether LC_CTYPE was set, node, and
    what node is given; the typed words behind `--`.
    """
    entry, lead, locale, node = words[:4]
    at = words.index("--") + 1
    typed, arguments = words[at:], words[at + int(lead) :]
    if not locale:
        os.environ.pop("LC_CTYPE", None)  # Python's own doing, where the locale is C (PEP 538)
    planner = Planner(lambda answer: become_sh(entry, typed, answer))
    interrupt = signal.getsignal(signal.SIGINT)
    if interrupt is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    planner.start(node, words[4:at] + arguments)
    loaded = state_of_packages()
    load(arguments)
    planner.wait()
    signal.signal(signal.SIGINT, interrupt)
    return arguments, loaded


def load(arguments):
    from .running import hide_system_packages

    if sys.prefix == sys.base_prefix:
        return
    hide_system_packages({})
    try:
        load_pip(arguments)
    except (Exception, SystemExit):
        # What is amiss with this pip is told when it runs, and half of it left behind would make that another thing.
        for name in [name for name in sys.modules if name.partition(".")[0] == "pip"]:
            del sys.modules[name]


def state_of_packages():
    """Another one after an install that this process did not see, which may have been of pip itself."""
    inside = [path for path in sys.path if path.startswith(sys.prefix + os.sep)]
    return " ".join(str(os.stat(path).st_mtime_ns) for path in inside if os.path.isdir(path))


class Planner:
    """The planner's process: its answer is taken as soon as it has ended, in the midst of whatever runs here."""

    def __init__(self, become_sh):
        self.become_sh = become_sh
        self.ended = False
        self.is_followed = False

    def start(self, node, words):
        environment = {name: value for name, value in os.environ.items() if name not in NOT_FOR_NODE}
        try:
            os.fstat(1)
            self.pipe, writes = os.pipe()
            if writes == CALLERS_STDOUT:
                writes, taken = os.dup(writes), writes
                os.close(taken)
            redirections = [(os.POSIX_SPAWN_DUP2, 1, CALLERS_STDOUT), (os.POSIX_SPAWN_DUP2, writes, 1)]
            self.pid = os.posix_spawn(
                node, [node] + words, environment, file_actions=redirections, setsigdef=IGNORED_BY_PYTHON
            )
        except OSError:
            self.become_sh("ask")
        os.close(writes)
        self.handler = signal.signal(signal.SIGCHLD, self.look)

    def look(self, *_):
        """A child that stopped, and one of an earlier program of this process, are no end of the planner."""
        if not self.ended and self.has_ended(os.WNOHANG):
            self.take()

    def wait(self):
        signal.signal(signal.SIGCHLD, self.handler or signal.SIG_DFL)
        if not self.ended:
            self.take()
        if not self.is_followed:  # What was raised on the way to it may have been caught by the loading of pip.
            self.become_sh("ask")

    def has_ended(self, how):
        try:
            return os.waitpid(self.pid, how)[0] == self.pid
        except ChildProcessError:
            return True

    def take(self):
        self.ended = True
        answer = b"".join(iter(lambda: os.read(self.pipe, 65536), b""))
        os.close(self.pipe)
        self.has_ended(0)
        self.follow(os.fsdecode(answer).rstrip("\n"))

    def follow(self, answer):
        lines = answer.split("\n")
        if lines[0] != "safe-pip 1" or lines[-1] != "end":
            self.become_sh(answer)
        program, settings = [], []
        for line in lines[1:-1]:
            kind, _, rest = line.partition(" ")
            if kind == "exit" and rest.isdigit():
                os._exit(int(rest))
            elif kind == "word":
                program.insert(0, rest)
            elif kind == "set":
                settings.append(rest.partition(" ")[::2])
            elif kind == "unset":
                settings.append((rest, None))
            else:
                self.become_sh(answer)
        if not is_this(program) or not all(reads_late(name) for name, _ in settings):
            self.become_sh(answer)
        for name, value in settings:
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        self.is_followed = True


def is_this(program):
    """Whether the program is this file, in this environment."""
    if len(program) != 2 or sys.prefix == sys.base_prefix:
        return False
    try:
        prefix = os.path.dirname(os.path.dirname(program[0]))
        return os.path.samefile(prefix, sys.prefix) and os.path.samefile(program[1], sys.argv[0])
    except OSError:
        return False


def reads_late(name):
    """Whether a setting still tells once Python runs and pip is loaded (sh sees to it that there is no PYTHONHOME)."""
    return name.startswith("PIP_") or name in ("SAFE_PIP_RUN", "PYTHONHOME")


def become_sh(entry, typed, answer):
    for number in IGNORED_BY_PYTHON:
        signal.signal(number, signal.SIG_DFL)
    for told in (answer, "ask"):
        try:
            os.environ[ANSWER] = "%d:%s" % (os.getpid(), told)
            os.execv("/bin/sh", ["/bin/sh", entry] + typed)
        except (OSError, ValueError) as error:  # Linux gives no program a variable of 128 KiB; none has a NUL in it.
            why = error
    say("/bin/sh can't be started: %s" % why)
    os._exit(126)

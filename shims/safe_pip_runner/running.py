"""Runs pip's own main in this process, in the environment whose python this is."""
import os
import sys

from .commands import commands_of
from .distributions import distributions
from .entering import enter
from .ledger import close_cut_short, open_entry
from .loading import load_pip
from .locking import take_lock
from .publishing import finish, load_what_follows
from .state import is_plain, write
from .system_packages import close_to_system

CHANGING = ("install", "uninstall")


def run_pip(settings, arguments):
    slot = settings["slot"]
    changing = any(word in CHANGING for word in arguments)
    if changing and "lock" not in settings:
        settings["lock"] = str(take_lock(slot))
        start_anew_if_pip_changed(settings)
    left_out = set(settings.get("leave-out", "").split(","))
    arguments = [word for place, word in enumerate(arguments) if str(place) not in left_out]
    if settings.get("hide-system") == "1":
        close_to_system()
    show_system_packages(settings)
    hide_system_packages(settings)
    if changing:
        close_cut_short(settings)
    entry = open_entry(settings) if changing else None
    before, commands = (distributions(), commands_of(sys.prefix)) if changing else (None, None)
    load_what_follows(settings)
    code = 1
    try:
        code = 0 if settings.get("pip") == "0" else call_pip(settings, arguments)
    finally:
        if changing:
            finish(settings, entry, before, commands, code)
    return code


def start_anew_if_pip_changed(settings):
    """A pip that was loaded before the lock was ours may be another's by now: half of each would run."""
    loaded = settings.pop("loaded", None)
    if loaded is not None:
        from .planning import state_of_packages

        if loaded != state_of_packages():
            enter(settings, int(settings["lock"]))


def show_system_packages(settings):
    """A binding that only the distribution has opens an environment that was made isolated."""
    wanted = settings.get("system", "none")
    path = os.path.join(sys.prefix, "pyvenv.cfg")
    if wanted == "none" or settings.get("new") == "1":
        return
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if "include-system-site-packages = false" in text:
        text = text.replace("include-system-site-packages = false", "include-system-site-packages = true")
        write(path, text.replace("safe-pip-system = none", "safe-pip-system = %s" % wanted))


def hide_system_packages(settings):
    """In an environment that sees the system's packages at run time, pip is not to count them as installed."""
    ours = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.path[:] = [path for path in sys.path if path not in (ours, os.path.join(sys.prefix, "bin"))]
    if settings.get("hide-system") != "1" and system_setting(settings) != "python":
        return
    stdlib = os.path.dirname(os.__file__)
    sys.path[:] = [path for path in sys.path if not is_system_packages(path, stdlib)]


def system_setting(settings):
    """The wider of what this run asks for and what the environment was made with, or opened to."""
    return wider(settings.get("system", "none"), made_with(sys.prefix))


def wider(*settings):
    return max(settings, key=("none", "python", "python-and-pip").index)


def made_with(environment):
    try:
        with open(os.path.join(environment, "pyvenv.cfg"), encoding="utf-8") as file:
            for line in file:
                key, _, value = line.partition("=")
                if key.strip() == "safe-pip-system":
                    return value.strip()
    except OSError:
        pass
    return "none"


def is_system_packages(path, stdlib):
    if path.startswith(sys.prefix + os.sep) or path == stdlib or path.startswith(os.path.join(stdlib, "lib-dynload")):
        return False
    return path.rstrip("/").endswith(("dist-packages", "site-packages")) and "/venvs/" not in path


def call_pip(settings, arguments):
    """pip's own main, in this process, under pip's own name."""
    sys.argv[:] = [os.path.join(sys.prefix, "bin", "pip")] + arguments
    # A user's or the machine's `user = true` makes pip refuse every environment. What pip tells of its settings is to
    # be the user's.
    if arguments[:1] not in (["config"], ["debug"]):
        os.environ["PIP_USER"] = "0"
    for name in ("PYTHONHOME", "__PYVENV_LAUNCHER__"):
        os.environ.pop(name, None)
    # What pip writes for a command names this python to sh between double quotes, or none: there, `$(…)` in the name
    # of a directory would be run.
    if not is_plain(sys.executable):
        sys.executable = os.path.join(os.path.realpath(sys.prefix), "bin", "python")
    try:
        pip_main = load_pip(arguments)
    except ImportError:
        # An adopted environment may have none (uv makes them so).
        from .shared_pip import ensure

        sys.path.append(ensure(settings))
        pip_main = load_pip(arguments)
    try:
        code = pip_main(arguments)
    except SystemExit as end:
        code = end.code
    return code if isinstance(code, int) else (0 if code is None else 1)

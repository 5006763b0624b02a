"""Our words after pip's: where it is, and the one line that uses it."""
import os

from .commands import have_shims
from .distributions import commands_asked_for
from .speaking import say


def tell(settings, new_commands):
    if "where" not in settings:
        return
    names = settings.get("asked", "").split(",")
    asked = commands_asked_for(set(names))
    # The command that is called as the distribution is comes first: pytest before py.test.
    commands = sorted((name for name in new_commands if name in asked), key=lambda name: (name not in names, name))
    use = settings.get("use", "")
    python = settings.get("python", "python")
    line = "installed %s. Use it: %s%s FILE.py" % (settings["where"], use, python)
    if commands:
        beside = os.path.dirname(python) + "/" if "/" in python else ""
        prefix = beside or use or ("" if have_shims(settings["data"]) else "safe-pip run ")
        line += ", %s" % " ".join((prefix + name) for name in commands[:1])
        if len(commands) > 1:
            line += " (and %s%s)" % (", ".join(commands[1:5]), " …" if len(commands) > 5 else "")
    say(line)
    if commands and settings.get("rule") == "home":
        owners = [name for name in names if name and not commands_asked_for({name}).isdisjoint(commands)]
        if owners:
            say("as an application of its own, for every directory: %spipx install %s" % (first_pipx(), owners[0]))


def first_pipx():
    """What brings pipx where none is on PATH: the distribution's, since the index's is of no use without python3-venv."""
    import shutil

    return "" if shutil.which("pipx") or not os.path.exists("/usr/bin/apt-get") else "sudo apt-get install pipx && "

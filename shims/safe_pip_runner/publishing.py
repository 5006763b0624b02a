"""What happens after pip: a new environment is published or taken away, and the answer is told."""
import os
import sys

from .commands import commands_of, update
from .distributions import difference, distributions
from .editors import link_for_editors
from .ledger import close_entry
from .making import remove_environment
from .preferring import prefer
from .speaking import say
from .state import unlink
from .telling import tell


def load_what_follows(settings):
    """pip 26.3 warns of each module that is first imported after an install, so these are there before it."""
    if settings.get("rebuild") == "1":
        from . import rebuilding  # noqa: F401
    if "record" in settings:
        from . import dependencies, recording  # noqa: F401


def finish(settings, entry, before, commands, code):
    slot = settings["slot"]
    new = settings.get("new") == "1"
    keep = code == 0 and settings.get("publish", "1") == "1"
    changed = difference(before, distributions())
    if new and not keep:
        remove_environment(slot)
        close_entry(settings, entry, code, ([], []))
        if not settle_repair(settings):
            remove_mirror(slot, os.path.join(settings["data"], "dirs"))
        return
    if new:
        publish(settings)
        settle_repair(settings)
    close_entry(settings, entry, code, changed)
    if code == 0 and "base" in settings:
        mark(settings)
    now = commands_of(sys.prefix)
    keep_commands(settings, commands, now)
    if code == 0 and "record" in settings:
        from .recording import record

        record(settings)
    if code == 0 and changed[0]:
        tell(settings, now - commands)


def mark(settings):
    try:
        prefer(settings)
    except OSError as error:
        say("pip list will follow python3 here: %s" % error)


def keep_commands(settings, before, after):
    try:
        update(settings, before, after)
    except OSError as error:
        say("the commands' shims could not be written: %s" % error)


def settle_repair(settings):
    if settings.get("rebuild") != "1":
        return False
    from .rebuilding import settle

    return settle(settings)


def publish(settings):
    slot = settings["slot"]
    try:
        os.symlink(settings["base"], os.path.join(slot, "base"))
    except FileExistsError:
        return
    if settings.get("link"):
        link_for_editors(settings["link"], os.path.join(slot, "venv"))


def remove_mirror(slot, top):
    """Empty directories of the mirror go, the lock's file with them; a busy one stays."""
    try:
        os.rmdir(slot)
        parent = os.path.dirname(slot)
        if os.listdir(parent) == [".lock"]:
            unlink(os.path.join(parent, ".lock"))
        while parent.startswith(top + os.sep):
            os.rmdir(parent)
            parent = os.path.dirname(parent)
    except OSError:
        pass

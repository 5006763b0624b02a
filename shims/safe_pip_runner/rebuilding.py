"""`safe-pip repair`: a new environment in the place of one that may be half of something, which stays until then.

The slot's `before` leads to the old one from the beginning to the end. Whoever takes the lock and finds it there
knows that a repair was cut short: the old one is put back, unless the new one has been published.
"""
import os

from .making import is_published, remove_environment
from .running import made_with, wider
from .speaking import say
from .state import remove_tree, unlink


def set_aside(settings):
    """Not published any more, and not lost. What it saw of the system's packages, the new one sees too."""
    slot = settings["slot"]
    settings["system"] = wider(settings.get("system", "none"), made_with(os.path.join(slot, "venv")))
    os.symlink(os.readlink(os.path.join(slot, "venv")), os.path.join(slot, "before"))
    os.replace(os.path.join(slot, "base"), os.path.join(slot, "before-base"))
    unlink(os.path.join(slot, "venv"))


def settle(settings):
    """Ends a repair, under the lock: well, or as if it had not begun. True where there was one."""
    slot = settings["slot"]
    before = os.path.join(slot, "before")
    if not os.path.islink(before):
        return False
    old = os.readlink(before)
    if is_published(slot) and os.readlink(os.path.join(slot, "venv")) != old:
        # Never anything but a directory of ours.
        if os.path.dirname(old) == os.path.join(settings["data"], "venvs"):
            remove_tree(old)
        unlink(before)
        unlink(os.path.join(slot, "before-base"))
        return True
    put_back(slot, old)
    unlink(before)
    say("a repair did not come to its end; what was installed before is back")
    return True


def put_back(slot, old):
    venv, base = os.path.join(slot, "venv"), os.path.join(slot, "before-base")
    if not os.path.islink(venv) or os.readlink(venv) != old:
        remove_environment(slot)
        os.symlink(old, venv)
    if os.path.islink(base):
        os.replace(base, os.path.join(slot, "base"))

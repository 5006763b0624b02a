"""The way of a run: settings, then the environment (made where missing), then pip in it.

The settings come in one variable of tab-separated `key=value`, which pip and its children never see. An
environment counts only once `base` stands beside `venv` in its slot of the mirror; that link is made last,
after pip has succeeded. Killed at any moment before, this leaves nothing that is used.
"""
import os
import sys

from .entering import SETTINGS, enter
from .speaking import say, set_quiet
from .state import secure_data


def main():
    settings = take_settings()
    if settings.get("verb") == "plan":
        from .planning import ask_and_load

        sys.argv[1:], loaded = ask_and_load(sys.argv[1:])
        settings = dict(take_settings(), loaded=loaded)
    set_quiet(settings.get("quiet") == "1")
    try:
        secure_data(settings["data"])
    except OSError:
        pass  # A home that can't be written is told of by whoever needs to write there.
    if settings.get("verb") == "ensure-pip":
        from .shared_pip import ensure

        print(ensure(settings))
        return 0
    if settings.get("verb") == "commands":
        from .commands import follow

        follow(settings)
        return 0
    if settings.get("verb") == "record":
        from .recording import record

        record(settings)
        return 0
    if settings.get("verb") == "settle":
        from .locking import take_lock
        from .rebuilding import settle

        take_lock(settings["slot"])
        settle(settings)
        return 0
    if "base" in settings and sys.prefix == sys.base_prefix:
        try:
            make_and_enter(settings)
        except OSError as error:
            say("no environment could be made: %s" % error)
            say("type: XDG_DATA_HOME=/a/directory/of/yours pip %s" % " ".join(sys.argv[1:]))
            return 1
    from .running import run_pip

    return run_pip(settings, sys.argv[1:])


def take_settings():
    """What the sh entry handed over; started as an environment's `bin/pip`, what its place tells."""
    text = os.environ.pop(SETTINGS, None)
    if text is not None:
        return dict(pair.split("=", 1) for pair in text.split("\t"))
    runner = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    return {"slot": os.path.dirname(sys.prefix), "data": os.path.dirname(os.path.dirname(runner))}


def make_and_enter(settings):
    """Under the directory's lock: makes the environment where none is published; goes on inside it."""
    from .locking import take_lock
    from .making import is_published, make_environment, remove_environment

    slot = settings["slot"]
    lock = take_lock(slot)
    if os.path.lexists(os.path.join(slot, "before")):
        from .rebuilding import settle

        settle(settings)
    if settings.get("rebuild") == "1" and is_published(slot):
        from .rebuilding import set_aside

        set_aside(settings)
    if not is_published(slot):
        remove_environment(slot)
        try:
            make_environment(settings)
        except BaseException:
            from .publishing import remove_mirror, settle_repair

            remove_environment(slot)
            if not settle_repair(settings):
                remove_mirror(slot, os.path.join(settings["data"], "dirs"))
            raise
        settings["new"] = "1"
    enter(settings, lock)

"""What was put where: one file an entry, opened before pip runs, closed after it.

The lock's file names the entry that is open. Whoever takes the lock and finds one there knows that its writer was
killed: nobody else can hold the lock.
"""
import json
import os
import time

from .locking import note_entry, noted_entry
from .speaking import say
from .state import write


def open_entry(settings):
    ledger = directory(settings)
    path = os.path.join(ledger, "%d-%d.json" % (time.time() * 1000, os.getpid()))
    asked = [name for name in settings.get("asked", "").split(",") if name]
    try:
        os.makedirs(ledger, mode=0o700, exist_ok=True)
        write(path, formatted(settings, "open", asked=asked), 0o600)
    except OSError:
        return None
    note_entry(int(settings["lock"]), os.path.basename(path))
    return path


def close_entry(settings, entry, code, changed):
    if entry is None:
        return
    try:
        write(entry, formatted(settings, "done" if code == 0 else "failed", code, changed), 0o600)
    except OSError:
        return
    note_entry(int(settings["lock"]), "")


def close_cut_short(settings):
    """An install that was killed is said once, with what to type: its environment may hold half of something."""
    name = noted_entry(int(settings["lock"]))
    if not name:
        return
    path = os.path.join(directory(settings), name)
    try:
        with open(path, encoding="utf-8") as file:
            entry = json.load(file)
        if entry["state"] != "open":
            return
        entry["state"] = "interrupted"
        write(path, json.dumps(entry) + "\n", 0o600)
    except (OSError, ValueError, KeyError, TypeError):
        return
    what = " of %s" % ", ".join(entry["asked"]) if entry.get("asked") else ""
    if settings.get("new") == "1" or entry.get("slot") != settings["slot"]:
        say("an install%s was cut short here before; what it left is not used" % what)
        return
    again = "install --force-reinstall %s" % " ".join(entry["asked"]) if what else "check"
    say("an install%s was cut short here before. To be sure of it: %spip %s" % (what, settings.get("use", ""), again))


def directory(settings):
    return os.path.join(settings["data"], "ledger")


def formatted(settings, state, code=None, changed=((), ()), **more):
    entry = {
        "version": 1,
        "state": state,
        "route": "venv",
        "rule": settings.get("rule"),
        "slot": settings["slot"],
        "exitCode": code,
        "installed": [{"name": n, "version": v} for n, v in changed[0]],
        "removed": [{"name": n, "version": v} for n, v in changed[1]],
    }
    return json.dumps(dict(entry, **more)) + "\n"

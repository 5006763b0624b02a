"""What was put where: one file an entry, opened before pip runs, closed after it."""
import json
import os
import time

from .state import write


def open_entry(settings):
    """An entry without an end tells the next invocation that this one was cut short."""
    ledger = os.path.join(settings["data"], "ledger")
    path = os.path.join(ledger, "%d-%d.json" % (time.time() * 1000, os.getpid()))
    try:
        os.makedirs(ledger, mode=0o700, exist_ok=True)
        write_entry(path, settings, "open", None, ([], []))
    except OSError:
        return None
    return path


def close_entry(settings, entry, code, changed):
    if entry is None:
        return
    try:
        write_entry(entry, settings, "done" if code == 0 else "failed", code, changed)
    except OSError:
        pass


def write_entry(path, settings, state, code, changed):
    write(
        path,
        json.dumps(
            {
                "version": 1,
                "state": state,
                "route": "venv",
                "rule": settings.get("rule"),
                "slot": settings["slot"],
                "exitCode": code,
                "installed": [{"name": n, "version": v} for n, v in changed[0]],
                "removed": [{"name": n, "version": v} for n, v in changed[1]],
            }
        )
        + "\n",
        0o600,
    )

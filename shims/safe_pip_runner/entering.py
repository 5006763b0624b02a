"""Starts the runner anew by the environment's own python; the directory's lock goes with it."""
import os
import sys

SETTINGS = "SAFE_PIP_RUN"


def enter(settings, lock):
    settings["lock"] = str(lock)
    os.set_inheritable(lock, True)
    os.environ[SETTINGS] = "\t".join("%s=%s" % pair for pair in settings.items())
    python = os.path.join(settings["slot"], "venv", "bin", "python")
    os.execv(python, [python] + typed_options() + [os.path.abspath(sys.argv[0])] + sys.argv[1:])


def typed_options():
    """What the user gave to python itself (`python -u -m pip …`), which stands before our own `-I -S`."""
    words = getattr(sys, "orig_argv", [])  # Python 3.10
    words = words[: words.index(sys.argv[0])] if sys.argv[0] in words else []  # a `-S` behind the script is pip's
    return words[1 : words.index("-S") - 1] if "-S" in words else []

"""Closes an environment to the system's packages, where the policy hides them."""
import os
import sys

from .state import write


def close_to_system():
    """An environment that was made open, or opened for a binding; its python sees its own packages alone again."""
    path = os.path.join(sys.prefix, "pyvenv.cfg")
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    values = {"include-system-site-packages": "false", "safe-pip-system": "none"}
    closed = []
    for line in lines:
        key = line.partition("=")[0].strip()
        closed.append("%s = %s" % (key, values[key]) if key in values else line)
    if closed != lines:
        write(path, "\n".join(closed))

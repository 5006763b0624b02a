"""What an environment holds, by the names of its metadata directories alone."""
import os
import re
import sys


def distributions():
    """Version by name, as the directories spell them."""
    found = {}
    for directory in sys.path:
        if not directory.startswith(sys.prefix + os.sep):
            continue
        for name in listed(directory):
            if name.endswith((".dist-info", ".egg-info")) and not name.startswith("~"):
                project, _, version = name.rsplit(".", 1)[0].partition("-")
                found[project] = version
    return found


def difference(before, after):
    gained = [(name, version) for name, version in sorted(after.items()) if before.get(name) != version]
    lost = [(name, version) for name, version in sorted(before.items()) if name not in after]
    return gained, lost


def commands_asked_for(asked):
    """The commands of what was asked for by name, by its own record; those of its dependencies are not told."""
    found = set()
    for directory in sys.path:
        if not directory.startswith(sys.prefix + os.sep):
            continue
        for name in listed(directory):
            project = re.sub(r"[-_.]+", "-", name.rsplit(".", 1)[0].partition("-")[0]).lower()
            if name.endswith(".dist-info") and (project in asked or asked == {""}):
                found.update(commands_in(os.path.join(directory, name, "RECORD")))
    return found


def commands_in(record):
    try:
        with open(record, encoding="utf-8", errors="replace") as file:
            return re.findall(r"^(?:\.\./)+bin/([^,/]+),", file.read(), re.M)
    except OSError:
        return []


def listed(directory):
    try:
        return os.listdir(directory)
    except OSError:
        return []

"""What happens after pip: a new environment is published or taken away, and the answer is told."""
import os
import sys

from .commands import commands_of, have_shims, update
from .ledger import close_entry
from .making import remove_environment
from .speaking import say
from .state import unlink


def finish(settings, entry, before, commands, code):
    slot = settings["slot"]
    new = settings.get("new") == "1"
    keep = code == 0 and settings.get("publish", "1") == "1"
    changed = difference(before, distributions())
    if new and not keep:
        remove_environment(slot)
        close_entry(settings, entry, code, ([], []))
        remove_mirror(slot, os.path.join(settings["data"], "dirs"))
        return
    if new:
        publish(settings)
    close_entry(settings, entry, code, changed)
    now = commands_of(sys.prefix)
    keep_commands(settings, commands, now)
    if code == 0 and changed[0]:
        tell(settings, sorted(now - commands))


def keep_commands(settings, before, after):
    try:
        update(settings, before, after)
    except OSError as error:
        say("the commands' shims could not be written: %s" % error)


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


def link_for_editors(project, venv):
    """`.venv` for editors and `source .venv/bin/activate`; never read back, never in the way of another."""
    path = os.path.join(project, ".venv")
    if os.path.lexists(path):
        return
    exclude = git_exclude(project)
    if exclude is False:
        return
    try:
        os.symlink(venv, path)
    except OSError:
        return
    if exclude:
        ignore(exclude)


def git_exclude(project):
    """The clone's own ignore file, reached through real directories of the user's; None where there is no git."""
    directory = project
    while not os.path.lexists(os.path.join(directory, ".git")):
        if directory == os.path.dirname(directory):
            return None
        directory = os.path.dirname(directory)
    path = os.path.join(directory, ".git")
    for name in ("", "info"):
        path = os.path.join(path, name) if name else path
        try:
            state = os.lstat(path)
        except OSError:
            return False
        if (state.st_mode & 0o170000) != 0o040000 or state.st_uid != os.geteuid():
            return False
    return os.path.join(path, "exclude")


def ignore(exclude):
    try:
        fd = os.open(exclude, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o644)
    except OSError:
        return
    with os.fdopen(fd, "r+b") as file:
        text = file.read(1 << 20)
        if b".venv" in text.split(b"\n") or b"/.venv" in text.split(b"\n"):
            return
        file.write((b"" if not text or text.endswith(b"\n") else b"\n") + b".venv\n")


def distributions():
    """Name and version of what the environment holds, by the names of the metadata directories alone."""
    found = {}
    for directory in sys.path:
        if not directory.startswith(sys.prefix + os.sep):
            continue
        try:
            names = os.listdir(directory)
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")) and not name.startswith("~"):
                project, _, version = name.rsplit(".", 1)[0].partition("-")
                found[project] = version
    return found


def difference(before, after):
    gained = [(name, version) for name, version in sorted(after.items()) if before.get(name) != version]
    lost = [(name, version) for name, version in sorted(before.items()) if name not in after]
    return gained, lost


def tell(settings, commands):
    """Our words come after pip's: where it is, and the one line that uses it."""
    if "where" not in settings:
        return
    use = settings.get("use", "")
    line = "installed for %s. Use it: %spython FILE.py" % (settings["where"], use)
    if commands:
        prefix = use or ("" if have_shims(settings["data"]) else "safe-pip run ")
        line += ", %s" % " ".join((prefix + name) for name in commands[:1])
        if len(commands) > 1:
            line += " (and %s%s)" % (", ".join(commands[1:5]), " …" if len(commands) > 5 else "")
    say(line)

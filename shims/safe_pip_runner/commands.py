"""The commands that an install brought: a shim each, for every directory's environment alike.

`DATA/commands/<name>/<id>` leads to each environment that has the command; `DATA/shims/<name>` stands while there
is one. Both are made by rename, so that two installs need no common lock. Without `safe-pip setup` there are none.
"""
import os
import re
import sys

from .state import unlink

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*\Z")

# Never shadowed: what other programs and people rely on to be the machine's own.
RESERVED = frozenset(
    "sudo su doas ssh scp sftp git sh bash dash zsh fish env node npm npx apt apt-get apt-cache dpkg systemctl "
    "ls cp mv rm ln cat cd echo test true false kill ps id chmod chown mkdir rmdir which find grep sed awk make "
    "cmake gcc cc docker gpg curl wget tar safe-pip".split()
)


def commands_of(environment):
    """The names in an environment's bin that may have a shim, and could be run."""
    directory = os.path.join(environment, "bin")
    try:
        names = os.listdir(directory)
    except OSError:
        return set()
    return {name for name in names if allowed(name) and os.access(os.path.join(directory, name), os.X_OK)}


def allowed(name):
    if name.startswith(("pip", "python")) and re.match(r"(pip|python)[0-9.]*\Z", name):
        return False
    return bool(NAME.match(name)) and name not in RESERVED and not name.startswith(("activate", "Activate"))


def have_shims(data):
    return os.path.exists(os.path.join(data, "shims", "safe-pip"))


def update(settings, before, after):
    """References and shims follow what an install or uninstall changed."""
    data, slot = settings["data"], settings["slot"]
    if slot.startswith(os.path.join(data, "tools") + os.sep):
        return  # our own pipx is no command of the user's
    identity = os.path.basename(os.path.realpath(sys.prefix))
    for name in after - before:
        refer(data, name, identity, os.path.join(slot, "venv"))
    for name in before - after:
        forget(data, name, identity)


def follow(settings):
    """The same for an application that pipx holds: its environment, and the names that came or went."""
    data, identity = settings["data"], "pipx-" + os.path.basename(settings["environment"])
    for name in filter(allowed, settings.get("gained", "").split(",")):
        refer(data, name, identity, settings["environment"])
    if "gained" not in settings:
        for name in os.listdir(os.path.join(data, "commands")):
            if os.path.lexists(os.path.join(data, "commands", name, identity)):
                forget(data, name, identity)


def refer(data, name, identity, environment):
    directory = os.path.join(data, "commands", name)
    os.makedirs(directory, mode=0o755, exist_ok=True)
    link(environment, os.path.join(directory, identity))
    shim = os.path.join(data, "shims", name)
    if have_shims(data) and not os.path.lexists(shim):
        link("safe-pip", shim)
    everybody = links_in(data)
    if everybody and os.path.lexists(shim) and not os.path.lexists(os.path.join(everybody, name)):
        os.symlink(shim, os.path.join(everybody, name))


def links_in(data):
    """Where `safe-pip setup --system` keeps links for all users, /usr/local/bin; None without it."""
    try:
        with open(os.path.join(data, "setup", "links-in"), encoding="utf-8") as file:
            return file.read().strip()
    except OSError:
        return None


def forget(data, name, identity):
    directory = os.path.join(data, "commands", name)
    unlink(os.path.join(directory, identity))
    try:
        os.rmdir(directory)
    except OSError:
        return
    shim = os.path.join(data, "shims", name)
    if os.path.islink(shim) and os.readlink(shim) == "safe-pip":
        unlink(shim)
        path = os.path.join(links_in(data) or "", name)
        if os.path.islink(path) and os.readlink(path) == shim:
            unlink(path)


def link(target, path):
    aside = "%s.%d" % (path, os.getpid())
    unlink(aside)
    os.symlink(target, aside)
    os.replace(aside, path)

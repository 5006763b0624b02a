"""Small things on disk: a state file is whole or absent, a tree is taken away without following links."""
import os


def write(path, text, mode=0o644):
    """A state file is whole or absent: a full disk or a kill leaves the old one."""
    aside = "%s.%d" % (path, os.getpid())
    with open(aside, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text)
    os.chmod(aside, mode)
    os.replace(aside, path)


def remove_tree(top):
    for directory, names, files in os.walk(top, topdown=False):
        for name in files:
            unlink(os.path.join(directory, name))
        for name in names:
            path = os.path.join(directory, name)
            unlink(path) if os.path.islink(path) else os.rmdir(path)
    try:
        os.rmdir(top)
    except OSError:
        pass


def unlink(path):
    try:
        os.unlink(path)
    except OSError:
        pass

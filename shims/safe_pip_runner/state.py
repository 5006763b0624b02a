"""Small things on disk: a state file is whole or absent, a tree is taken away without following links."""
import os


def secure_data(data):
    """The data directory is the user's alone, whatever the umask is; root's is for all to read and nobody to write."""
    root = os.geteuid() == 0
    umask = os.umask(0o022 if root else 0o077)
    try:
        os.makedirs(data, exist_ok=True)
        state = os.lstat(data)
        if state.st_uid == os.geteuid() and state.st_mode & 0o022 and not os.path.islink(data):
            os.chmod(data, 0o755 if root else 0o700)
    finally:
        os.umask(umask | 0o022 if root else umask)


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


def is_plain(path):
    """Whether sh reads a path between double quotes as it is: a directory's name may hold `$(…)`."""
    return all(letter.isalnum() or letter in "@%+=:,./_- " for letter in path)

"""A `.venv` link for editors and `source .venv/bin/activate`; never read back, never in the way of another."""
import os
import stat

# Nobody's ignore file is as long; a longer one is not read to its end, so nothing is added to it.
LIMIT = 1 << 20


def link_for_editors(project, venv):
    path = os.path.join(project, ".venv")
    if os.path.lexists(path):
        return
    exclude = git_exclude(project)
    if exclude is False or (exclude and not ignore(exclude)):
        return
    try:
        os.symlink(venv, path)
    except OSError:
        pass


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
        if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.geteuid():
            return False
    return os.path.join(path, "exclude")


def ignore(exclude):
    """Whether `.venv` is ignored now; the file is a regular one of the user's, or it is left alone."""
    try:
        fd = os.open(exclude, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o644)
    except OSError:
        return False
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            return False
        text = os.read(fd, LIMIT)
        if len(text) == LIMIT:
            return False
        if b".venv" not in text.split(b"\n") and b"/.venv" not in text.split(b"\n"):
            os.write(fd, (b"" if not text or text.endswith(b"\n") else b"\n") + b".venv\n")
        return True
    except OSError:
        return False
    finally:
        os.close(fd)

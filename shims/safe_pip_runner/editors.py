"""A `.venv` link for editors and `source .venv/bin/activate`; never read back, never in the way of another."""
import os


def link_for_editors(project, venv):
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

"""The directory's lock: the kernel's, so that it is free the moment its holder is gone."""
import fcntl
import os
import time

from .speaking import say


def take_lock(slot):
    """An open descriptor that holds the lock, with the slot's directory there.

    A first install that fails takes its slot away, the lock's file with it: whoever waited for that file holds a
    lock that nobody else can see, and starts again.
    """
    path = os.path.join(os.path.dirname(slot), ".lock")
    while True:
        os.makedirs(slot, mode=0o755, exist_ok=True)
        try:
            fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except FileNotFoundError:
            continue
        if not wait_for(fd):
            return fd
        if is_at(fd, path):
            break
        os.close(fd)
    os.makedirs(slot, mode=0o755, exist_ok=True)
    note_entry(fd, noted_entry(fd))
    return fd


def note_entry(fd, name):
    """Who holds the lock, for those who wait, and the ledger's entry that is open; empty for none."""
    try:
        os.ftruncate(fd, 0)
        os.pwrite(fd, b"%d\n%s\n" % (os.getpid(), name.encode("ascii")), 0)
    except OSError:
        pass


def noted_entry(fd):
    """The open entry that the lock's file names; empty for none, and where there are no locks to trust in."""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        name = (os.pread(fd, 100, 0).decode("ascii", "replace").split("\n") + [""])[1]
    except OSError:
        return ""
    return name if name.endswith(".json") and name[:-5].replace("-", "").isdigit() else ""


def wait_for(fd):
    """True once the lock is held; a line after a second says for whom we wait. False where there are no locks."""
    began, said = time.monotonic(), False
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if not said and time.monotonic() - began > 1:
                said = True
                holder = os.pread(fd, 20, 0).decode("ascii", "replace").partition("\n")[0]
                say("waiting for another install in this directory (process %s)" % (holder or "unknown"))
            time.sleep(0.02)
        except OSError as error:
            say("this file system has no locks (%s); going on without one" % error.strerror)
            return False


def is_at(fd, path):
    try:
        there, held = os.stat(path), os.fstat(fd)
    except OSError:
        return False
    return (there.st_dev, there.st_ino) == (held.st_dev, held.st_ino)

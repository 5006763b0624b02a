"""The directory's lock: the kernel's, so that it is free the moment its holder is gone."""
import fcntl
import os
import time

from .speaking import say


def take_lock(slot):
    """An open descriptor that holds the lock; a line after a second says for whom we wait."""
    path = os.path.join(os.path.dirname(slot), ".lock")
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    began, said = time.monotonic(), False
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if not said and time.monotonic() - began > 1:
                said = True
                holder = os.pread(fd, 20, 0).decode("ascii", "replace").strip()
                say("waiting for another install in this directory (process %s)" % (holder or "unknown"))
            time.sleep(0.02)
        except OSError as error:
            say("this file system has no locks (%s); going on without one" % error.strerror)
            return fd
    try:
        os.ftruncate(fd, 0)
        os.pwrite(fd, b"%d\n" % os.getpid(), 0)
    except OSError:
        pass
    return fd

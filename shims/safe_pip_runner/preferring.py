"""Which of a directory's environments `pip` means, where a policy names another Python than `python3`."""
import os

from .state import unlink, write

MARK = "preferred"


def prefer(settings):
    """The last install decides: its slot is marked where the policy's Python made it, and no other of the directory is."""
    slot = settings["slot"]
    directory = os.path.dirname(slot)
    for name in os.listdir(directory):
        other = os.path.join(directory, name)
        if name[:1].isdigit() and (other != slot or MARK not in settings):
            unlink(os.path.join(other, MARK))
    if MARK in settings:
        write(os.path.join(slot, MARK), "")

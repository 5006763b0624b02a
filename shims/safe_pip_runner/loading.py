"""Loads pip without Python's garbage collector, which finds nothing in modules and costs a fifth of the time."""
import gc
import re
from importlib import import_module


def load_pip(arguments):
    """pip's main, with the module of the command loaded too. Raises ImportError where there is no pip."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        main = import_module("pip._internal.cli.main").main
        load_command(arguments)
    finally:
        # What is loaded stays until the end, where the collector would go through it once more.
        if hasattr(gc, "freeze"):  # not in PyPy
            gc.freeze()
        if was_enabled:
            gc.enable()
    return main


def load_command(arguments):
    if not arguments or not re.match(r"[a-z]+\Z", arguments[0]):
        return
    try:
        import_module("pip._internal.commands." + arguments[0])
    except ImportError:
        pass  # No command, or not under its own name: pip's to tell.

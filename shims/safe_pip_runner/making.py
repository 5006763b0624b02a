"""Makes an environment by hand, in 5 ms; `python -m venv` would start ensurepip for two seconds."""
import os
import sys

from . import shared_pip
from .activation import write_activation
from .state import is_plain, remove_tree, unlink, write

PIP_COMMAND = """# pip, by safe-pip: the directory's lock is taken, and what changes is recorded
import sys

sys.path.insert(0, %s)
try:
    from safe_pip_runner.start import main
except ImportError:
    from pip._internal.cli.main import main
sys.exit(main())
"""


def make_environment(settings):
    slot, base = settings["slot"], settings["base"]
    venvs = os.path.join(settings["data"], "venvs")
    os.makedirs(venvs, mode=0o755, exist_ok=True)
    venv = new_directory(venvs)
    # Named at once: killed from here on, it is found and taken away by the next install here.
    os.symlink(venv, os.path.join(slot, "venv"))
    version = "%d.%d" % sys.version_info[:2]
    system = settings.get("system", "none")
    site_packages = os.path.join(venv, "lib", "python" + version, "site-packages")
    os.makedirs(site_packages)
    os.mkdir(os.path.join(venv, "bin"))
    os.mkdir(os.path.join(venv, "include"))
    if sys.maxsize > 2**32:
        os.symlink("lib", os.path.join(venv, "lib64"))
    os.symlink(base, os.path.join(venv, "bin", "python"))
    for name in ("python3", "python" + version):
        os.symlink("python", os.path.join(venv, "bin", name))
    write(
        os.path.join(venv, "pyvenv.cfg"),
        "home = %s\ninclude-system-site-packages = %s\nversion = %d.%d.%d\nsafe-pip-system = %s\n"
        % ((os.path.dirname(base), "false" if system == "none" else "true") + sys.version_info[:3] + (system,)),
    )
    lines = [shared_pip.ensure(settings)] + [p for p in settings.get("also", "").split(":") if p]
    write(os.path.join(site_packages, "_safe_pip.pth"), "".join(line + "\n" for line in lines))
    write_pip_commands(settings, venv, version)
    write_activation(slot, venv)


def is_published(slot):
    return os.path.exists(os.path.join(slot, "base")) and os.path.exists(os.path.join(slot, "venv", "bin", "python"))


def new_directory(parent):
    while True:
        path = os.path.join(parent, os.urandom(6).hex())
        try:
            os.mkdir(path, 0o755)
            return path
        except FileExistsError:
            continue


def write_pip_commands(settings, venv, version):
    """`bin/pip` starts the runner too, so that an activated environment is locked and recorded alike."""
    python = os.path.join(settings["slot"], "venv", "bin", "python")
    first = "#!%s\n" % python
    if len(first) > 127 or " " in python or not is_plain(python):
        named = python if is_plain(python) else "${0%/*}/python"
        first = "#!/bin/sh\n'''exec' \"%s\" \"$0\" \"$@\"\n' '''\n" % named
    text = first + PIP_COMMAND % repr(installed_runner(settings["data"]))
    for name in ("pip", "pip3", "pip" + version):
        write(os.path.join(venv, "bin", name), text, 0o755)


def installed_runner(data):
    """A copy of the runner in the user's own data: the npm package, or npx's cache, may go; named by its content."""
    import hashlib

    source = os.path.dirname(os.path.abspath(__file__))
    names = sorted(name for name in os.listdir(source) if name.endswith(".py"))
    texts = {}
    for name in names:
        with open(os.path.join(source, name), encoding="utf-8") as file:
            texts[name] = file.read()
    digest = hashlib.sha256("\0".join(texts.values()).encode("utf-8")).hexdigest()[:16]
    to = os.path.join(data, "runner", digest)
    package = os.path.join(to, os.path.basename(source))
    if not os.path.exists(os.path.join(to, "complete")):
        os.makedirs(package, mode=0o755, exist_ok=True)
        for name, text in texts.items():
            write(os.path.join(package, name), text)
        write(os.path.join(to, "complete"), "")
    return to


def remove_environment(slot):
    """Takes away what was never published, and the empty directories of the mirror above it."""
    link = os.path.join(slot, "venv")
    try:
        venv = os.readlink(link)
    except OSError:
        venv = None
    unlink(link)
    if venv and os.path.basename(os.path.dirname(venv)) == "venvs":
        remove_tree(venv)

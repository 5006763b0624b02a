"""The pip of all managed environments: one directory a version, compiled once, behind one `.pth` line.

By default the machine's own version, so that there is one grammar and one `--version`; else the distribution's
wheel (python3-pip-whl), else one that was fetched before, else the newest on the user's index. A pip on which this
Python can't run (Debian 12's under a python3.12) is passed over.
"""
import os
import sys

from .speaking import say

ROOTS = "/var/lib/safe-pip/pip"

# From a Python on, the first pip that runs on it. 3.12 has no pkgutil.ImpImporter, which older ones take for granted.
FIRST_PIPS = (((3, 12), [23, 1]),)


def ensure(settings):
    """The directory that holds a ready `pip`; made where missing. Raises SystemExit with a line to type."""
    parents = [ROOTS, os.path.join(settings["data"], "pip")]
    machine = of_the_machine()
    if machine:
        version, source = machine
        return ready(parents, version) or publish(parents[-1], version, lambda to: copy(source, version, to))
    wheel = of_the_distribution()
    if wheel:
        version = os.path.basename(wheel).split("-")[1]
        return ready(parents, version) or publish(parents[-1], version, lambda to: unpack(wheel, to))
    newest = newest_of(parents)
    if newest:
        return newest
    from . import fetch_pip

    try:
        version, content = fetch_pip.newest(settings)
    except fetch_pip.Unreachable as error:
        raise SystemExit(
            "safe-pip: this machine has no pip, and none could be fetched: %s\n"
            "safe-pip: type: sudo apt install python3-pip" % error
        )
    import io

    return publish(parents[-1], version, lambda to: unpack(io.BytesIO(content), to))


def ready(parents, version):
    for parent in parents:
        path = os.path.join(parent, version)
        if os.path.isfile(os.path.join(path, "pip", "__pip-runner__.py")):
            return path
    return None


def newest_of(parents):
    found = []
    for parent in parents:
        try:
            found += [(numbers(name), os.path.join(parent, name)) for name in os.listdir(parent)]
        except OSError:
            continue
    for _, path in sorted(found, reverse=True):
        version = os.path.basename(path)
        complete = os.path.isfile(os.path.join(path, "pip", "__pip-runner__.py"))
        if complete and runs_here(version, metadata_in(path, version)):
            return path
    return None


def numbers(version):
    """Of `25.1.1` or `25.1+dfsg`: what pips are ordered by."""
    return [int(part) for part in version.split("+")[0].split(".") if part.isdigit()]


def runs_here(version, metadata, python=sys.version_info[:2]):
    """Whether this Python can run that pip, by its own word and by what is known of older ones."""
    if any(python >= since and numbers(version) < first for since, first in FIRST_PIPS):
        return False
    for line in metadata.splitlines():
        key, _, value = line.partition(":")
        if key == "Requires-Python" and value.strip().startswith(">="):
            return python >= tuple(numbers(value.strip()[2:].split(",")[0].strip())[:2])
    return True


def metadata_in(directory, version):
    try:
        with open(os.path.join(directory, "pip-%s.dist-info" % version, "METADATA"), encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""


def metadata_of(wheel, version):
    import zipfile

    try:
        with zipfile.ZipFile(wheel) as archive:
            return archive.read("pip-%s.dist-info/METADATA" % version).decode("utf-8")
    except (KeyError, OSError, zipfile.BadZipFile):
        return ""


def of_the_machine():
    """(version, directory that holds pip) of the base interpreter's own pip, found without importing it."""
    version = "%d.%d" % sys.version_info[:2]
    for directory in (
        os.path.join(sys.base_prefix, "lib", "python3", "dist-packages"),
        os.path.join(sys.base_prefix, "lib", "python" + version, "site-packages"),
        os.path.join(sys.base_prefix, "lib", "python" + version, "dist-packages"),
    ):
        if not os.path.isfile(os.path.join(directory, "pip", "__pip-runner__.py")):
            continue
        for name in sorted(os.listdir(directory)):
            if not (name.startswith("pip-") and name.endswith(".dist-info")):
                continue
            if runs_here(name[4:-10], metadata_in(directory, name[4:-10])):
                return name[4:-10], directory
    return None


def of_the_distribution(directory="/usr/share/python-wheels"):
    try:
        names = sorted(os.listdir(directory))
    except OSError:
        return None
    for name in names:
        path = os.path.join(directory, name)
        if not (name.startswith("pip-") and name.endswith(".whl")):
            continue
        if runs_here(name.split("-")[1], metadata_of(path, name.split("-")[1])):
            return path
    return None


def publish(parent, version, fill):
    """Filled under another name and given its own by one rename; losing the race to another install is success."""
    say("preparing pip %s, once for all environments" % version)
    os.makedirs(parent, mode=0o755, exist_ok=True)
    path = os.path.join(parent, version)
    aside = os.path.join(parent, ".%s.%s" % (version, os.urandom(4).hex()))
    os.mkdir(aside, 0o755)
    try:
        fill(aside)
        compile_all(aside)
        try:
            os.rename(aside, path)
        except OSError:
            if not ready([parent], version):
                raise
    finally:
        if os.path.isdir(aside):
            import shutil

            shutil.rmtree(aside, ignore_errors=True)
    return path


def copy(source, version, to):
    """copy2 keeps the times, without which Python takes every compiled file for stale."""
    import shutil

    for name in ("pip", "pip-%s.dist-info" % version):
        shutil.copytree(os.path.join(source, name), os.path.join(to, name))


def unpack(wheel, to):
    import zipfile

    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(to)


def compile_all(directory):
    import compileall

    compileall.compile_dir(os.path.join(directory, "pip"), quiet=2)

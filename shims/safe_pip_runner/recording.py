"""Writes down what was asked for: a line of requirements.txt, or an entry of pyproject.toml's dependencies.

The file is the project's, so it may be anything: only a regular file of the user's own is changed, and never through
a link. Where that can't be done right, nothing is written and the line is said.
"""
import os
import re
import stat

from .speaking import say

LIMIT = 1 << 20


class Unwritable(Exception):
    """Why the file can't be changed."""


def record(settings):
    path = settings["record"]
    requirements = settings["requirements"].split("\x1f")
    try:
        text = read(path)
        if os.path.basename(path) == "pyproject.toml":
            from .dependencies import with_dependencies

            new = with_dependencies(text, requirements)
        else:
            new = with_lines(text or "", requirements)
        if new != text:
            replace(path, new)
    except (Unwritable, OSError, UnicodeError) as error:
        say("%s is left as it is: %s. To write there: %s" % (path, error, ", ".join(requirements)))


def read(path):
    """The file's text; None where there is none."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    with os.fdopen(fd, "rb") as file:
        state = os.fstat(fd)
        if not stat.S_ISREG(state.st_mode) or state.st_uid != os.geteuid():
            raise Unwritable("it is no file of your own")
        content = file.read(LIMIT + 1)
    if len(content) > LIMIT:
        raise Unwritable("it is too large")
    return content.decode("utf-8")


def with_lines(text, requirements):
    """A line each, where no line names the project already: its author's word about the version stays."""
    if re.search(r"\\\s*\Z", text):
        raise Unwritable("its last line is not ended")
    names = {name_of(line) for line in text.splitlines()}
    end = "\r\n" if "\r\n" in text else "\n"
    new = text if text == "" or text.endswith("\n") else text + end
    for requirement in requirements:
        if name_of(requirement) not in names:
            names.add(name_of(requirement))
            new += requirement + end
    return text if new == text + end else new


def name_of(requirement):
    """The project's normalised name (PEP 503); None for a comment, an option, a URL alone."""
    found = re.match(r"\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:[\[<>=!~;@(#,]|\Z)", requirement)
    return re.sub(r"[-_.]+", "-", found.group(1)).lower() if found else None


def replace(path, text):
    """By one rename, with the old file's mode; a link that has come meanwhile is replaced, not followed."""
    aside = "%s.%s" % (path, os.urandom(4).hex())
    try:
        mode = stat.S_IMODE(os.lstat(path).st_mode)
    except FileNotFoundError:
        mode = None
    fd = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(text.encode("utf-8"))
            if mode is not None:
                os.fchmod(fd, mode)
        os.rename(aside, path)
    except OSError:
        os.unlink(aside)
        raise

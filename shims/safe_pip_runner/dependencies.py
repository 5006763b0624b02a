"""Adds entries to `dependencies` of `[project]` in a pyproject.toml, and leaves every other byte as it is.

The edit is made in the text, and then held against a TOML reader: what comes out must be the old content and the new
entries, and nothing else. So a guess about the text can fail, but it can't do harm.
"""
import json
import re

from .recording import Unwritable, name_of


def with_dependencies(text, requirements):
    if text is None:
        raise Unwritable("there is none")
    before = parse(text)
    project = before.get("project")
    if not isinstance(project, dict):
        raise Unwritable("it has no [project]")
    if "dependencies" in project.get("dynamic", []):
        raise Unwritable("its dependencies are dynamic")
    present = project.get("dependencies", [])
    names = {name_of(each) for each in present if isinstance(each, str)}
    new = [each for each in requirements if name_of(each) not in names]
    if not new:
        return text
    after = dict(before, project=dict(project, dependencies=list(present) + new))
    edits = added_to_array(text, new) if "dependencies" in project else added_after_header(text, new)
    for edited in edits:
        try:
            if parse(edited) == after:
                return edited
        except Unwritable:
            continue
    raise Unwritable("its dependencies are written in a way that is not understood")


def parse(text):
    """Python's own reader, else the one that pip brings (Python 3.10 and before)."""
    try:
        import tomllib as reader
    except ImportError:
        try:
            from pip._vendor import tomli as reader
        except ImportError:
            raise Unwritable("this Python has no reader for it") from None
    try:
        return reader.loads(text)
    except ValueError:
        raise Unwritable("it is no TOML") from None


def added_after_header(text, new):
    """The texts with a new array below each line that looks like the table's header."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = ["dependencies = ["] + ["    %s," % quoted(each) for each in new] + ["]"]
    for found in re.finditer(r"^[ \t]*\[[ \t]*project[ \t]*\][^\n]*(?:\n|\Z)", text, re.M):
        head = found.group() if found.group().endswith("\n") else found.group() + end
        yield text[: found.start()] + head + "".join(line + end for line in lines) + text[found.end() :]


def added_to_array(text, new):
    """The texts with the entries put behind the last one of each array that looks like the one."""
    for found in re.finditer(r"^[ \t]*dependencies[ \t]*=[ \t]*\[", text, re.M):
        place = last_entry(text, found.end())
        if place is None:
            continue
        last, comma, close = place
        lines = "\n" in text[found.end() : close]
        at = comma or last or found.end()
        # A comment behind the last entry stays behind it.
        at += re.compile(r"[ \t]*(?:#[^\r\n]*)?").match(text[at:close]).end() if lines and last else 0
        comma_missing = last is not None and comma is None
        head = text[:last] + "," + text[last:at] if comma_missing else text[:at]
        lead = line_start(text[found.end() : close]) if lines else (" " if last else "")
        entries = lead + ("," + (lead or " ")).join(quoted(each) for each in new)
        yield head + entries + ("," if lines else "") + text[at:]


def line_start(inside):
    """What goes before an entry on a line of its own: as the entries that are there."""
    indent = re.search(r"\n([ \t]+)[\"']", inside)
    return ("\r\n" if "\r\n" in inside else "\n") + (indent.group(1) if indent else "    ")


STRING_OR_COMMENT = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[,\]\s]')


def last_entry(text, at):
    """Behind the last string, behind the comma after it (None: there is none), and where the array is closed."""
    last = comma = None
    while True:
        found = STRING_OR_COMMENT.match(text, at)
        if found is None:
            return None
        word = found.group()
        if word == "]":
            return last, comma, at
        if word[0] in "\"'":
            last, comma = found.end(), None
        elif word == ",":
            comma = found.end()
        at = found.end()


def quoted(requirement):
    """A TOML basic string: JSON's escapes are among TOML's."""
    return json.dumps(requirement, ensure_ascii=False)

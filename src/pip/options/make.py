"""Writes table.json: every option of every command of every pip since 23.0.

Usage: python3 src/pip/options/make.py [DIRECTORY]

Then: npx biome check --write src/pip/options/table.json

Run by hand when a new pip appears, with any Python from 3.10 on; needs the network and some minutes.
The wheels are downloaded by `pip download` into DIRECTORY (kept, so that a second run is quick; a temporary
one by default). Each pip's own parsers are asked, in a process of their own and without any configuration, so
that nothing in the table is typed by hand. Options that stay the same over several versions are written once.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

FIRST = (23, 0)
TABLE = Path(__file__).with_name("table.json")

# Runs inside one pip: its wheel is first on sys.path. Prints one JSON object.
DUMP = r'''
import json, sys
from pip._internal.cli import cmdoptions
from pip._internal.cli.main_parser import create_main_parser
from pip._internal.commands import commands_dict, create_command
from pip._internal.req.req_file import build_parser

MACHINE = {"cache_dir", "src_dir"}  # Their defaults are directories of the machine that is asked.

def plain(dest, value):
    if dest in MACHINE:
        return None
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple, set)):
        return [plain(dest, item) for item in value]
    if isinstance(value, dict):
        return {key: plain(dest, item) for key, item in value.items()}
    slots = getattr(value, "__slots__", None) or vars(value)
    return {name: sorted(getattr(value, name)) for name in slots if not name.startswith("_")}

def options(parser):
    found = list(parser.option_list)
    for group in getattr(parser, "option_groups", []):
        found.extend(group.option_list)
    for option in found:
        row = {
            "names": option._short_opts + option._long_opts,
            "dest": option.dest,
            "action": option.action,
            "type": option.type,
            "default": plain(option.dest, parser.defaults.get(option.dest)),
        }
        if option.action == "store_const":
            row["const"] = option.const
        if id(option.default) in shared:
            row["shared"] = True
        if option.choices:
            row["choices"] = list(option.choices)
        if option.callback:
            row["callback"] = option.callback.__name__.removeprefix("_handle_")
        if option.nargs not in (None, 1):
            raise SystemExit(f"{option}: nargs {option.nargs} is not known to the reader")
        yield row

# A list that two parsers hold as one object: what the first one appends, the second one starts with.
kept_alive = [create_main_parser(), create_main_parser()]
lists = [{id(option.default) for option in kept.option_list_all if isinstance(option.default, list)} for kept in kept_alive]
shared = lists[0] & lists[1]

commands = {"": {"options": list(options(create_main_parser()))}}
for name in commands_dict:
    command = create_command(name)
    commands[name] = {
        "options": list(options(command.parser)),
        "anywhere": bool(command.ignore_require_venv),
    }
commands["-r"] = {"options": list(options(build_parser()))}
json.dump(commands, sys.stdout)
'''


def released_versions() -> list[str]:
    """The final releases on PyPI that are not yanked, oldest first."""
    listing = subprocess.run(
        [sys.executable, "-m", "pip", "index", "versions", "pip"],
        check=True, capture_output=True, text=True,
    ).stdout
    line = next(text for text in listing.splitlines() if text.startswith("Available versions:"))
    versions = [text.strip() for text in line.split(":", 1)[1].split(",")]
    key = lambda version: tuple(int(part) for part in version.split("."))
    return sorted((version for version in versions if key(version) >= FIRST), key=key)


def wheel_of(version: str, directory: Path) -> Path:
    wheel = directory / f"pip-{version}-py3-none-any.whl"
    if not wheel.exists():
        download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--disable-pip-version-check"]
        subprocess.run([*download, "--dest", str(directory), f"pip=={version}"], check=True)
    return wheel


def dump(wheel: Path) -> dict:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    environment["PIP_CONFIG_FILE"] = os.devnull
    program = f"import sys; sys.path.insert(0, {str(wheel)!r})\n{DUMP}"
    answer = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, env=environment,
    )
    return json.loads(answer.stdout)


def spans(present: list[int], count: int) -> list[list[int]]:
    """Runs of consecutive version numbers as [first, last]; -1 for last means the newest and on."""
    runs: list[list[int]] = []
    for number in present:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return [[first, -1 if last == count - 1 else last] for first, last in runs]


def merge(versions: list[str], dumps: list[dict]) -> dict:
    rows: dict[str, int] = {}
    uses: dict[str, dict[int, list[int]]] = {}
    exists: dict[str, list[int]] = {}
    anywhere: set[str] = set()
    for number, commands in enumerate(dumps):
        for name, command in commands.items():
            exists.setdefault(name, []).append(number)
            if command.get("anywhere"):
                anywhere.add(name)
            for option in command["options"]:
                row = rows.setdefault(json.dumps(option), len(rows))
                uses.setdefault(name, {}).setdefault(row, []).append(number)
    count = len(versions)
    return {
        "versions": versions,
        "options": [json.loads(row) for row in rows],
        "commands": {
            name: {
                "in": spans(numbers, count),
                "anywhere": name in anywhere,
                "options": [[row, *span] for row, used in uses[name].items() for span in spans(used, count)],
            }
            for name, numbers in exists.items()
        },
    }


def write(table: dict) -> None:
    lines = ",\n".join("    " + json.dumps(option, separators=(",", ":")) for option in table["options"])
    commands = ",\n".join(
        f"    {json.dumps(name)}: " + json.dumps(command, separators=(",", ":"))
        for name, command in table["commands"].items()
    )
    TABLE.write_text(
        f'{{\n  "versions": {json.dumps(table["versions"])},\n'
        f'  "options": [\n{lines}\n  ],\n  "commands": {{\n{commands}\n  }}\n}}\n'
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        directory = Path(sys.argv[1] if len(sys.argv) > 1 else temporary)
        versions = released_versions()
        write(merge(versions, [dump(wheel_of(version, directory)) for version in versions]))
    print(f"{TABLE}: pip {versions[0]} to {versions[-1]}, {len(versions)} versions, {TABLE.stat().st_size} bytes")


if __name__ == "__main__":
    main()

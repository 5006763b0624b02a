"""Answers cases, one JSON line each, by the parsers of the pip on sys.path; one JSON line an answer.

A case has argv, env, files (path: text, or {"base64": …}, null for a directory) below a root of its own.
The pip itself does the work as far as it goes without a network or an installation: its two parsers, its
configuration, and the reading of all requirements; what comes after that is cut off.
"""

import base64
import contextlib
import io
import json
import os
import shutil
import sys
import tempfile
import warnings

from pip._internal.cli.autocompletion import autocomplete
from pip._internal.cli import cmdoptions, main_parser
from pip._internal.commands import commands_dict, create_command
from pip._internal.commands import install as install_module
from pip._internal.commands import uninstall as uninstall_module
from pip._internal.exceptions import CommandError, PipError
from pip._internal.network.session import PipSession
from pip._internal.utils import appdirs
from pip._vendor.packaging.markers import default_environment

warnings.simplefilter("ignore")
ROOT = sys.argv[1]
TAKES_REQUIREMENTS = {"install", "download", "wheel", "lock"}


class Restart(Exception):
    """pip would start itself again, under another interpreter."""


class Marked(Exception):
    """The check of PEP 668 was reached."""


class Remote(BaseException):
    """Something would be fetched."""


def restart(*args, **kwargs):
    raise Restart


def reached():
    raise Marked


def fetch(*args, **kwargs):
    raise Remote


main_parser.subprocess = type("subprocess", (), {"run": restart, "Popen": restart, "SubprocessError": OSError})
install_module.check_externally_managed = reached
uninstall_module.check_externally_managed = reached
real_site_config_dirs = appdirs.site_config_dirs
appdirs.site_config_dirs = lambda name: [ROOT + "/etc" if d == "/etc" else d for d in real_site_config_dirs(name)]
sys.prefix = ROOT + "/prefix"
os.environ["HOME"] = ROOT + "/home"
session = PipSession()
real_get = session.get
session.get = lambda url, *a, **k: fetch() if url.lower().startswith("http") else real_get(url, *a, **k)


def plain(value):
    if isinstance(value, float) and value * 0 != 0:
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (set, frozenset)):
        return sorted(plain(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if type(value).__module__ == "datetime":
        return "<datetime>"
    slots = getattr(value, "__slots__", None) or vars(value)
    return {name: sorted(getattr(value, name)) for name in slots if not name.startswith("_")}


def options_of(parser):
    return [option for option in parser.option_list_all if option.dest is not None]


def clear_shared_lists():
    for thing in vars(cmdoptions).values():
        keywords = getattr(thing, "keywords", None)
        if isinstance(keywords, dict) and isinstance(keywords.get("default"), list):
            keywords["default"].clear()


def defaults_of(command):
    return {option.dest: plain(command.parser.defaults.get(option.dest)) for option in options_of(command.parser)}


clear_shared_lists()
DEFAULTS = {name: defaults_of(create_command(name)) for name in commands_dict}


def changed(command, values):
    """What differs from pip's defaults; flags as booleans, also where a configuration made numbers of them."""
    found = {}
    flags = {option.dest for option in options_of(command.parser) if option.action in ("store_true", "store_false")}
    for option in options_of(command.parser):
        value = plain(getattr(values, option.dest))
        if option.dest in flags and value is not None:
            value = bool(value)
        if value != DEFAULTS[command.name][option.dest] or type(value) is not type(DEFAULTS[command.name][option.dest]):
            if option.type == "float" and value == DEFAULTS[command.name][option.dest]:
                continue
            found[option.dest] = value
    return found


def requirement(ireq):
    hashes = [f"{kind}:{digest}" for kind, digests in ireq.hash_options.items() for digest in digests]
    marker = None if ireq.markers is None else str(ireq.markers)
    return {
        "name": None if ireq.req is None else ireq.req.name,
        "extras": sorted(ireq.extras),
        "specifier": "" if ireq.req is None else str(ireq.req.specifier),
        "marker": marker,
        "applies": ireq.match_markers(),
        "url": None if ireq.link is None else ireq.link.url,
        "editable": ireq.editable,
        "constraint": ireq.constraint,
        "hashes": sorted(hashes),
        "from": ireq.comes_from if isinstance(ireq.comes_from, str) else None,
    }


class Recorder:
    """Stands in for a command's `run`: goes as far as the requirements."""

    def __init__(self, command):
        self.command = command
        self.real_run = command.run
        self.reached = False
        self.requirements = None
        self.remote = False

    def __call__(self, options, args):
        name = self.command.name
        if name == "install":
            with contextlib.suppress(Marked):
                dry_run, report = options.dry_run, options.json_report_file
                options.dry_run = False
                places = options.root_path, options.target_dir, options.prefix_path
                override = getattr(options, "override_externally_managed", None)  # Not in pip 23.0.
                if options.use_user_site and options.target_dir is not None:
                    return self.real_run(options, args)
                options.root_path = options.target_dir = options.prefix_path = None
                options.override_externally_managed = False
                self.real_run(options, args)
            options.root_path, options.target_dir, options.prefix_path = places
            options.override_externally_managed, options.json_report_file = override, report
            options.dry_run = dry_run
        self.reached = True
        if name in TAKES_REQUIREMENTS:
            self.requirements = []
            if name == "download":
                options.editables = []  # As its own run does.
            try:
                self.check_conflicts(options)
                finder = self.command._build_package_finder(options, session)
                found = self.command.get_requirements(args, options, finder, session)
                self.requirements = [requirement(ireq) for ireq in found]
            except Remote:
                self.remote = True
        if name == "uninstall":
            self.uninstall(options, args)
        return 0

    def check_conflicts(self, options):
        """As the commands' own `run` does; of what comes there it is all that looks at options alone."""
        check = getattr(cmdoptions, "check_only_deps_option_does_not_conflict", None)
        if check:
            check(options)
        if self.command.name in ("install", "download"):
            cmdoptions.check_dist_restriction(options, check_target=self.command.name == "install")
        check = getattr(cmdoptions, "check_release_control_exclusive", None)
        if check:
            check(options)

    def uninstall(self, options, args):
        self.requirements = []

        def recording(real):
            def record(*args, **kwargs):
                ireq = real(*args, **kwargs)
                self.requirements.append(requirement(ireq))
                return ireq

            return record

        kept = uninstall_module.install_req_from_line, uninstall_module.install_req_from_parsed_requirement
        uninstall_module.install_req_from_line = recording(kept[0])
        uninstall_module.install_req_from_parsed_requirement = recording(kept[1])
        options.override_externally_managed = False
        try:
            self.real_run(options, args)
        except Marked:
            pass
        except Remote:
            self.remote = True
        finally:
            uninstall_module.install_req_from_line, uninstall_module.install_req_from_parsed_requirement = kept


def understand(argv):
    autocomplete()
    try:
        name, cmd_args = main_parser.parse_command(argv)
    except Restart:
        os.environ["_PIP_RUNNING_IN_SUBPROCESS"] = "1"
        name, cmd_args = main_parser.parse_command(argv)
    command = create_command(name, isolated=("--isolated" in cmd_args))
    recorder = Recorder(command)
    command.run = recorder
    command.get_default_session = lambda options: session
    command.pip_version_check = command.handle_pip_version_check = lambda *args: contextlib.nullcontext()
    seen = {}
    real_parse = command.parse_args

    def parse_args(args):
        values, rest = real_parse(args)
        seen["options"], seen["args"] = changed(command, values), list(rest)
        return values, rest

    command.parse_args = parse_args
    try:
        code = command.main(cmd_args)
    except Exception:
        if not seen or not seen["options"].get("debug_mode"):
            raise
        code = 1  # With --debug every exception leaves pip as it is: a traceback.
    answer = {"command": name, **seen, "reached": recorder.reached, "exit": code}
    if recorder.remote:
        answer["remote"] = True
    elif code == 0:
        answer["requirements"] = recorder.requirements
    return answer


def lay_out(files):
    shutil.rmtree(ROOT, ignore_errors=True)
    for directory in ("work", "home", "prefix", "etc"):
        os.makedirs(f"{ROOT}/{directory}", exist_ok=True)
    for path, content in files.items():
        full = f"{ROOT}/{path}"
        if content is None:
            os.makedirs(full, exist_ok=True)
            continue
        os.makedirs(os.path.dirname(full), exist_ok=True)
        data = base64.b64decode(content["base64"]) if isinstance(content, dict) else content.encode()
        with open(full, "wb") as file:
            file.write(data)


def answer(case):
    lay_out(case["files"])
    os.chdir(ROOT + "/work")
    os.environ.clear()
    os.environ.update({"HOME": ROOT + "/home", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"})
    os.environ.update(case["env"])
    clear_shared_lists()
    sys.argv = ["pip", *case["argv"]]
    stdout, stderr = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
            result = understand(list(case["argv"]))
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        result = {"exit": code}
    except (PipError, KeyError, ValueError):
        result = {"exit": 1}  # Uncaught: a traceback. A bad PIP_NO_COLOR, completion without its variables.
    if case.get("verbose"):
        result["said"] = (stdout.getvalue() + stderr.getvalue())[-600:]
    return result


print(json.dumps(default_environment()), flush=True)
for line in sys.stdin:
    try:
        result = answer(json.loads(line))
    except Exception as error:
        result = {"oracle": repr(error)}
    print(json.dumps(result), file=sys.__stdout__, flush=True)
